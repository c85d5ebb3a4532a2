import type { Tx } from '../database/open.ts'
import { every, type RawBuilder, rows, sql } from '../database/sql.ts'
import { hashOfRow, type Versioned } from '../history/records.ts'

/** What an entry of the log says of one version of a record (`table:id:version`). */
export type Claim = { index: number; row: string; sha256: string }

type Found = Versioned & { isExact: boolean; isCurrent: boolean; fitsNext: boolean | null; recordedTo: Date | null }
type RecordTable = { name: string; columns: readonly Column[]; counted: number; claimed: number }
type Column = { name: string; type: string }

export type RecordCheck = {
  /** Compares versions with what the log says of them. */
  hold(claims: readonly Claim[]): Promise<void>
  /** Names the versions of which the log says nothing; asked last. */
  strays(index: number): Promise<void>
  /** How many versions were compared. */
  count(): number
}

/** How many versions are read at once: some carry the text of a whole page. */
const CHUNK = 200

/**
 * Holds the versions of records against the log. Which tables hold records is read from the catalogue (`x` beside `x_history`), and so
 * are their columns: nothing that is stored is left out because somebody forgot to name it.
 */
export async function recordCheck(
  tx: Tx,
  regionId: number,
  note: (fault: { index: number; why: string; row: string }) => void,
): Promise<RecordCheck> {
  const tables = new Map((await recordTablesOf(tx, regionId)).map(table => [table.name, table]))

  async function hold(claims: readonly Claim[]): Promise<void> {
    for (const [name, ofTable] of Map.groupBy(claims, ({ row }) => row.slice(0, row.indexOf(':')))) {
      const table = tables.get(name)
      for (let from = 0; from < ofTable.length; from += CHUNK) {
        const part = ofTable.slice(from, from + CHUNK)
        const found = table ? await versionsOf(tx, regionId, table, part) : new Map<string, Found[]>()
        if (table) table.claimed += part.length
        for (const { index, row, sha256 } of part) {
          const why = misfit(found.get(row) ?? [], sha256)
          if (why) note({ index, why, row })
        }
      }
    }
  }

  return {
    hold,
    async strays(index) {
      for (const table of tables.values())
        if (table.claimed !== table.counted)
          for (const row of await unclaimed(tx, regionId, table.name)) note({ index, why: 'version-outside-log', row })
    },
    count: () => [...tables.values()].reduce((sum, { claimed }) => sum + claimed, 0),
  }
}

/** Why the stored version is not the one the log speaks of, or undefined. */
function misfit(stored: readonly Found[], sha256: string): string | undefined {
  const [version, another] = stored
  if (!version) return 'missing-version'
  if (another) return 'version-twice'
  const { isExact, isCurrent, fitsNext, recordedTo: _recordedTo, ...row } = version
  if (!isExact || hashOfRow(row) !== sha256) return 'version-hash'
  return isCurrent || fitsNext ? undefined : 'version-end'
}

/**
 * The versions asked for, wherever they stand. `is_exact` says that nothing is stored beyond what a hash is taken over: instants to the
 * millisecond, numbers as far as a double goes. `fits_next` says that a past version ends where the next one begins.
 */
async function versionsOf(tx: Tx, regionId: number, table: RecordTable, claims: readonly Claim[]) {
  const wanted = claims.map(({ row }) => row.split(':'))
  const ids = wanted.map(([, id]) => id)
  const versions = wanted.map(([, , version]) => Number(version))
  const [now, past] = [sql.table(table.name), sql.table(`${table.name}_history`)]
  const columns = sql.join(table.columns.map(({ name }) => sql.ref(`t.${name}`)))
  const from = (stored: RawBuilder<unknown>) => sql`
    from unnest(${ids}::uuid[], ${versions}::integer[]) as w (id, version)
    join ${stored} t on t.region_id = ${regionId} and t.id = w.id and t.version = w.version
    where ${readable(table)}`
  const found = await rows(
    tx,
    sql<Found>`
      select ${columns}, null::timestamptz recorded_to, ${exact(table, [])} is_exact, true is_current, null::boolean fits_next
      ${from(now)}
      union all
      select ${columns}, t.recorded_to, ${exact(table, ['recorded_to'])}, false, t.recorded_to = coalesce(
        (select n.recorded_from from ${now} n where n.region_id = t.region_id and n.id = t.id and n.version = t.version + 1),
        (select n.recorded_from from ${past} n where n.region_id = t.region_id and n.id = t.id and n.version = t.version + 1))
      ${from(past)}`,
  )
  return Map.groupBy(found, ({ id, version }) => `${table.name}:${id}:${version}`)
}

function exact({ columns }: RecordTable, others: readonly string[]): RawBuilder<boolean> {
  const instants = [...columns.filter(({ type }) => type === 'timestamptz').map(({ name }) => name), ...others]
  return every([
    ...instants.map(
      name => sql`${sql.ref(`t.${name}`)} is not distinct from date_trunc('milliseconds', ${sql.ref(`t.${name}`)})`,
    ),
    ...columns
      .filter(({ type }) => type === 'numeric')
      .map(
        ({ name }) => sql`${sql.ref(`t.${name}`)} is not distinct from ${sql.ref(`t.${name}`)}::float8::text::numeric`,
      ),
  ])
}

/** Without the versions that hold an integer no program of ours could have written: they would not be read. */
function readable({ columns }: RecordTable): RawBuilder<boolean> {
  return every(
    columns
      .filter(({ type }) => type === 'int8' || type === 'numeric')
      .map(
        ({ name }) => sql`coalesce(abs(${sql.ref(`t.${name}`)}::numeric) <= ${Number.MAX_SAFE_INTEGER}::numeric, true)`,
      ),
  )
}

async function recordTablesOf(tx: Tx, regionId: number): Promise<RecordTable[]> {
  const found = await rows(
    tx,
    sql<{ name: string; columns: Column[] }>`
      select t.relname name, jsonb_agg(jsonb_build_object('name', a.attname, 'type', y.typname) order by a.attnum) columns
      from pg_class t join pg_class h on h.relname = t.relname || '_history' and h.relnamespace = t.relnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped join pg_type y on y.oid = a.atttypid
      where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and h.relkind = 'r'
      group by t.relname order by t.relname`,
  )
  if (found.length === 0) return []
  const counts = await rows(
    tx,
    sql<{ name: string; n: number }>`${sql.join(
      found.map(
        ({ name }) => sql`select ${name}::text as name,
          (select count(*) from ${sql.table(name)} where region_id = ${regionId}) +
          (select count(*) from ${sql.table(`${name}_history`)} where region_id = ${regionId}) as n`,
      ),
      sql` union all `,
    )}`,
  )
  const counted = new Map(counts.map(({ name, n }) => [name, n]))
  return found.map(table => ({ ...table, counted: counted.get(table.name) ?? 0, claimed: 0 }))
}

async function unclaimed(tx: Tx, regionId: number, name: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ row: string }>`
      select row from (
        select ${`${name}:`}::text || id || ':' || version as row from ${sql.table(name)} where region_id = ${regionId}
        union all
        select ${`${name}:`}::text || id || ':' || version from ${sql.table(`${name}_history`)} where region_id = ${regionId}
      ) stored
      where row not in (
        select carried ->> 0 from log_entry e, jsonb_array_elements(e.body::jsonb -> 'rows') carried where e.region_id = ${regionId})
      order by row`,
  )
  return found.map(({ row }) => row)
}
