import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { restoreBackup, writeBackup } from '#kernel/backup/index.ts'
import { allMigrations } from '#kernel/boot.ts'
import { systemClock } from '#kernel/clock.ts'
import { loadDemonstration } from '#server/app/demonstration/load.ts'
import { type Installation, openDatabase, openInstallation, type Place } from '#server/app/installation.ts'
import { rooms } from '#server/app/rooms.ts'
import { startPostgres } from '#server/testing/postgres.ts'

type Engine = 'embedded' | 'postgresql'
export type City = Installation & {
  engine: Engine
  /** The same city once more, in a database of its own beside this one: what is done in one can be done again in the other. */
  twin(): Promise<Installation>
}

/** A server as an office runs it: it answers a commit when it stands on the disk, as the embedded database does. */
export const officeServer = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  wal_level: 'replica',
}

/**
 * The demonstration city on each database, one after the other: loaded once, carried over by a backup, so that both hold the same rows.
 * The command line may name one of them (`embedded`, `postgresql`). Whatever was made is gone afterwards.
 */
export async function onEachDatabase(work: (city: City) => Promise<void>): Promise<void> {
  const asked = process.argv.slice(2)
  const engines = (['embedded', 'postgresql'] as const).filter(
    engine => !asked.some(isEngine) || asked.includes(engine),
  )
  const home = await mkdtemp(join(tmpdir(), 'jianghai-bench-'))
  try {
    const backup = join(home, 'city.backup')
    await loadCity(join(home, 'loaded'), backup)
    for (const engine of engines) {
      const server = engine === 'postgresql' ? await startPostgres({ settings: officeServer }) : undefined
      try {
        await inCities(engine, work, async name => ({
          backup,
          place: { data: join(home, engine, name), databaseUrl: await server?.newDatabase() },
        }))
      } finally {
        await server?.stop()
      }
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

const isEngine = (word: string) => word === 'embedded' || word === 'postgresql'

async function loadCity(data: string, backup: string): Promise<void> {
  const installation = await openInstallation({ data })
  try {
    const quiet = () => undefined
    const io = { language: 'en' as const, print: quiet, say: quiet, progress: quiet }
    await loadDemonstration(installation, io, new AbortController().signal)
    await writeBackup(
      {
        database: installation.kernel.database,
        directory: data,
        product: 'bench',
        now: systemClock().now(),
        migrations: await allMigrations(rooms),
      },
      backup,
    )
  } finally {
    await installation.close()
  }
}

type Restorable = { backup: string; place: Place }

async function inCities(
  engine: Engine,
  work: (city: City) => Promise<void>,
  named: (name: string) => Promise<Restorable>,
): Promise<void> {
  const opened: Installation[] = []
  const open = async (name: string) => {
    const installation = await restored(await named(name))
    let closing: Promise<void> | undefined
    const own = {
      ...installation,
      close() {
        closing ??= installation.close()
        return closing
      },
    }
    opened.push(own)
    return own
  }
  try {
    const city = await open('city')
    await work({ ...city, engine, twin: () => open('twin') })
  } finally {
    for (const installation of opened) await installation.close()
  }
}

async function restored({ backup, place }: Restorable): Promise<Installation> {
  await restoreBackup(backup, {
    directory: place.data,
    open: beside => openDatabase({ ...place, data: beside }),
    migrations: await allMigrations(rooms),
  })
  return openInstallation(place)
}
