import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { dropDatabase, newDatabase } from '#server/testing/newDatabase.ts'

export const root = join(import.meta.dirname, '..')
const program = join(root, 'server/src/app/main.ts')

/** Where an installation of its own lives: a data directory and, in the PostgreSQL run, a database. */
export type Place = { data: string; environment: NodeJS.ProcessEnv; remove(): Promise<void> }

/**
 * An unused place. Loading the demonstration city takes most of a minute; who works on these walks may load it once and name the
 * directory in JIANGHAI_E2E_CITY: walks on the embedded database then start on copies of it.
 */
export async function aPlace(options: { withCity?: boolean } = {}): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), 'jianghai-e2e-'))
  const server = inject('postgresUrl')
  const database = server ? await newDatabase(server) : undefined
  const loaded = process.env.JIANGHAI_E2E_CITY
  if (options.withCity && loaded && !database) await cp(loaded, data, { recursive: true })
  return {
    data,
    environment: { ...process.env, DATABASE_URL: database ?? '', LANG: 'zh_CN.UTF-8', LC_ALL: '' },
    async remove() {
      if (database) await dropDatabase(database)
      await rm(data, { recursive: true, force: true })
    },
  }
}

export type Product = {
  url: string
  place: Place
  said(): string
  /** Tells it to stop, as Ctrl-C does or with another signal, and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/**
 * Starts the product as its users do, as a process of its own on a free port, and resolves when it prints its address. A place
 * given by the caller outlives it; without one it gets a place with the demonstration city, which goes when it stops.
 */
export async function startProduct(options: { place?: Place; empty?: boolean } = {}): Promise<Product> {
  const place = options.place ?? (await aPlace({ withCity: !options.empty }))
  const arguments_ = [
    'serve',
    '--data',
    place.data,
    '--port',
    '0',
    '--lang',
    'zh',
    ...(options.empty ? ['--empty'] : []),
  ]
  const child = spawn(process.execPath, [program, ...arguments_], {
    cwd: root,
    env: place.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', chunk => {
    said += String(chunk)
  })
  const url = await addressOf(child, () => said).catch(async error => {
    if (!options.place) await place.remove()
    throw error
  })
  return {
    url,
    place,
    said: () => said,
    async stop(signal = 'SIGINT') {
      const code = await ended(child, signal)
      if (!options.place) await place.remove()
      return code
    },
  }
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said())
    if (found) return found[0]
    if (child.exitCode !== null) throw new Error(`the product ended before it served:\n${said()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise(resolve => {
    child.once('exit', code => resolve(code))
    child.kill(signal)
  })
}

export type Said = { code: number | null; out: string; err: string }

/** Runs one command of the command line to its end; through the launcher (`bin/jianghai`) where that is what is walked. */
export function jianghai(
  arguments_: readonly string[],
  options: { place?: Place; environment?: NodeJS.ProcessEnv; launcher?: boolean } = {},
): Promise<Said> {
  const command = options.launcher ? join(root, 'bin/jianghai') : program
  const child = spawn(process.execPath, [command, ...arguments_], {
    cwd: root,
    env: { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '', ...options.place?.environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', chunk => {
    out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', chunk => {
    err += chunk
  })
  return new Promise(resolve => child.once('close', code => resolve({ code, out, err })))
}
