import type { Pack } from '#contract/gatherings.ts'
import type { Figure } from '#contract/kernel.ts'
import type { Home } from '#contract/publishing.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import { dayOf, printWeekday } from '#kernel/time/index.ts'
import { meetingDetail, nextMeetings, packOf } from '../gatherings/index.ts'
import { lightStrips } from '../matters/index.ts'
import { plannedFigure } from './evidence.ts'
import { needsOf } from './needs.ts'
import { policy } from './policy.ts'
import { unitStrips } from './units.ts'

/** The home page of whoever asks, as of the context's instant. */
export async function homeOf(ctx: Ctx): Promise<Home> {
  must(ctx, policy, 'publishing.read', { regionId: ctx.regionId })
  const today = dayAsked(ctx, dayOf)
  const next = (await nextMeetings(ctx))[0]
  const meeting = next?.meetingId ? await meetingDetail(ctx, next.meetingId) : undefined
  // What became of the matters since the meeting before is the next meeting's pack, as it would be frozen now.
  const pack = next?.meetingId ? await packOf(ctx, next.meetingId, {}) : undefined
  return {
    asOf: ctx.asOf?.toISOString() ?? null,
    today,
    dayName: { zh: nameOf(ctx, today, 'zh'), en: nameOf(ctx, today, 'en') },
    needs: await needsOf(ctx),
    next: next
      ? {
          meeting: next,
          agenda: meeting?.agenda ?? [],
          planned: plannedFigure(meeting?.id ?? '', meeting?.planned ?? 0),
          budget: meeting?.budget ?? null,
        }
      : null,
    since: pack ? sinceLast(pack) : null,
    units: unitStrips((await lightStrips(ctx)).units, await unitNames(ctx), pack?.previous ? pack.sheets : null),
  }
}

function sinceLast(pack: Pack): Home['since'] {
  // Whoever may see no matter is not told that there are none.
  if (!pack.previous || pack.lights.every(({ count, before }) => !count.value && !before?.value)) return null
  const lights = pack.lights.map(({ light, count, before }) => ({ light, now: count, before }))
  const before = lights.flatMap(each => each.before ?? [])
  return {
    meetingId: pack.previous.meetingId,
    title: pack.previous.title,
    heldOn: pack.previous.heldOn,
    lights,
    total: { now: summed(lights.map(each => each.now)), before: before.length > 0 ? summed(before) : null },
    moves: pack.moves,
    fresh: pack.fresh,
    closed: pack.closed,
  }
}

/** All lights together; the pack answers for it as the number of matters going on. */
function summed(figures: readonly Figure[]): Figure {
  const [first] = figures
  if (!first) throw new Error('a pack without lights has no total')
  return {
    ...first,
    value: figures.reduce((sum, { value }) => sum + (value ?? 0), 0),
    ref: { ...first.ref, field: 'total' },
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
