import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { held, type Migration, makeAsOf } from '../database/migrate.ts'
import type { Database, Tx } from '../database/open.ts'
import { run, sql } from '../database/sql.ts'
import { signerAt } from '../log/checkpoint.ts'
import { verifyWithin } from '../log/verify.ts'
import { refuse } from '../refusal.ts'
import {
  insertFromText,
  neutralText,
  quoted,
  sequencesOf,
  type Table,
  tablesOf,
  withoutForeignKeys,
} from './catalogue.ts'
import { putBack } from './dataFiles.ts'
import { KEY } from './logCheck.ts'
import type { BackupSummary } from './manifest.ts'
import { type Reader, readBackup } from './read.ts'
import { declareRows, fetched } from './snapshot.ts'

/** Told how many rows are in, of how many. */
export type LoadProgress = (done: number, total: number) => Promise<void> | void

export type Load = {
  path: string
  /** What the backup holds, as read when it was checked. */
  summary: BackupSummary
  /** Where the files go. */
  beside: string
  database: Database
  migrations: readonly Migration[]
  onProgress?: LoadProgress | undefined
}

/**
 * Fills an empty database from a backup in one transaction, and its files into a directory, then reads everything back: every table must
 * have the hash it had when the backup was taken, and the log must compute to its roots. `last` is done just before the commit. Gives the
 * tables that are none of ours and were left out.
 */
export function load(
  { path, summary, beside, database, migrations, onProgress }: Load,
  last: () => Promise<void>,
): Promise<string[]> {
  return database.db.transaction().execute(async tx => {
    await neutralText(tx)
    await makeAsOf(tx, held(summary.migrations, migrations).done)
    const tables = await tablesOf(tx)
    await withoutForeignKeys(tx, async () => {
      // What a migration itself put in stands in the backup as it became.
      for (const { name } of tables) await run(tx, sql`delete from ${quoted(name)}`)
      await readBackup(path, loader(tx, tables, beside, total(summary), onProgress))
    })
    await setSequences(tx, summary)
    await mustBeAsTaken(tx, path, tables, summary)
    await mustVerify(tx, path, beside, summary)
    await run(tx, sql`delete from session`)
    await run(tx, sql`delete from verification`)
    await last()
    return summary.tables.map(({ name }) => name).filter(name => !tables.some(table => table.name === name))
  })
}

const total = ({ tables }: BackupSummary) => tables.reduce((sum, { rows }) => sum + rows, 0)

/** Puts what it is told into the database and the directory. */
function loader(tx: Tx, tables: readonly Table[], beside: string, rows: number, onProgress?: LoadProgress): Reader {
  let done = 0
  let insert: ((lines: readonly string[]) => Promise<unknown>) | undefined
  let file: Awaited<ReturnType<typeof putBack>> | undefined
  const endFile = async () => {
    await file?.end()
    file = undefined
  }
  return {
    async table(start) {
      const table = tables.find(({ name }) => name === start.table)
      const columns = start.columns.map(name => table?.columns.find(column => column.name === name))
      insert = table && (lines => run(tx, insertFromText(table, columns.filter(isFound), `[${lines.join(',')}]`)))
    },
    async rows(lines) {
      await insert?.(lines)
      done += lines.length
      await onProgress?.(done, rows)
    },
    async file(started) {
      await endFile()
      file = await putBack(beside, started)
    },
    piece: async bytes => file?.piece(bytes),
    end: endFile,
  }
}

const isFound = <Value>(value: Value | undefined): value is Value => value !== undefined

async function setSequences(tx: Tx, { sequences }: BackupSummary): Promise<void> {
  for (const { name } of await sequencesOf(tx)) {
    const at = sequences.find(sequence => sequence.name === name)
    if (at)
      await run(
        tx,
        sql`select setval(${`"${name.replaceAll('"', '""')}"`}::regclass, ${at.last}::bigint, ${at.called})`,
      )
  }
}

/** Reads every table back as the backup did; what came in must be what was taken, to the last digit. */
async function mustBeAsTaken(tx: Tx, path: string, tables: readonly Table[], summary: BackupSummary): Promise<void> {
  for (const [at, table] of tables.entries()) {
    const taken = summary.tables.find(({ name }) => name === table.name)
    const hash = createHash('sha256')
    hash.update(JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })).update('\n')
    const cursor = `restore_${at}`
    await declareRows(tx, cursor, table)
    for await (const lines of fetched(tx, cursor)) for (const line of lines) hash.update(line).update('\n')
    await run(tx, sql`close ${quoted(cursor)}`)
    if (hash.digest('hex') !== taken?.sha256) throw refuse('backup.table-differs', { path, table: table.name })
  }
}

async function mustVerify(tx: Tx, path: string, beside: string, { logs }: BackupSummary): Promise<void> {
  for (const { regionId, size, root } of logs) {
    const found = await verifyWithin(tx, regionId, await signerAt(join(beside, KEY)))
    const index = found.fault?.index ?? (found.entries !== size || found.root !== root ? size : undefined)
    if (index !== undefined) throw refuse('backup.log-broken', { path, region: regionId, index })
  }
}
