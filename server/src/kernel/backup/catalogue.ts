import type { Db, Tx } from '../database/open.ts'
import { rows, run, sql } from '../database/sql.ts'
import type { End, Head } from './manifest.ts'

/** A table as far as a copy needs it: what it holds, and in which order its rows are read. */
export type Table = {
  name: string
  columns: ReadonlyArray<{ name: string; type: string; isText: boolean }>
  /** The columns of its key, which give every row its place; all columns where it has none. */
  order: readonly string[]
}

type Column = { table: string; name: string; type: string; isText: boolean; place: number | null }

/**
 * The tables of this database, read from its catalogue so that a table of a room added later is never forgotten. Computed columns are left
 * out, because the database computes them again. In the order of their names, but what waits for its place in the log comes first: whoever
 * reads the log then knows which entries have none yet.
 */
export async function tablesOf(db: Db | Tx): Promise<Table[]> {
  const found = await rows(
    db,
    sql<Column>`
      select t.relname "table", a.attname "name", format_type(a.atttypid, a.atttypmod) "type", a.attcollation <> 0 is_text,
        array_position(i.indkey::int2[], a.attnum) place
      from pg_class t join pg_attribute a on a.attrelid = t.oid
      left join pg_index i on i.indrelid = t.oid and i.indisprimary
      where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by t.relname <> 'log_pending', t.relname collate "C", a.attnum`,
  )
  return [...Map.groupBy(found, column => column.table)].map(([name, columns]) => {
    const key = columns.filter(column => column.place !== null).sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
    return {
      name,
      columns: columns.map(column => ({ name: column.name, type: column.type, isText: column.isText })),
      order: (key.length > 0 ? key : columns).map(column => column.name),
    }
  })
}

/** The steps that have made this database, in a fixed order. */
export function migrationsOf(db: Db | Tx): Promise<Head['migrations']> {
  return rows(
    db,
    sql<Head['migrations'][number]>`
      select room, name, sha256 from migration order by room collate "C", name collate "C"`,
  )
}

/** How far each region's log is. */
export function logsOf(db: Db | Tx): Promise<End['logs']> {
  return rows(
    db,
    sql<End['logs'][number]>`select region_id, size, encode(root, 'hex') root from log_head order by region_id`,
  )
}

/** Where each sequence stands. Sequences stand outside snapshots: what is read is as far as the rows, or further. */
export async function sequencesOf(db: Db | Tx): Promise<End['sequences']> {
  const names = await rows(
    db,
    sql<{ name: string }>`select relname "name" from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname collate "C"`,
  )
  const found: End['sequences'] = []
  for (const { name } of names) {
    const [at] = await rows(
      db,
      sql<{ last: string; called: boolean }>`select last_value::text "last", is_called called from ${quoted(name)}`,
    )
    if (at) found.push({ name, ...at })
  }
  return found
}

/** How many tables, views and sequences the database holds: none, and it may be restored into. */
export async function objectsIn(db: Db | Tx): Promise<number> {
  const [found] = await rows(
    db,
    sql<{ n: number }>`select count(*) n from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')`,
  )
  return found?.n ?? 0
}

/**
 * Takes the foreign keys off, does the work, and puts them back, by which the database checks every row of them. Rows can then come in any
 * order, also those that point at one another.
 */
export async function withoutForeignKeys(tx: Tx, work: () => Promise<void>): Promise<void> {
  const keys = await rows(
    tx,
    sql<{ table: string; name: string; definition: string }>`
      select t.relname "table", c.conname "name", pg_get_constraintdef(c.oid) definition
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace order by t.relname, c.conname`,
  )
  for (const { table, name } of keys) await run(tx, sql`alter table ${quoted(table)} drop constraint ${quoted(name)}`)
  await work()
  for (const { table, name, definition } of keys)
    await run(tx, sql`alter table ${quoted(table)} add constraint ${quoted(name)} ${sql.raw(definition)}`)
}

/** How values are written and read as text: the same on every server, whatever it is set to, and with every digit. */
export async function neutralText(tx: Tx): Promise<void> {
  await run(
    tx,
    sql`select set_config(name, value, true) from (values ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'),
      ('intervalstyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'), ('xmloption', 'content'),
      ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0')) settings (name, value)`,
  )
}

/** One row as a JSON array of texts, made by the database: exact for every type, and nothing is taken apart on the way. */
export function rowsAsText({ name, columns, order }: Table) {
  const place = (column: string) =>
    sql`t.${quoted(column)}${columns.find(each => each.name === column)?.isText ? sql` collate "C"` : sql``}`
  return sql`select json_build_array(${sql.join(columns.map(column => sql`t.${quoted(column.name)}::text`))})::text line
    from ${quoted(name)} t order by ${sql.join(order.map(place))}`
}

/** Puts rows back that were read as text, given as one JSON array of them. Types are the table's own, never what a file says. */
export function insertFromText(table: Table, columns: readonly Table['columns'][number][], lines: string) {
  const values = columns.map(({ type }, at) => sql`(r ->> ${sql.lit(at)}::int)::${sql.raw(type)}`)
  return sql`insert into ${quoted(table.name)} (${sql.join(columns.map(({ name }) => quoted(name)))})
    overriding system value select ${sql.join(values)} from jsonb_array_elements(${lines}::jsonb) r`
}

/** A name as it is: `sql.id` would put it into the small letters with underscores that our own tables have. */
export const quoted = (name: string) => sql.raw(`"${name.replaceAll('"', '""')}"`)
