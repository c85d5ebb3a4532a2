import { rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { newId } from '#kernel/ids.ts'
import type { Column } from '#kernel/log/testing/flip.ts'
import type { City } from './city.ts'

type Loose = Versioned & Record<string, unknown>

/** So many records a table, each with at least one version in its history. */
const RECORDS = 8

const kept = ['region_id', 'id', 'version', 'recorded_from', 'recorded_by', 'reason', 'withdrawn']

/** Every column of every table, by the catalogue. */
export function columnsOf(city: City): Promise<Column[]> {
  return rows(
    city.database.db,
    sql<Column>`
      select t.relname "table", a.attname name, y.typname "type", not a.attnotnull is_nullable
      from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      join pg_type y on y.oid = a.atttypid
      where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' order by t.relname, a.attnum`,
  )
}

/** Names of the tables of records: those that have a history. */
export function recordTables(columns: readonly Column[]): string[] {
  const names = new Set(columns.map(({ table }) => table))
  return [...names].filter(name => names.has(`${name}_history`))
}

/**
 * Writes records with history into every table of records, whatever room it is of, with a value in every column: through the kernel's
 * own `recordTable`, one command a table, so that the log carries them as it carries any other. What a room's rules would forbid about
 * the values (checks, references, one row a region) is taken off first; nothing here is about the values.
 */
export async function fillEveryRecordTable(city: City): Promise<void> {
  const constraints = await rows(
    city.database.db,
    sql<{ table: string; name: string }>`
      select conrelid::regclass::text "table", conname name from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u') order by contype = 'f' desc`,
  )
  for (const { table, name } of constraints)
    await run(city.database.db, sql.raw(`alter table ${table} drop constraint "${name}"`))

  const columns = await columnsOf(city)
  for (const name of recordTables(columns)) {
    const own = columns.filter(({ table, name: column }) => table === name && !kept.includes(column))
    // The rooms' tables are typed by their rows; here any table is written to, so the names come from the catalogue.
    const table = recordTable<Loose>(name, own.map(column => column.name) as never)
    await city.do('staff', async ctx => {
      for (let n = 1; n <= RECORDS; n++) {
        const first = await table.insert(ctx, valuesOf(own, n), { reason: '初录' })
        const second = await table.change(ctx, first, valuesOf(own, n + RECORDS), '更正')
        if (n % 4 === 0) await table.withdraw(ctx, second, '重复')
      }
      await ctx.record('kernel.test', { kind: 'test', id: name })
    })
  }
}

function valuesOf(columns: readonly Column[], n: number): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(({ name, type }) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      sample(type, name, n),
    ]),
  )
}

function sample(type: string, name: string, n: number): unknown {
  const at = new Date(Date.UTC(2025, 4, n, 1, 2, 3, 456))
  const values: Record<string, unknown> = {
    bool: n % 2 === 0,
    bytea: Buffer.from(`${name} ${n}`),
    date: at.toISOString().slice(0, 10),
    int4: n * 37,
    int8: n * 1_000_003,
    jsonb: { name, n, list: [n, '江海'], half: n + 0.5 },
    numeric: n + 0.25,
    text: `${name} 南通 ${n}`,
    timestamptz: at,
    uuid: newId(at),
    _int4: [n, n + 1],
    _text: [`${name} ${n}`, '海'],
    _uuid: [newId(at)],
  }
  if (!(type in values)) throw new Error(`no value is known for the type ${type} of ${name}`)
  return values[type]
}
