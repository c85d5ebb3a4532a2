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

/** An unused place, or with the demonstration city: a copy of the one that was loaded for this run (loadedCity.ts). */
export async function aPlace(options: { withCity?: boolean } = {}): Promise<Place> {
  const city = options.withCity ? inject('city') : undefined
  return placeOn(inject('postgresUrl'), city)
}

/** A place on the database server of this address, or on the embedded database; with a city, a copy of it. */
export async function placeOn(
  server: string | undefined,
  city?: { data: string; database: string | undefined },
): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), 'jianghai-e2e-'))
  if (city) await cp(city.data, data, { recursive: true })
  const whole = city?.database === undefined ? undefined : templateOf(city.database)
  const database = server ? await newDatabase(server, whole) : undefined
  return {
    data,
    environment: { ...process.env, DATABASE_URL: database ?? '', LANG: 'zh_CN.UTF-8', LC_ALL: '' },
    async remove() {
      if (database) await dropDatabase(database)
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** The database of the loaded city, which stands on the server already and is only copied. */
const templateOf = (url: string) => ({ name: new URL(url).pathname.slice(1), prepare: async () => undefined })

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
  const starting = startOn(place, options.empty ? ['--empty'] : [])
  const url = await starting.says(/http:\/\/127\.0\.0\.1:\d+/).catch(async error => {
    if (!options.place) await place.remove()
    throw error
  })
  return {
    url,
    place,
    said: starting.said,
    async stop(signal = 'SIGINT') {
      const code = await starting.end(signal)
      if (!options.place) await place.remove()
      return code
    },
  }
}

/** Starts the product and does not wait until it serves: `says` waits for words of it, `end` sends a signal and gives its exit status. */
export function startOn(place: Place, more: readonly string[] = []) {
  const child = spawn(
    process.execPath,
    [program, 'serve', '--data', place.data, '--port', '0', '--lang', 'zh', ...more],
    { cwd: root, env: place.environment, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr?.on('data', chunk => {
    said += String(chunk)
  })
  return {
    said: () => said,
    async says(words: RegExp): Promise<string> {
      for (;;) {
        const found = words.exec(said)
        if (found) return found[0]
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`the product ended before it said ${words}:\n${said}`)
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
    end: (signal: NodeJS.Signals) => ended(child, signal),
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
