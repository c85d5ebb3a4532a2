import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Needed = { debian: string; what: string; isThere(): boolean }

/** What tests need beside npm packages: a browser, type for Chinese, and a word processor to look at written documents. */
const needed: readonly Needed[] = [
  { debian: 'chromium', what: 'a Chromium browser', isThere: () => chromium() !== undefined },
  { debian: 'fonts-noto-cjk', what: 'a Chinese font', isThere: hasChineseFont },
  {
    debian: 'libreoffice-writer-nogui',
    what: 'LibreOffice Writer (soffice)',
    isThere: () => command('soffice') !== undefined,
  },
  { debian: 'poppler-utils', what: 'poppler (pdftoppm)', isThere: () => command('pdftoppm') !== undefined },
]

/** The browser of the journeys: the one named by JIANGHAI_CHROMIUM, or the machine's. */
export function chromium(): string | undefined {
  const named = process.env.JIANGHAI_CHROMIUM
  if (named) return named
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = command(name)
    if (found) return found
  }
  return undefined
}

/**
 * Installs what is missing where that may be done (root, with apt-get); gives what is missing still, as a sentence that says exactly
 * what to install.
 */
export function systemPackages(): string | undefined {
  if (missing().length === 0) return undefined
  if (process.getuid?.() === 0 && command('apt-get')) {
    const names = missing().map(each => each.debian)
    console.log(`installing ${names.join(' ')} …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = () =>
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env, encoding: 'utf8' })
    // The list of packages may be missing or old: it is asked for only where that turns out to be needed.
    if (install().status !== 0) {
      spawnSync('apt-get', ['update'], { env })
      const { status, stderr } = install()
      if (status !== 0) console.log(stderr.split('\n').slice(-8).join('\n'))
    }
  }
  const still = missing()
  if (still.length === 0) return undefined
  return `The tests need ${still.map(each => each.what).join(', ')}. On Debian, as root: apt-get install ${still.map(each => each.debian).join(' ')}`
}

function missing(): Needed[] {
  return needed.filter(each => !each.isThere())
}

function command(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map(folder => join(folder, name)).find(path => existsSync(path))
}

function hasChineseFont(): boolean {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  if (listed.status === 0 && listed.stdout.trim()) return true
  const folder = '/usr/share/fonts/opentype/noto'
  return existsSync(folder) && readdirSync(folder).some(name => name.includes('CJK'))
}
