import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { newSecret } from '#kernel/accounts/auth.ts'
import { kernelOver } from '#kernel/boot.ts'
import { heldClock } from '#kernel/clock.ts'
import { type Database, openEmbedded, openPostgres } from '#kernel/database/open.ts'
import { keepSetting } from '#kernel/settings.ts'
import { rooms } from '#server/app/rooms.ts'
import { hashOfMigrations, MORNING, populate, prepare, snapshot } from './city.ts'
import { dropDatabase, newDatabase } from './newDatabase.ts'
import { aSession } from './session.ts'

/** Where an installation lives that processes of their own open: a data directory and, on a server, a database. */
export type Place = {
  data: string
  databaseUrl: string | undefined
  /** The cookies of whoever was named, signed in. */
  cookies: ReadonlyMap<string, string>
  open(): Promise<Database>
  remove(): Promise<void>
}

/**
 * A place that holds the test city. It lies on the disk and outlives whoever opens it, so that it can be opened again after a kill.
 * `server` names the PostgreSQL server; undefined is the embedded database; by default it is the one of the run. `morning` is the
 * instant it lives at, for what only happened at another than the test city's.
 */
export async function aPlace(
  usernames: readonly string[],
  options: { server?: string | undefined; data?: string; morning?: string } = {},
): Promise<Place> {
  const morning = options.morning ?? MORNING
  const server = 'server' in options ? options.server : inject('postgresUrl')
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'jianghai-place-')))
  await mkdir(join(data, 'keys'), { recursive: true })
  const secret = newSecret()
  await writeFile(join(data, 'keys/session.secret'), `${secret}\n`)
  const databaseUrl = server && (await newDatabase(server, { name: `migrated_${await hashOfMigrations()}`, prepare }))
  if (!databaseUrl) await unpack(join(data, 'database'))

  const open = () => (databaseUrl ? openPostgres(databaseUrl) : openEmbedded(data))
  const database = await open()
  try {
    await populate(kernelOver(database, rooms, heldClock(morning)))
    // What is written depends on the day; the place stays on its own whenever the test runs.
    await keepSetting(database.db, 'demonstration-clock', { shift: Date.parse(morning) - Date.now() })
    const cookies = new Map<string, string>()
    for (const username of usernames) cookies.set(username, await aSession(database.db, secret, username))
    return {
      data,
      databaseUrl,
      cookies,
      open,
      async remove() {
        if (databaseUrl) await dropDatabase(databaseUrl)
        await rm(data, { recursive: true, force: true })
      },
    }
  } finally {
    await database.close()
  }
}

/** A copy of an embedded place, for a test that spoils it. */
export async function copyOf(place: Place): Promise<{ data: string; remove(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'jianghai-copy-'))
  await cp(place.data, data, { recursive: true })
  return { data, remove: () => rm(data, { recursive: true, force: true }) }
}

/** Writes the migrated database that tests share into a folder; making one takes seconds. */
async function unpack(directory: string): Promise<void> {
  const lite = await PGlite.create({ dataDir: directory, loadDataDir: await snapshot(await hashOfMigrations()) })
  await lite.close()
}
