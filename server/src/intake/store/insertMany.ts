import type { Ctx } from '#kernel/context.ts'
import { run, sql } from '#kernel/database/sql.ts'
import { hashOfRow, type RecordTable, snake, type Versioned } from '#kernel/history/records.ts'

const CHUNK = 500

/**
 * Adds many new records, as `table.insert` would one by one; gives them with their ids.
 *
 * A long page has thousands of facts: they go in by the hundred as one parameter, and are not read back, so that keeping them holds
 * the database up as shortly as can be. Their hashes are taken of what was sent, which is what is stored.
 */
export async function insertMany<Row extends Versioned>(
  ctx: Ctx,
  table: RecordTable<Row>,
  added: ReadonlyArray<Omit<Row, keyof Versioned>>,
): Promise<Array<Omit<Row, keyof Versioned> & Versioned>> {
  const columns = sql.join(table.columns.map(column => sql.id(column)))
  // The region is bound as everywhere, not read from what is sent: a statement must tell by itself where it writes.
  const values = sql.join(
    table.columns.map(column => (column === 'region_id' ? sql`${ctx.regionId}::int` : sql.id(column))),
  )
  const records = added.map(row => ({ ...row, ...newVersion(ctx) }))
  for (let from = 0; from < records.length; from += CHUNK) {
    const chunk = records.slice(from, from + CHUNK)
    const sent = chunk.map(record =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [snake(key), value])),
    )
    await run(
      ctx.tx,
      sql`insert into ${sql.table(table.name)} (${columns})
        select ${values} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${JSON.stringify(sent)}::jsonb)`,
    )
    for (const record of chunk)
      ctx.touched.push({ table: table.name, id: record.id, version: record.version, sha256: hashOfRow(record) })
  }
  return records
}

function newVersion(ctx: Ctx): Versioned {
  return {
    regionId: ctx.regionId,
    id: ctx.newId(),
    version: 1,
    recordedFrom: ctx.now,
    recordedBy: ctx.actor.id,
    reason: null,
    withdrawn: false,
  }
}
