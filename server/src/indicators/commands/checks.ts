import type { Ctx } from '#kernel/context.ts'
import type { Versioned } from '#kernel/history/records.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'

export type Changed = { id: string; version: number }

/** The permission row of the room as a whole, for records no unit answers for. */
export const ofOffice = (ctx: Ctx) => ({ regionId: ctx.regionId, unitId: null })

/** The current record, locked, on which the actor may do the verb, in the version the actor has seen. */
export async function lockFor<Row extends Versioned>(
  ctx: Ctx,
  table: { lock(ctx: Ctx, id: string): Promise<Row | undefined> },
  id: string,
  verb: string,
  version: number,
  unitOf: (row: Row) => string | null = () => null,
): Promise<Row> {
  const found = await table.lock(ctx, id)
  if (!found) throw refuse('indicators.not-found')
  must(ctx, policy, verb, { regionId: found.regionId, unitId: unitOf(found) })
  if (found.version !== version) throw refuse('indicators.changed-conflict', { seen: version, now: found.version })
  return found
}
