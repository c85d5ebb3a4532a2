import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { type DirectoryLock, lockDirectory } from './directoryLock.ts'
import { valueParsers } from './valueParsers.ts'
import { walSync } from './walSync.ts'

/** The typed door to the database; tables are spoken to through the `sql` tag, so no schema type is carried. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

/** An open database, embedded or a server's. `settle` and `durable` hide what differs. */
export type Database = {
  db: Db
  pool: pg.Pool
  engine: 'embedded' | 'postgresql'
  /** Resolves once what is committed survives a kill of this process, and on the embedded engine a best effort against power loss. */
  durable(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the embedded database in `directory/database`, making it when absent.
 *
 * One process at a time: a second one is refused with `kernel.data-in-use`. `snapshot` loads a dumped directory into memory, for tests.
 */
export async function openEmbedded(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true })
  const lock = await lockDirectory(directory)
  try {
    const path = join(directory, 'database')
    const lite = await PGlite.create({ dataDir: path })
    return embedded(lite, walSync(path), lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Opens an embedded database in memory from a dumped directory (or empty), for tests: nothing outlives the process. */
export async function openInMemory(snapshot?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const lite = await PGlite.create(snapshot ? { loadDataDir: snapshot } : {})
  return { ...embedded(lite, undefined, undefined), dump: () => lite.dumpDataDir('none') }
}

/** Opens a PostgreSQL server (15 or newer) by its URL. */
export async function openPostgres(url: string, options: { max?: number } = {}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    types: valueParsers,
    max: options.max ?? 10,
    // A statement that runs this long is a fault of ours; it must not hold locks for ever.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 120_000,
  })
  // A connection that the server drops is replaced by the pool; without a listener it would end the process. The pool listens only to
  // idle ones: one that is dropped between two statements of a transaction tells nobody but its own listeners.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return { db: kysely(pool), pool, engine: 'postgresql', durable: async () => undefined, close: () => pool.end() }
}

function embedded(
  lite: PGlite,
  sync: ReturnType<typeof walSync> | undefined,
  lock: DirectoryLock | undefined,
): Database {
  // PGlite has one session, so the pool has one place: whoever holds a transaction is alone. Code inside a transaction must only use it.
  const pool = new pg.Pool({ ...createPgConfig(lite), types: valueParsers, max: 1 })
  return {
    db: kysely(pool),
    pool,
    engine: 'embedded',
    durable: async () => sync?.flush(),
    async close() {
      await pool.end()
      await lite.close()
      await sync?.close()
      await lock?.release()
    },
  }
}

function kysely(pool: pg.Pool): Db {
  return new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
