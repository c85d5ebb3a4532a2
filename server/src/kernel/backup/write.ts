import { createHash } from 'node:crypto'
import { access, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasCode } from '../database/directoryLock.ts'
import { held, type Migration } from '../database/migrate.ts'
import type { Database } from '../database/open.ts'
import { Refusal, refuse } from '../refusal.ts'
import { dataFiles, pieces } from './dataFiles.ts'
import { writeLines } from './lines.ts'
import { KEY, logCheck } from './logCheck.ts'
import type { BackupSummary, End, Head } from './manifest.ts'
import { readBackup } from './read.ts'
import { type Snapshot, withSnapshot } from './snapshot.ts'

export type BackupSource = {
  database: Database
  /** The data directory, for the keys and the files people gave. */
  directory: string
  /** The version of this program. */
  product: string
  /** What time it is in the world: a demonstration's clock tells another. */
  now: Date
  /** All migrations of this program: it does not copy what a newer one has made. */
  migrations: readonly Migration[]
}

export type BackupProgress = (done: number, total: number) => Promise<void> | void

/**
 * Writes everything of an installation as of one instant into one file, and reads the file again: the file has its name only after its
 * seal, counts, hashes and the roots of the log were computed from what stands on the disk. It never takes the place of another file.
 *
 * The database may be of an older version than this program: a backup before an upgrade changes nothing in it. Refuses
 * `backup.file-exists`, `backup.file-unwritable`, `backup.disk-full`, `backup.nothing` for a database nobody set up,
 * `kernel.database-newer`, `backup.keys-not-found` and `backup.keys-differ` for a directory that is not the database's own, and
 * `backup.log-broken` where the log itself does not fit: such a copy must not push out good ones.
 */
export async function writeBackup(
  source: BackupSource,
  path: string,
  options: { signal?: AbortSignal; onProgress?: BackupProgress } = {},
): Promise<BackupSummary> {
  if (await isThere(path)) throw refuse('backup.file-exists', { path })
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`)
  await begin(partial).catch(error => {
    throw hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EISDIR', 'EEXIST', 'ENAMETOOLONG')
      ? refuse('backup.file-unwritable', { path })
      : error
  })
  try {
    await withSnapshot(source.database, async snapshot => {
      if (snapshot.migrations.length === 0) throw refuse('backup.nothing')
      held(snapshot.migrations, source.migrations)
      if (!(await dataFiles(source.directory)).some(file => file.path === KEY))
        throw refuse('backup.keys-not-found', { directory: source.directory })
      await writeLines(partial, linesOf(source, snapshot, options.onProgress), options.signal)
    })
    const summary = await verifyBackup(partial)
    await giveName(partial, path)
    return summary
  } catch (error) {
    if (hasCode(error, 'ENOSPC', 'EDQUOT')) throw refuse('backup.disk-full', { path })
    // What was found when it was read again is told of the name people know.
    if (error instanceof Refusal && error.params.path === partial) throw refuse(error.code, { ...error.params, path })
    throw error
  } finally {
    await rm(partial, { force: true })
  }
}

/** Reads a backup again: seal, counts, hashes, and the log's roots from its leaves. */
export const verifyBackup = (path: string): Promise<BackupSummary> => readBackup(path, logCheck(path))

/** Names a finished file; a file that took the name meanwhile stays, where the file system can tell. */
export async function giveName(from: string, path: string): Promise<void> {
  try {
    await link(from, path)
    await rm(from)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw refuse('backup.file-exists', { path })
    await rename(from, path)
  }
}

/** Makes the file that is written to, empty and for its owner only, so that what cannot be written is known before the work. */
async function begin(partial: string): Promise<void> {
  await mkdir(dirname(partial), { recursive: true })
  await rm(partial, { force: true })
  await (await open(partial, 'wx', 0o600)).close()
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

async function* linesOf(
  { directory, product, now, database }: BackupSource,
  { migrations, tables, sequences, logs, rowsOf }: Snapshot,
  onProgress?: BackupProgress,
): AsyncGenerator<string> {
  const head: Head = { jianghai: 'backup', product, takenAt: now.toISOString(), engine: database.engine, migrations }
  yield JSON.stringify(head)

  const written: Pick<End, 'tables' | 'files'> = { tables: [], files: [] }
  for (const [done, table] of tables.entries()) {
    await onProgress?.(done, tables.length + 1)
    const start = JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })
    const hash = createHash('sha256').update(start).update('\n')
    let count = 0
    yield start
    for await (const lines of rowsOf(table)) {
      count += lines.length
      for (const line of lines) {
        hash.update(line).update('\n')
        yield line
      }
    }
    written.tables.push({ name: table.name, rows: count, sha256: hash.digest('hex') })
  }

  // After the rows: a file is kept before the row that names it, so what the rows name is there.
  await onProgress?.(tables.length, tables.length + 1)
  for (const { path, mode } of await dataFiles(directory)) {
    const hash = createHash('sha256')
    let size = 0
    yield JSON.stringify({ file: path, mode })
    for await (const piece of pieces(join(directory, path))) {
      hash.update(piece)
      size += piece.length
      yield JSON.stringify(piece.toString('base64'))
    }
    written.files.push({ path, size, sha256: hash.digest('hex') })
  }
  const end: End = { ...written, sequences, logs }
  yield JSON.stringify(end)
}
