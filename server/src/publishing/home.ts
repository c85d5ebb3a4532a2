import type { Home } from '#contract/publishing.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import { dayOf, printWeekday } from '#kernel/time/index.ts'
import { meetingDetail, nextMeetings, packOf } from '../gatherings/index.ts'
import { lightStrips } from '../matters/index.ts'
import { needsOf } from './needs.ts'
import { policy } from './policy.ts'

/** The home page of whoever asks, as of the context's instant. */
export async function homeOf(ctx: Ctx): Promise<Home> {
  must(ctx, policy, 'publishing.read', { regionId: ctx.regionId })
  const today = dayAsked(ctx, dayOf)
  const next = (await nextMeetings(ctx))[0]
  const meeting = next?.meetingId ? await meetingDetail(ctx, next.meetingId) : undefined
  return {
    asOf: ctx.asOf?.toISOString() ?? null,
    today,
    dayName: { zh: nameOf(ctx, today, 'zh'), en: nameOf(ctx, today, 'en') },
    needs: await needsOf(ctx),
    next: next
      ? {
          meeting: next,
          agenda: meeting?.agenda ?? [],
          planned: meeting?.planned ?? 0,
          budget: meeting?.budget ?? null,
        }
      : null,
    since: next?.meetingId ? await sinceLast(ctx, next.meetingId) : null,
    units: (await lightStrips(ctx)).units.map(({ unitId, unit, total, cells }) => ({ unitId, unit, total, cells })),
  }
}

/** What became of the matters since the meeting before: the next meeting's pack, as it would be frozen now. */
async function sinceLast(ctx: Ctx, meetingId: string): Promise<Home['since']> {
  const pack = await packOf(ctx, meetingId, {})
  if (!pack.previous) return null
  return {
    meetingId: pack.previous.meetingId,
    title: pack.previous.title,
    heldOn: pack.previous.heldOn,
    lights: pack.lights.map(({ light, count, before }) => ({ light, now: count, before })),
    moves: pack.moves,
    fresh: pack.fresh,
    closed: pack.closed,
  }
}

/** The day's name in the calendar (周日，调休上班); in a year whose notice is not known, the weekday alone. */
function nameOf(ctx: Ctx, day: string, language: 'zh' | 'en'): string {
  try {
    return ctx.calendar.nameOf(day, language)
  } catch (error) {
    if (error instanceof Refusal) return printWeekday(day, language)
    throw error
  }
}
