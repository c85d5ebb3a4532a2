import type { Ctx } from '#kernel/context.ts'
import { lightRuleSets } from '../mechanisms.ts'
import { judgedOtherwise } from '../store/matters.ts'
import { save } from './save.ts'

const AT_ONCE = 500

/**
 * Counts the lights anew after a calendar or a light rule file came in another version: the steps kept for lists follow the new one from
 * today on, while every earlier day keeps the light it had. Time limits that were promised stay where they are. Gives how many matters
 * were counted, at most 500; the caller, a job of the system and no person, goes on until it is none.
 */
export async function rejudge(ctx: Ctx): Promise<number> {
  const found = await judgedOtherwise(ctx, ctx.calendar.calendarVersion, lightRuleSets(), AT_ONCE)
  for (const row of found) await save(ctx, row, {}, '日历或灯规换版，重新计灯')
  if (found.length > 0)
    await ctx.record('matters.rejudged', { kind: 'region', id: String(ctx.regionId) }, { count: found.length })
  return found.length
}
