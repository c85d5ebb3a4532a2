import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { alone } from './lock.js'
import { root, runtime } from './paths.js'
import { withProgress } from './progress.js'
import { Stop, say } from './say.js'

const built = join(root, 'web', 'dist')
/** Names the sources a build was made of. A build is made aside and put in its place with this in it, so a broken one never stands there. */
const marker = join(built, '.build')
const sources = [
  'web',
  'verifier',
  'contract/src',
  // The verifier of draws is made of the very code the server draws with.
  'server/src/kernel/draws',
  'server/src/kernel/http/jsonBody.ts',
  'server/src/kernel/log/canonical.ts',
  'server/src/kernel/refusal.ts',
  'mechanisms/drand',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
]

/**
 * Builds the web application where there is none, or where it was made of other sources.
 *
 * @param {string} node
 */
export async function web(node) {
  const wanted = hashOfSources()
  const isBuilt = () => existsSync(marker) && readFileSync(marker, 'utf8') === wanted
  if (isBuilt()) return
  await alone(async () => {
    if (isBuilt()) return
    const aside = join(runtime, 'web')
    try {
      await withProgress({ zh: '构建网页', en: 'Building the web application' }, () => build(node, aside))
      writeFileSync(join(aside, '.build'), wanted)
      rmSync(built, { recursive: true, force: true })
      renameSync(aside, built)
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
  })
}

/** @param {string} node @param {string} into */
async function build(node, into) {
  mkdirSync(runtime, { recursive: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [
    'build',
    '--config',
    join(root, 'vite.config.ts'),
    '--outDir',
    into,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  const child = spawn(node, [vite, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said = (said + chunk).slice(-100_000)
    })
  }
  const stop = () => child.kill('SIGTERM')
  process.once('exit', stop)
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  process.off('exit', stop)
  const log = join(runtime, 'web-build.log')
  writeFileSync(log, said)
  if (status !== 0 || !existsSync(join(into, 'index.html'))) {
    throw new Stop({
      zh: `网页构建失败（${status}），详见 ${log}。`,
      en: `Building the web application failed (${status}); see ${log}.`,
    })
  }
}

/** One hash over the names and contents of all sources; tests and what is built are no sources. */
function hashOfSources() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(path => filesOf(join(root, path)))) {
    hash.update(`${relative(root, file)}\0${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`)
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  if (!existsSync(path) || path === built) return []
  if (!statSync(path).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(path)
    .sort()
    .flatMap(name => filesOf(join(path, name)))
}

// Run by itself, it builds: the test runner does so before the journeys through the browser.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  web(process.execPath).catch(error => {
    process.exitCode = 1
    if (!(error instanceof Stop)) throw error
    say(error.sentence)
  })
}
