import type { Ctx } from '../context.ts'
import { rows, sql } from '../database/sql.ts'
import type { Versioned } from '../history/records.ts'

/** The log entry that carries a version, with its place in the tree once it has one. */
export async function entryOfVersion(ctx: Ctx, table: string, version: Versioned) {
  const mark = `"${table}:${version.id}:${version.version}"`
  const [entry] = await rows(
    ctx.tx,
    sql<{ id: string; index: number | null; at: Date }>`
      select e.id, l.index, e.at from log_entry e left join log_leaf l on l.region_id = e.region_id and l.entry_id = e.id
      where e.region_id = ${ctx.regionId} and e.at between ${version.recordedFrom}::timestamptz - interval '1 second' and ${version.recordedFrom}
        and position(${mark} in e.body) > 0 limit 1`,
  )
  return entry ? { entryId: entry.id, index: entry.index, at: entry.at.toISOString() } : null
}
