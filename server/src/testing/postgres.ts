import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newDatabase } from './newDatabase.ts'
import { postgresBinaries, type RunAs } from './postgresBinaries.ts'

export { type DatabaseTemplate, dropDatabase, newDatabase } from './newDatabase.ts'

export type PostgresServer = {
  /** The maintenance database of the server; `newDatabase(url)` makes others beside it, from any process. */
  url: string
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>
  /** Kills the server and every process of it, as a failing machine does; its files stay. */
  kill(): Promise<void>
  /** Starts it again over the same files, on the same port. Resolves when it answers. */
  startAgain(): Promise<void>
  /** Stops the server and removes every file of it. */
  stop(): Promise<void>
}

/** What a test of the server's own failures sets: settings over those below, and the folder its files lie in. */
export type PostgresOptions = { settings?: Readonly<Record<string, string>>; below?: string }

/** What a test server may do without: safety against power cuts, which costs most of the time of small transactions. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '100',
  shared_buffers: '64MB',
  // Not UTC, as the embedded database is: what depends on the server's zone is to be seen.
  timezone: 'Asia/Shanghai',
  log_min_messages: 'fatal',
}

/**
 * Starts a real PostgreSQL on a free port of this machine, in a folder of its own below the temporary folder; about a second.
 * As root it runs as the user `postgres`, else `nobody`. It ends with `stop()`, and at the latest with this process.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const runAs = unprivileged()
  const home = mkdtempSync(join(options.below ?? tmpdir(), 'jianghai-postgres-'))
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  try {
    if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(home, runAs.uid, runAs.gid)
    chmodSync(home, 0o755)
    const binaries = postgresBinaries(runAs, join(home, 'binaries'))
    const data = join(home, 'data')
    execFileSync(
      join(binaries, 'bin', 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
      { ...runAs, cwd: home, env: environment(home), stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const all = { ...settings, ...options.settings }
    const serveOn = (port?: number) => serve(join(binaries, 'bin', 'postgres'), data, home, runAs, all, port)
    let { child, url, port } = await serveOn()

    const atExit = () => {
      child.kill('SIGKILL')
      insist(remove)
    }
    // A process that a signal ends does not run its exit handlers unless it is made to.
    const atSignal = () => process.exit(143)
    process.once('exit', atExit)
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, atSignal)
    return {
      url,
      newDatabase: () => newDatabase(url),
      async kill() {
        const all = familyOf(child.pid)
        const gone = new Promise(resolve => child.once('exit', resolve))
        for (const pid of all) signal(pid, 'SIGKILL')
        if (child.exitCode === null && child.signalCode === null) await gone
        while (all.some(isAlive)) await new Promise(resolve => setTimeout(resolve, 10))
      },
      async startAgain() {
        ;({ child, url, port } = await serveOn(port))
      },
      async stop() {
        process.off('exit', atExit)
        for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, atSignal)
        if (child.exitCode === null && child.signalCode === null) {
          const gone = new Promise(resolve => child.once('exit', resolve))
          child.kill('SIGINT')
          await gone
        }
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** Tries again for two seconds: the helpers of a killed server write for a moment longer than it lives. */
function insist(work: () => void): void {
  for (let left = 20; ; left -= 1) {
    try {
      work()
      return
    } catch (error) {
      if (left === 0) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
}

/** Starts the server process and waits until it answers. A port that was taken in between is tried again with another. */
async function serve(
  program: string,
  data: string,
  home: string,
  runAs: RunAs,
  settings: Readonly<Record<string, string>>,
  samePort?: number,
) {
  for (let attempt = 1; ; attempt += 1) {
    const port = samePort ?? (await freePort())
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(program, ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...flags], {
      ...runAs,
      cwd: home,
      env: environment(home),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', chunk => {
      said = (said + chunk).slice(-4000)
    })
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`
    if (await answers(child, url)) return { child, url, port }
    if (attempt === 3 || samePort !== undefined) throw new Error(`PostgreSQL did not start: ${said}`)
  }
}

/** True once the server accepts a connection, false when its process ends before. */
async function answers(child: ChildProcess, url: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  return false
}

/** A server's process and those it started. */
function familyOf(pid: number | undefined): number[] {
  if (pid === undefined) return []
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return [pid, ...children.map(Number)]
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Whether a process is there and no mere entry waiting for its parent. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer()
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}

/** A short environment: what the caller's shell says about PostgreSQL or languages must not reach the server. */
function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, TMPDIR: tmpdir(), LC_ALL: 'C' }
}

function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(line => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as.',
  )
}
