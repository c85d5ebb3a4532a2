import type { LayingAct } from '#contract/intake/laying.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'

/** What a person said of a line of a page; lines are named by the offset at which they begin. */
export type LayingRecord = Versioned & { pageId: string; act: LayingAct; atLine: number; afterLine: number | null }

export const layings = recordTable<LayingRecord>('intake_laying', ['page_id', 'act', 'at_line', 'after_line'])

/** What stands of it for a page, in the order in which it was said. */
export function layingsOf(ctx: Ctx, pageId: string): Promise<LayingRecord[]> {
  return rows(
    ctx.tx,
    sql<LayingRecord>`select * from ${layings.at(ctx)} l where page_id = ${pageId} order by recorded_from, id`,
  )
}
