import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { refuse } from '../refusal.ts'
import { lockDirectory } from './directoryLock.ts'
import { type Disk, realDisk } from './embedded/disk.ts'
import { engineOver } from './embedded/engine.ts'
import type { BeforeWrite } from './embedded/forcedFiles.ts'
import { makeDatabase, startSound } from './embedded/make.ts'
import { isDiskFull } from './failures.ts'
import { valueParsers } from './valueParsers.ts'

/** The typed door to the database; tables are spoken to through the `sql` tag, so no schema type is carried. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

/** An open database, embedded or a server's. What differs in how each keeps its word is hidden here. */
export type Database = {
  db: Db
  pool: pg.Pool
  engine: 'embedded' | 'postgresql'
  /**
   * To be asked before something is written. Refuses `kernel.disk-full` while the embedded database has only the room left that it needs
   * to stay readable. What it gives is handed to `durable` after the commit.
   */
  ready(): Promise<number>
  /**
   * Resolves once what was committed survives a kill and a loss of power; a server has seen to it before it answered the commit.
   * Rejects when the embedded engine broke since `ready`: then it is not known whether the change will be there.
   */
  durable(since?: number): Promise<void>
  close(): Promise<void>
}

/** Below this much free room the embedded database takes no more commands: what is left is for its log, its recovery and sessions. */
const RESERVE = 64 * 1024 * 1024
/** A checkpoint is made after this much log: it bounds the log's size and the time a start after a kill takes. */
const LOG_BETWEEN_CHECKPOINTS = 64 * 1024 * 1024

/** What tests change about the embedded database: its disk, and writes of the engine that are to fail. */
export type EmbeddedOptions = { disk?: Partial<Disk>; beforeWrite?: BeforeWrite; logBetweenCheckpoints?: number }

/**
 * Opens the embedded database in `directory/database`, making it when absent.
 *
 * One process at a time: a second one is refused with `kernel.data-in-use`. One that cannot be trusted is refused with
 * `kernel.database-damaged`.
 */
export async function openEmbedded(directory: string, options: EmbeddedOptions = {}): Promise<Database> {
  await mkdir(directory, { recursive: true })
  const lock = await lockDirectory(directory)
  const disk = { ...realDisk, ...options.disk }
  const path = join(directory, 'database')
  const engine = engineOver(path, disk, options.beforeWrite)
  try {
    await makeDatabase(path)
    await startSound(engine, path)
  } catch (error) {
    await engine.abandon()
    await lock.release()
    throw isDiskFull(error) ? refuse('kernel.disk-full', {}, { status: 507 }) : error
  }

  // PGlite has one session, so the pool has one place: whoever holds a transaction is alone. Code inside a transaction must only use it.
  const pool = new pg.Pool({ Client: engine.Client, types: valueParsers, max: 1 })
  pool.on('error', () => undefined)
  let checkpoint: Promise<unknown> | undefined
  return {
    db: kysely(pool),
    pool,
    engine: 'embedded',
    async ready() {
      const { number } = await engine.living()
      if ((await disk.free(path)) < RESERVE) throw refuse('kernel.disk-full', {}, { status: 507 })
      return number
    },
    async durable(since) {
      await engine.flush(since)
      if (checkpoint || engine.written() < (options.logBetweenCheckpoints ?? LOG_BETWEEN_CHECKPOINTS)) return
      engine.checkpointBegins()
      // The engine makes none by itself: it expects a process of its own for it. One that fails is made up for by the next.
      checkpoint = pool
        .query('checkpoint')
        .catch(() => undefined)
        .finally(() => {
          checkpoint = undefined
        })
    },
    async close() {
      await checkpoint
      await pool.end()
      await engine.close()
      await lock.release()
    },
  }
}

/** Opens an embedded database in memory from a dumped directory (or empty), for tests: nothing outlives the process. */
export async function openInMemory(snapshot?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const lite = await PGlite.create(snapshot ? { loadDataDir: snapshot } : {})
  const pool = new pg.Pool({ ...createPgConfig(lite), types: valueParsers, max: 1 })
  return {
    db: kysely(pool),
    pool,
    engine: 'embedded',
    ready: async () => 0,
    durable: async () => undefined,
    async close() {
      await pool.end()
      await lite.close()
    },
    dump: () => lite.dumpDataDir('none'),
  }
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
    // A server that does not answer is refused like one that is not there, instead of holding requests for ever.
    connectionTimeoutMillis: 20_000,
    // The pool waits for what this gives before it hands the connection out; its types do not say so.
    onConnect: settle as (client: pg.ClientBase) => void,
  })
  // A connection that the server drops is replaced by the pool, idle or in use; without listeners the event would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return {
    db: kysely(pool),
    pool,
    engine: 'postgresql',
    ready: async () => 0,
    durable: async () => undefined,
    close: () => pool.end(),
  }
}

/**
 * What this program's own connections are set to. A server may answer a commit before it stands on its disk, for speed: what is acknowledged
 * here must not be lost, so that is turned off; stricter settings stay as they are. Nor are statements compiled to machine code or spread
 * over processes: both cost more than a page of a list takes, and the server's processors belong to everybody who waits.
 */
async function settle(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('jit', 'off', false), set_config('max_parallel_workers_per_gather', '0', false),
      case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', false) end`,
  )
}

function kysely(pool: pg.Pool): Db {
  return new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
