import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hasCode, lockDirectory } from '../database/directoryLock.ts'
import { held, type Migration, migrate } from '../database/migrate.ts'
import type { Database } from '../database/open.ts'
import { refuse } from '../refusal.ts'
import { objectsIn } from './catalogue.ts'
import { flushTree } from './dataFiles.ts'
import { type LoadProgress, load } from './load.ts'
import { logCheck } from './logCheck.ts'
import type { BackupSummary } from './manifest.ts'
import { readBackup } from './read.ts'
import { keepNote } from './restoredNote.ts'

export type RestoreTarget = {
  /** The data directory, which must be absent or empty. */
  directory: string
  /** Opens the database to restore into: a server's, or an embedded one in the directory given. */
  open(directory: string): Promise<Database>
  /** All migrations of this program. */
  migrations: readonly Migration[]
}

export type Restored = BackupSummary & {
  /** The migrations run afterwards, because the backup is of an older version. */
  migrated: string[]
  /** Tables of the backup that are none of ours. */
  leftOut: string[]
}

/**
 * Brings a backup back, whichever engine it was taken from: schema as it was, every row, every file; then the migrations this program has
 * beyond it. Everything is built beside the directory and gets its name at the end, and a server's database is filled in one transaction, so
 * a restore that is killed leaves nothing that looks whole. All sessions are ended: one that was ended after the backup must not live again.
 *
 * Refuses a directory or a database that holds anything (`backup.directory-holds-data`, `backup.database-holds-data`), a damaged file, and a
 * backup of a newer version (`kernel.database-newer`), before anything is written.
 */
export async function restoreBackup(path: string, target: RestoreTarget, onProgress?: LoadProgress): Promise<Restored> {
  const { migrations } = target
  const directory = target.directory
  await mustBeEmpty(directory)
  const summary = await readBackup(path, logCheck(path))
  held(summary.migrations, migrations)

  const beside = `${directory}.restoring`
  await clear(beside)
  let isNamed = false
  let isFilled = false
  try {
    const database = await target.open(beside)
    const isServer = database.engine === 'postgresql'
    let leftOut: string[]
    let migrated: string[]
    try {
      if ((await objectsIn(database.db)) > 0) throw refuse('backup.database-holds-data')
      leftOut = await load({ path, summary, beside, database, migrations, onProgress }, async () => {
        await keepNote(beside, summary)
        // Before the commit: a server's database is never filled without the keys its log is signed with.
        if (isServer) await giveName(beside, directory)
        isNamed = isServer
      })
      isFilled = true
      migrated = await migrate(database, migrations)
    } finally {
      await database.close()
    }
    if (!isServer) {
      await flushTree(beside)
      await giveName(beside, directory)
    }
    return { ...summary, leftOut, migrated }
  } catch (error) {
    if (isNamed && !isFilled) await rm(directory, { recursive: true, force: true })
    if (hasCode(error, 'ENOSPC', 'EDQUOT', '53100')) throw refuse('backup.disk-full', { path: directory })
    throw error
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Refuses a directory that holds anything: a restore never mixes two states. */
async function mustBeEmpty(directory: string): Promise<void> {
  const found = await readdir(directory).catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw hasCode(error, 'ENOTDIR', 'EACCES') ? refuse('kernel.data-not-writable', { directory }) : error
  })
  if (found === undefined) return
  if (found.length > 0) throw refuse('backup.directory-holds-data', { directory })
  const [own, above] = await Promise.all([stat(directory), stat(dirname(directory))])
  if (own.dev !== above.dev) throw refuse('backup.mount-point', { directory, below: join(directory, 'data') })
}

/** Makes the place beside, empty: what a killed restore left there goes, unless that restore is still running. */
async function clear(beside: string): Promise<void> {
  try {
    await mkdir(beside, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw hasCode(error, 'EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST')
      ? refuse('kernel.data-not-writable', { directory: beside })
      : error
  }
  await (await lockDirectory(beside)).release()
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { mode: 0o700 })
}

async function giveName(beside: string, directory: string): Promise<void> {
  try {
    await rename(beside, directory)
  } catch (error) {
    throw hasCode(error, 'ENOTEMPTY', 'EEXIST') ? refuse('backup.directory-holds-data', { directory }) : error
  }
}
