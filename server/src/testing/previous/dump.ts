import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { z } from 'zod'
import { migrate } from '#kernel/database/migrate.ts'
import type { Database } from '#kernel/database/open.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'

const migration = z.object({ room: z.string(), name: z.string(), text: z.string() })
const answer = z.object({ url: z.string(), body: z.unknown() })
const previous = z.object({
  version: z.string(),
  /** The migrations of that version, word for word: they made the tables, and their notes stand in the database. */
  migrations: z.array(migration),
  /** Tables in an order in which they can be filled; rows as JSON text, which both engines write and read alike. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
  /** The day it was made on, as its clock showed it; the key its log was signed with; and whom its answers were given to. */
  now: z.string(),
  publicKey: z.string(),
  account: z.string(),
  answers: z.array(answer),
})

/** A database of an earlier version, in no engine's own format, and what that version's program answered from it. */
export type Previous = z.infer<typeof previous>
export type Answer = z.infer<typeof answer>

export async function readPrevious(path: string): Promise<Previous> {
  return previous.parse(JSON.parse((await promisify(brotliDecompress)(await readFile(path))).toString()))
}

/** A window as wide as the whole: ids and hashes come again far apart. */
export function packed(given: Previous): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(given))
  return promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } })
}

const quoted = (name: string) => sql.raw(`"${name.replaceAll('"', '""')}"`)

/** Everything a database holds, the notes of its migrations aside. */
export async function dumped(database: Database): Promise<Pick<Previous, 'tables' | 'sequences'>> {
  const names = await rows(
    database.db,
    sql<{ name: string; columns: string[]; needs: string[] }>`
      select c.relname "name",
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) "columns",
        array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid where k.contype = 'f' and k.conrelid = c.oid and f.oid <> c.oid) needs
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' order by 1`,
  )
  const tables: Previous['tables'] = []
  for (const { name, columns } of inOrder(names)) {
    const lines = await rows(database.db, sql<{ line: string }>`select to_json(t)::text line from ${quoted(name)} t`)
    tables.push({ name, columns, rows: lines.map(({ line }) => line).sort() })
  }
  const sequences = await rows(
    database.db,
    sql<{
      name: string
      last: string | null
    }>`select sequencename "name", last_value::text "last" from pg_sequences where schemaname = 'public'`,
  )
  return { tables, sequences: sequences.flatMap(({ name, last }) => (last === null ? [] : [{ name, last }])) }
}

/** Tables after those their foreign keys lead to. */
function inOrder<Named extends { name: string; needs: readonly string[] }>(tables: readonly Named[]): Named[] {
  const placed: Named[] = []
  for (let left = [...tables]; left.length > 0; ) {
    const there = new Set(placed.map(({ name }) => name))
    const next = left.filter(({ needs }) => needs.every(need => there.has(need)))
    if (next.length === 0) throw new Error('tables whose foreign keys lead in a circle')
    placed.push(...next)
    left = left.filter(table => !next.includes(table))
  }
  return placed
}

/** Makes an empty database what the earlier version left. */
export async function loadPrevious(database: Database, { migrations, tables, sequences }: Previous): Promise<void> {
  await migrate(database, migrations)
  await database.db.transaction().execute(async tx => {
    for (const { name, rows: lines } of tables)
      for (let from = 0; from < lines.length; from += 5000) {
        const chunk = `[${lines.slice(from, from + 5000).join(',')}]`
        await run(
          tx,
          sql`insert into ${quoted(name)} select * from json_populate_recordset(null::${quoted(name)}, ${chunk}::json)`,
        )
      }
    for (const { name, last } of sequences) await run(tx, sql`select setval(${name}, ${last}::bigint)`)
  })
}

/** What later migrations took away on purpose, being empty: whole tables, and columns of those that stayed. */
const takenAway = { tables: ['twoFactor'], columns: ['user.twoFactorEnabled'] }

/** For each table of the earlier version how many rows it holds, and a hash over the columns it had then and has still. */
export async function contents(database: Database, { tables }: Previous): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { name, columns } of tables.filter(table => !takenAway.tables.includes(table.name))) {
    const kept = columns.filter(column => !takenAway.columns.includes(`${name}.${column}`))
    const list = sql.join(kept.map(column => sql`t.${quoted(column)}`))
    const [seen] = await rows(
      database.db,
      sql<{ count: number; hash: string | null }>`
        select count(*) "count", md5(string_agg(line, '' order by line)) "hash" from (select md5(row(${list})::text) line from ${quoted(name)} t) lines`,
    )
    found[name] = `${seen?.count} ${seen?.hash}`
  }
  return found
}
