import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

// The launcher runs whole, as a process, in a small project of its own. Only npm, which would leave the machine, is played:
// a program of that name installs the one package, slowly when told to, and keeps a list of what it was asked.
const project = join(import.meta.dirname, '..', '..')
let root = ''

/** For root nothing is unwritable: as root, that test runs as the user nobody, where this Node may be run by it. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const canRunUnprivileged = spawnSync(process.execPath, ['--version'], { ...unprivileged, cwd: '/' }).status === 0
/** An npm that stands beside this Node would be found, also where PATH has none. */
const npmBesideNode =
  existsSync(join(process.execPath, '../npm')) || existsSync(join(process.execPath, '../../lib/node_modules/npm'))

const played = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const args = process.argv.slice(2)
const root = process.env.PLAYED_ROOT
appendFileSync(join(root, 'asked'), args.join(' ') + '\\n')
if (process.env.PLAYED_OFFLINE) {
  console.error('npm error code ENOTFOUND\\nnpm error request to the registry failed')
  process.exit(1)
}
if (args[0] === 'install') {
  mkdirSync(join(root, 'node_modules/thing'), { recursive: true })
  writeFileSync(join(root, 'node_modules/thing/package.json'), '{}')
  const done = () => writeFileSync(join(root, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/thing': { version: process.env.PLAYED_VERSION || '1.0.0' } } }))
  setTimeout(done, Number(process.env.PLAYED_SLOW || 0))
}
`
const program = `
const args: string[] = process.argv.slice(2)
console.log('program ' + args.join(' '))
if (args[0] === 'wait') {
  process.on('SIGTERM', () => { console.log('told to end'); process.exit(7) })
  setInterval(() => {}, 1000)
}
if (args[0] === 'fail') process.exitCode = Number(args[1])
`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jianghai-launch-'))
  cpSync(join(project, 'bin'), join(root, 'bin'), { recursive: true })
  for (const name of [
    'child',
    'jianghai',
    'lock',
    'node',
    'npm',
    'packages',
    'paths',
    'prepare',
    'progress',
    'say',
    'web',
  ]) {
    cpSync(join(project, 'tools/launch', `${name}.js`), join(root, 'tools/launch', `${name}.js`))
  }
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version: '1.0.0' } } }))
  write('server/src/app/main.ts', program)
  write('played/lib/node_modules/npm/bin/npm-cli.js', played)
  write('played/lib/node_modules/npm/package.json', '{ "type": "commonjs" }')
  mkdirSync(join(root, 'played/bin'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** @param {Record<string, string>} [more] */
const environment = more => ({
  PATH: join(root, 'played/bin'),
  HOME: root,
  PLAYED_ROOT: root,
  LANG: 'en_GB.UTF-8',
  ...more,
})

/** @param {readonly string[]} args @param {Record<string, string>} [env] @param {{ uid?: number, gid?: number }} [user] */
function run(args, env, user) {
  const options = { encoding: /** @type {const} */ ('utf8'), env: environment(env), cwd: root, ...user }
  return spawnSync(process.execPath, [join(root, 'bin/jianghai'), ...args], options)
}

const asked = () =>
  existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trim().split('\n') : []
const installs = () => asked().filter(line => line.startsWith('install'))

describe('the first start', () => {
  test('installs without the tools of developers, then runs the program', () => {
    const { stdout, stderr, status } = run(['workdays', 'add'])
    expect({ stdout, status }).toEqual({ stdout: 'program workdays add\n', status: 0 })
    expect(stderr).toContain('Installing packages')
    expect(installs()).toEqual([expect.stringContaining('--omit=dev')])
  })

  test('in two processes at once installs once', async () => {
    const both = [1, 2].map(
      () =>
        new Promise(resolve =>
          spawn(process.execPath, [join(root, 'bin/jianghai'), 'workdays'], {
            env: environment({ PLAYED_SLOW: '800' }),
          }).once('close', resolve),
        ),
    )
    expect(await Promise.all(both)).toEqual([0, 0])
    expect(installs()).toHaveLength(1)
    expect(existsSync(join(root, '.runtime/lock'))).toBe(false)
  })

  test('that was killed half way is repaired by the next', async () => {
    const first = spawn(process.execPath, [join(root, 'bin/jianghai')], { env: environment({ PLAYED_SLOW: '60000' }) })
    while (!existsSync(join(root, 'node_modules/thing/package.json')))
      await new Promise(resolve => setTimeout(resolve, 20))
    const gone = new Promise(resolve => first.once('close', resolve))
    first.kill('SIGKILL')
    first.stdout.destroy()
    first.stderr.destroy()
    await gone
    expect(existsSync(join(root, '.runtime/lock'))).toBe(true)

    expect(run(['workdays']).status).toBe(0)
    expect(installs()).toHaveLength(2)
  })

  test('without a network says so in one sentence, at once, and leaves no trace of success', () => {
    const { stderr, stdout, status } = run(['workdays'], { PLAYED_OFFLINE: '1' })
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 })
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^The installation did not finish: request to the registry failed/)
    expect(stderr).not.toContain('    at ')
    expect(installs()).toEqual([expect.stringContaining('--offline')])
  })

  test('does not pass off other versions for those of the lock file', () => {
    const { stderr, status } = run(['workdays'], { PLAYED_VERSION: '2.0.0' })
    expect(status).toBe(1)
    expect(stderr).toContain('is not what package-lock.json names')
  })

  test.skipIf(npmBesideNode)('without npm says what to install, in the language asked for', () => {
    rmSync(join(root, 'played'), { recursive: true })
    const { stderr, status } = run(['workdays', '--lang', 'zh'])
    expect(status).toBe(1)
    expect(stderr).toContain('找不到 npm：首次运行需要它来安装依赖')
  })

  test.skipIf(!canRunUnprivileged)('in a folder that may not be written to says so', () => {
    chmodSync(root, 0o555)
    const { stderr, status } = run(['workdays'], {}, unprivileged)
    chmodSync(root, 0o755)
    expect(status).toBe(1)
    expect(stderr).toContain(`Cannot write to ${join(root, '.runtime')}`)
  })
})

describe('a later start', () => {
  test('asks npm nothing and writes nothing', () => {
    run(['workdays'])
    const before = asked()
    expect(run(['workdays'], { PLAYED_OFFLINE: '1' })).toMatchObject({ status: 0, stderr: '' })
    expect(asked()).toEqual(before)
  })

  test('installs again when the lock file has changed', () => {
    run(['workdays'])
    write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version: '1.1.0' } } }))
    expect(run(['workdays'], { PLAYED_VERSION: '1.1.0' }).status).toBe(0)
    expect(installs()).toHaveLength(2)
  })

  test('takes what a developer installed with npm as it is', () => {
    write('node_modules/thing/package.json', '{}')
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/thing': { version: '1.0.0' } } }),
    )
    expect(run(['workdays']).status).toBe(0)
    expect(asked()).toEqual([])
  })
})

describe('the program', () => {
  test('gives its exit status through', () => {
    expect(run(['fail', '3']).status).toBe(3)
  })

  test('is told when the launcher is told to end, and ends as it likes', async () => {
    run(['workdays'])
    const child = spawn(process.execPath, [join(root, 'bin/jianghai'), 'wait'], { env: environment() })
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
    })
    while (!said.includes('program wait')) await new Promise(resolve => setTimeout(resolve, 20))
    await new Promise(resolve => setTimeout(resolve, 100))
    const ended = new Promise(resolve => child.once('close', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(7)
    expect(said).toContain('told to end')
  })
})

describe('serve', () => {
  const vite = `
import { mkdirSync, writeFileSync } from 'node:fs'
const out = process.argv[process.argv.indexOf('--outDir') + 1]
mkdirSync(out, { recursive: true })
writeFileSync(out + '/index.html', 'built')
if (process.env.PLAYED_BROKEN) { console.error('broken'); process.exit(1) }
`
  beforeEach(() => {
    write('node_modules/thing/package.json', '{}')
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/thing': { version: '1.0.0' } } }),
    )
    write('node_modules/vite/package.json', '{ "type": "module" }')
    write('node_modules/vite/bin/vite.js', vite)
    write('web/src/page.ts', '1')
  })
  const built = () =>
    existsSync(join(root, 'web/dist/index.html')) ? readFileSync(join(root, 'web/dist/.build'), 'utf8') : ''

  test('builds the web application once, and again when its sources have changed', () => {
    expect(run(['serve']).stderr).toContain('Building the web application')
    const first = built()
    expect(run(['serve']).stderr).toBe('')
    write('web/src/page.ts', '2')
    expect(run(['serve']).stderr).toContain('Building the web application')
    expect(built()).not.toBe(first)
  })

  test('keeps the build that stands when a new one fails', () => {
    run(['serve'])
    const first = built()
    write('web/src/page.ts', '2')
    const { status, stderr } = run(['serve'], { PLAYED_BROKEN: '1' })
    expect({ status, kept: built() === first }).toEqual({ status: 1, kept: true })
    expect(stderr).toContain('Building the web application failed')
  })

  test('builds nothing to show its help', () => {
    expect(run(['serve', '--help']).stderr).toBe('')
    expect(built()).toBe('')
  })
})
