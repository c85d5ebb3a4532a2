import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../refusal.ts'
import { hasCode } from './directoryLock.ts'
import type { Database, Db, Tx } from './open.ts'
import { one, rows, run, sql } from './sql.ts'

export type Migration = { room: string; name: string; text: string }

/** Reads a room's migrations, `migrations/NNNN_name.sql`, in their order. */
export async function readMigrations(room: string, directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter(name => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async name => ({ room, name, text: await readFile(join(directory, name), 'utf8') })))
}

/**
 * Brings a database to this program's version; every migration runs once, in its own transaction with the note that it ran.
 *
 * Refuses `kernel.database-newer` when the database holds a migration this program does not know, and `kernel.migration-changed`
 * when a migration that ran reads differently now.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  await makeMigrationTable(database.db).catch(error => {
    // Two processes that start at once on an empty server: `if not exists` does not see a table the other is about to make, and then
    // meets it: as a unique violation, a duplicate table or its duplicate type. By that time the other's stands.
    if (!hasCode(error, '23505', '42P07', '42710')) throw error
  })
  const applied = await rows(database.db, sql<Applied>`select room, name, sha256 from migration`)
  const { pending } = held(applied, migrations)
  for (const each of pending) await apply(database, each)
  return pending.map(each => `${each.room}/${each.name}`)
}

/** The note of a migration that ran. */
export type Applied = { room: string; name: string; sha256: string }

/** Holds what ran against what this program knows: the migrations that are done and those still to do, in their order. Refuses as `migrate`. */
export function held(applied: readonly Applied[], migrations: readonly Migration[]) {
  const known = new Map(migrations.map(each => [`${each.room}/${each.name}`, digest(each.text)]))
  for (const { room, name, sha256 } of applied) {
    const expected = known.get(`${room}/${name}`)
    if (!expected) throw refuse('kernel.database-newer', { migration: `${room}/${name}` })
    if (expected !== sha256) throw refuse('kernel.migration-changed', { migration: `${room}/${name}` })
  }
  const names = new Set(applied.map(({ room, name }) => `${room}/${name}`))
  const isDone = ({ room, name }: Migration) => names.has(`${room}/${name}`)
  return { done: migrations.filter(isDone), pending: migrations.filter(each => !isDone(each)) }
}

/** Makes an empty database into what it was after these migrations, in the transaction given; the notes that they ran are the caller's. */
export async function makeAsOf(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  await makeMigrationTable(tx)
  for (const { text } of migrations) await run(tx, sql.raw(text))
}

async function makeMigrationTable(db: Db | Tx): Promise<void> {
  await run(
    db,
    sql`create table if not exists migration (room text not null, name text not null, sha256 text not null, applied_at timestamptz not null default now(), primary key (room, name))`,
  )
}

async function apply(database: Database, { room, name, text }: Migration): Promise<void> {
  await database.db.transaction().execute(async tx => {
    // Two processes that start at once on one server: the second waits here and then finds the work done.
    await run(tx, sql`lock table migration in exclusive mode`)
    if (await one(tx, sql`select 1 from migration where room = ${room} and name = ${name}`)) return
    await run(tx, sql.raw(text))
    await run(tx, sql`insert into migration (room, name, sha256) values (${room}, ${name}, ${digest(text)})`)
  })
}

/**
 * Empties every table that the migrations make, in one transaction, and keeps the note that they ran: they make tables and put nothing
 * into them. Other tables of the same database are left alone.
 */
export async function emptyTables(database: Database, migrations: readonly Migration[]): Promise<void> {
  const made = migrations.flatMap(({ text }) => [...text.matchAll(/create table (?:if not exists )?"?(\w+)"?/gi)])
  const there = await rows(
    database.db,
    sql<{
      name: string
    }>`select tablename "name" from pg_tables where schemaname = current_schema() and tablename = any(${made.map(([, name]) => name)})`,
  )
  // Written as they are: the naming of columns would turn the accounts library's camelCase tables into others.
  const names = there.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(', ')
  await run(database.db, sql`truncate table ${sql.raw(names)} restart identity`)
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
