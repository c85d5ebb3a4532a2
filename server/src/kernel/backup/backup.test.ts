import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { rooms } from '#server/app/rooms.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { openEmptyEmbedded, openEmptyInMemory } from '#server/testing/emptyDirectory.ts'
import { dropDatabase, newDatabase } from '#server/testing/newDatabase.ts'
import { units } from '../accounts/members.ts'
import { allMigrations } from '../boot.ts'
import { type Migration, migrate } from '../database/migrate.ts'
import { openEmbedded, openPostgres } from '../database/open.ts'
import { one, rows, run, sql } from '../database/sql.ts'
import { loadFile, storeFile } from '../files/index.ts'
import { type Signer, signerAt } from '../log/checkpoint.ts'
import { rootOfLeaves } from '../log/merkle.ts'
import { sequenceAll, startSequencer } from '../log/sequencer.ts'
import { verifyLog } from '../log/verify.ts'
import { objectsIn } from './catalogue.ts'
import { readLines } from './lines.ts'
import type { BackupSummary } from './manifest.ts'
import { type RestoreTarget, restoreBackup } from './restore.ts'
import { everyType, hardValues, nextVersion } from './testing/everyType.ts'
import { type BackupSource, verifyBackup, writeBackup } from './write.ts'

/** A city at work, with keys, an upload, a table of every type, and people signed in. */
let city: City
let folder: string
let source: BackupSource
let signer: Signer
let migrations: Migration[]
const upload = new TextEncoder().encode('江海协同'.repeat(40_000))
const cleaning: Array<() => Promise<void>> = []
const server = inject('postgresUrl')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianghai-backup-'))
  city = await aCity()
  migrations = [...(await allMigrations(rooms)), everyType]
  await migrate(city.database, migrations)
  await city.database.db.transaction().execute(tx => run(tx, sql.raw(hardValues)))
  const directory = join(folder, 'source')
  signer = await signerAt(join(directory, 'keys', 'log.pem'))
  await writeFile(join(directory, 'keys', 'session.secret'), 'secret\n', { mode: 0o600 })
  await storeFile(join(directory, 'files'), upload)
  await mkdir(join(directory, 'database'))
  await writeFile(join(directory, 'database', 'engine-file'), 'the database has its own way out')
  await writeFile(join(directory, 'files', '.half-written'), 'half')
  source = {
    database: city.database,
    directory,
    product: '0.0.0-test',
    now: new Date('2026-11-28T04:00:00Z'),
    migrations,
  }
  await run(
    city.database.db,
    sql`insert into "user" ("id", "name", "email", "emailVerified") values ('u', 'u', 'u@accounts.invalid', true)`,
  )
  await run(
    city.database.db,
    sql`insert into "session" ("id", "expiresAt", "token", "updatedAt", "userId") values ('s', now() + interval '1 day', 't', now(), 'u')`,
  )
})
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean()
  await city?.close()
  await rm(folder, { recursive: true, force: true })
})

let made = 0
const aPath = () => join(folder, `made-${made++}.backup`)
const sequenceBoth = async () => {
  for (const region of [NANTONG, PUTUO]) await sequenceAll(city.database, region, city.clock, signer)
}
const linesIn = async (path: string) => {
  const lines: string[] = []
  for await (const line of readLines(path, (await stat(path)).size)) lines.push(line)
  return lines
}

type Engine = 'embedded' | 'postgresql'

/** Restores into a fresh place of an engine and opens it; gives what it holds. */
async function restored(path: string, engine: Engine) {
  const directory = join(folder, `restored-${made++}`)
  const url = engine === 'postgresql' && server ? await newDatabase(server) : undefined
  if (url) cleaning.push(() => dropDatabase(url))
  const target: RestoreTarget = {
    directory,
    open: beside => (url ? openPostgres(url, { max: 3 }) : openEmptyEmbedded(beside)),
    migrations,
  }
  const summary = await restoreBackup(path, target)
  const database = url ? await openPostgres(url, { max: 3 }) : await openEmbedded(directory)
  cleaning.push(() => database.close())
  return { summary, directory, database, target }
}

/** The tables by their hashes, without the sessions, which a restore ends. */
const tablesIn = ({ tables }: BackupSummary) =>
  Object.fromEntries(
    tables.filter(({ name }) => name !== 'session').map(({ name, rows, sha256 }) => [name, `${rows} ${sha256}`]),
  )

describe('a backup', () => {
  it('holds every table of the catalogue with its count, the keys and the uploads, and nothing half-written or of one machine', async () => {
    await sequenceBoth()
    const path = aPath()
    const summary = await writeBackup(source, path)
    const names = await rows(
      city.database.db,
      sql<{
        name: string
      }>`select relname "name" from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    )
    expect(summary.tables.map(({ name }) => name).sort()).toEqual(names.map(({ name }) => name).sort())
    const counts = Object.fromEntries(summary.tables.map(({ name, rows }) => [name, rows]))
    expect(counts).toMatchObject({ every_type: 3, keyless: 5, session: 1, region: 2 })
    const hash = createHash('sha256').update(upload).digest('hex')
    expect(summary.files.map(file => file.path)).toEqual([
      `files/${hash.slice(0, 2)}/${hash.slice(2)}`,
      'keys/log.pem',
      'keys/session.secret',
    ])
    expect(summary).toMatchObject({
      engine: city.database.engine,
      product: '0.0.0-test',
      takenAt: '2026-11-28T04:00:00.000Z',
    })
    expect(summary.logs.map(log => log.regionId)).toEqual([PUTUO, NANTONG])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await verifyBackup(path)).toEqual(summary)
  })

  it('of the same state is the same but for its instant', async () => {
    const [first, second] = [aPath(), aPath()]
    await writeBackup(source, first)
    await writeBackup({ ...source, now: new Date('2026-11-29T04:00:00Z') }, second)
    const [head, ...rest] = await linesIn(first)
    const [otherHead, ...otherRest] = await linesIn(second)
    expect(rest).toEqual(otherRest)
    expect(head?.replace('2026-11-28', '2026-11-29')).toBe(otherHead)
  })

  it('never takes the place of a file, and leaves none behind when it breaks off', async () => {
    const path = aPath()
    await writeFile(path, 'mine')
    await expect(writeBackup(source, path)).rejects.toMatchObject({ code: 'backup.file-exists' })
    expect(await readFile(path, 'utf8')).toBe('mine')
    const before = await readdir(folder)
    await expect(writeBackup(source, join(path, 'below-a-file'))).rejects.toMatchObject({
      code: 'backup.file-unwritable',
    })
    const broken = new AbortController()
    const breaking = writeBackup(source, aPath(), {
      signal: broken.signal,
      onProgress: done => (done === 3 ? broken.abort(new Error('told to stop')) : undefined),
    })
    await expect(breaking).rejects.toThrow()
    expect(await readdir(folder)).toEqual(before)
    // The cursors were given back: the next one works, and so does a command.
    await writeBackup(source, aPath())
    await city.do('staff', ctx => ctx.record('test.after', { kind: 'test', id: 'after' }))
  })

  it('of a log that does not fit is refused, because it must not push out good ones', async () => {
    await sequenceBoth()
    const find = sql<{
      id: string
      body: string
    }>`select e.id, e.body from log_entry e join log_leaf l on l.region_id = e.region_id and l.entry_id = e.id where l.region_id = ${NANTONG} and l.index = 1`
    const entry = await one(city.database.db, find)
    if (!entry) throw new Error('there is no entry')
    const put = (body: string) =>
      run(city.database.db, sql`update log_entry set body = ${body} where region_id = ${NANTONG} and id = ${entry.id}`)
    await put(entry.body.replace('320600', '320601'))
    await expect(writeBackup(source, aPath())).rejects.toMatchObject({
      code: 'backup.log-broken',
      params: { region: NANTONG },
    })
    await put(entry.body)
    await writeBackup(source, aPath())
  })
})

describe('a backup with other keys', () => {
  it('than those of the database is refused, because it could not be restored', async () => {
    await sequenceBoth()
    const directory = join(folder, 'elsewhere')
    await expect(writeBackup({ ...source, directory }, aPath())).rejects.toMatchObject({
      code: 'backup.keys-not-found',
    })
    await signerAt(join(directory, 'keys', 'log.pem'))
    await expect(writeBackup({ ...source, directory }, aPath())).rejects.toMatchObject({ code: 'backup.keys-differ' })
  })
})

describe('a backup taken while people write', () => {
  it('is of one instant, whole commands only, and comes back on each engine with the root it had then and the same bytes', async () => {
    let isOver = false
    const acked: string[] = []
    let begun = 0
    const writer = async (username: string) => {
      while (!isOver) {
        const name = `${username}-${begun++}`
        await city.do(username, async ctx => {
          for (const half of ['a', 'b'])
            await units.insert(ctx, {
              parentId: null,
              code: `${name}-${half}`,
              nameZh: name,
              nameEn: null,
              shortZh: null,
              kind: 'bureau',
              position: 0,
              validFrom: null,
              validTo: null,
            })
          await ctx.record('test.pair', { kind: 'test', id: name })
        })
        acked.push(name)
        // The database in memory answers without leaving the process: a writer that never pauses would keep timers and files from their turn.
        await pause(2)
      }
    }
    const sequencer = startSequencer(city.database, city.clock, signer, error => {
      throw error
    })
    const hints = setInterval(() => sequencer.hint(), 20)
    const writers = ['staff', 'staff2', 'head', 'putuostaff'].map(writer)
    while (acked.length < 20) await pause(5)
    const before = [...acked]
    const path = aPath()
    const taken = await writeBackup(source, path)
    const during = acked.length - before.length
    isOver = true
    clearInterval(hints)
    await Promise.all(writers)
    await sequencer.stop()
    await sequenceBoth()
    console.log(
      `${before.length} commands before, ${during} during, ${taken.logs.map(log => `${log.regionId}: ${log.size}`).join(', ')}`,
    )
    expect(during).toBeGreaterThan(0)

    // The root is that of the city's own log when it was so long: nothing before it was changed, nothing is missing.
    for (const { regionId, size, root } of taken.logs) {
      const leaves = await rows(
        city.database.db,
        sql<{
          leafHash: Buffer
        }>`select leaf_hash from log_leaf where region_id = ${regionId} and index < ${size} order by index`,
      )
      expect([leaves.length, rootOfLeaves(leaves.map(leaf => leaf.leafHash)).toString('hex')]).toEqual([size, root])
    }

    const other: Engine = city.database.engine === 'embedded' ? 'postgresql' : 'embedded'
    // Without a server the way goes from the embedded database to itself; with one also over to the other engine and back.
    const way: Engine[] = server ? [other, 'postgresql'] : ['embedded']
    let last = { path, taken }
    for (const engine of way) {
      const copy = await restored(last.path, engine)
      const pairs = await rows(
        copy.database.db,
        sql<{
          name: string
          n: number
        }>`select name_zh "name", count(*) n from unit where code like '%-_' and kind = 'bureau' and name_zh ~ '-[0-9]+$' group by name_zh`,
      )
      expect(pairs.filter(pair => pair.n !== 2)).toEqual([])
      expect(pairs.map(pair => pair.name)).toEqual(expect.arrayContaining(before))
      for (const { regionId, size, root } of taken.logs)
        expect(
          await verifyLog(copy.database.db, regionId, await signerAt(join(copy.directory, 'keys', 'log.pem'))),
        ).toMatchObject({ regionId, entries: size, root, fault: null })
      expect(await loadFile(join(copy.directory, 'files'), createHash('sha256').update(upload).digest('hex'))).toEqual(
        upload,
      )
      expect((await stat(join(copy.directory, 'keys', 'log.pem'))).mode & 0o777).toBe(0o600)
      expect(await one(copy.database.db, sql`select count(*) n from session`)).toEqual({ n: 0 })
      expect(copy.summary).toMatchObject({ migrated: [], leftOut: [] })
      const note = JSON.parse(await readFile(join(copy.directory, 'restored.json'), 'utf8'))
      expect(note).toEqual({ takenAt: last.taken.takenAt, seal: last.taken.seal, logs: taken.logs })

      const again = aPath()
      const next = await writeBackup({ ...source, database: copy.database, directory: copy.directory }, again)
      expect(tablesIn(next)).toEqual(tablesIn(taken))
      expect([next.sequences, next.logs]).toEqual([taken.sequences, taken.logs])
      last = { path: again, taken: next }
      await expect(restoreBackup(path, copy.target)).rejects.toMatchObject({ code: 'backup.directory-holds-data' })
    }
  }, 180_000)
})

describe('a restore', () => {
  it('of an older version is brought forward, and of a newer one is refused before anything is made', async () => {
    const path = aPath()
    await writeBackup(source, path)
    const url = server ? await newDatabase(server) : undefined
    if (url) cleaning.push(() => dropDatabase(url))
    const database = url ? await openPostgres(url, { max: 2 }) : await openEmptyInMemory()
    cleaning.push(() => database.close())
    const summary = await restoreBackup(path, {
      directory: join(folder, 'of-older'),
      open: async () => ({ ...database, close: async () => undefined }),
      migrations: [...migrations, nextVersion],
    })
    expect(summary.migrated).toEqual(['planted/0002_next.sql'])
    expect(
      (await rows(database.db, sql<{ c: string }>`select c from keyless where a in ('same', '中') order by c`)).map(
        row => row.c,
      ),
    ).toEqual(['same/-', 'same/-', '中/文'])

    const directory = join(folder, 'older-program')
    const open = () => Promise.reject(new Error('nothing may be opened'))
    const older = migrations.filter(each => each !== everyType)
    await expect(restoreBackup(path, { directory, open, migrations: older })).rejects.toMatchObject({
      code: 'kernel.database-newer',
    })
    const changed = migrations.map(each => (each === everyType ? { ...each, text: `${each.text} ` } : each))
    await expect(restoreBackup(path, { directory, open, migrations: changed })).rejects.toMatchObject({
      code: 'kernel.migration-changed',
    })
    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that is killed half-way leaves nothing that looks whole, and the next one does it all', async () => {
    const path = aPath()
    await writeBackup(source, path)
    const directory = join(folder, 'killed')
    const url = server ? await newDatabase(server) : undefined
    if (url) cleaning.push(() => dropDatabase(url))
    await writeFile(join(folder, 'migrations.json'), JSON.stringify(migrations))
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, '../../testing/doomedRestore.ts'),
        path,
        join(folder, 'migrations.json'),
        directory,
        ...(url ? [url] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const gone = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', chunk => String(chunk).includes('half done') && resolve())
      child.once('exit', () => reject(new Error('the process ended before it was killed')))
    })
    child.kill('SIGKILL')
    expect(await gone).toBe('SIGKILL')

    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' })
    if (!url) return
    const database = await openPostgres(url, { max: 1 })
    cleaning.push(() => database.close())
    while (
      (
        await one(
          database.db,
          sql<{ n: number }>`select count(*) n from pg_stat_activity where datname = current_database()`,
        )
      )?.n !== 1
    )
      await pause(20)
    expect(await objectsIn(database.db)).toBe(0)
    const { logs } = await restoreBackup(path, { directory, open: () => openPostgres(url, { max: 2 }), migrations })
    expect(logs).toEqual((await verifyBackup(path)).logs)
    // Into a database that holds something nothing is written, whatever the directory says.
    await expect(
      restoreBackup(path, { directory: join(folder, 'second'), open: () => openPostgres(url, { max: 2 }), migrations }),
    ).rejects.toMatchObject({ code: 'backup.database-holds-data' })
    await expect(stat(join(folder, 'second'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
