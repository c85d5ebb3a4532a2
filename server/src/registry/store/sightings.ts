import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

/** One day on which a source shows somebody in a post. */
export type SightingRecord = Versioned & { tenureId: string; seenOn: Day; factId: string | null }
export const sightings = recordTable<SightingRecord>('sighting', ['tenure_id', 'seen_on', 'fact_id'])

export function sightingsOfFact(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<SightingRecord>`select s.* from sighting s where s.region_id = ${ctx.regionId} and s.fact_id = ${factId} and not s.withdrawn for update`,
  )
}

/** The first and last day a tenure is seen by what still stands. */
export async function seenDays(ctx: Ctx, tenureId: string): Promise<{ seenFirst: Day | null; seenLast: Day | null }> {
  const found = await one(
    ctx.tx,
    sql<{ seenFirst: Day | null; seenLast: Day | null }>`
      select min(s.seen_on) seen_first, max(s.seen_on) seen_last from ${sightings.at(ctx)} s where s.tenure_id = ${tenureId}`,
  )
  return found ?? { seenFirst: null, seenLast: null }
}
