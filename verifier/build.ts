import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const here = import.meta.dirname

/** The name under which the page stands in the built web application, and so its public address. */
const fileName = 'draw-verifier.html'

/** Adds the verifier of draws to a build of the web application, as one file of its own. */
export function drawVerifier(): Plugin {
  return {
    name: 'draw-verifier',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: await onePage() })
    },
  }
}

/**
 * The whole verifier as one HTML file: script and style inline, each allowed by its hash and nothing else at all, so that the page, from a
 * server or from a disk, can load nothing and send nothing. Minified text of both is hashed as it stands in the file.
 */
async function onePage(): Promise<string> {
  const { script, style } = await bundled()
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const page = await readFile(join(here, 'index.html'), 'utf8')
  return page
    .replace('__POLICY__', () => policy)
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script>${script}</script>`)
}

async function bundled(): Promise<{ script: string; style: string }> {
  const built = await build({
    root: join(here, '..'),
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      // Telephones of some years ago: their web views know big integers and nothing newer.
      target: 'es2020',
      cssTarget: 'chrome80',
      lib: { entry: join(here, 'src/main.ts'), formats: ['iife'], name: 'jianghaiDrawVerifier', cssFileName: 'style' },
    },
  })
  const files = [built].flat().flatMap(each => ('output' in each ? each.output : []))
  const script = files.map(file => (file.type === 'chunk' ? file.code : '')).join('')
  const style = files.map(file => (file.type === 'asset' ? String(file.source) : '')).join('')
  if (!script || !style) throw new Error('the verifier of draws was not built')
  // What would end the element, or begin a comment inside of it, in the eyes of an HTML parser; equal in JavaScript and within strings.
  return {
    script: script.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'),
    style: style.trim(),
  }
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
