import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { addDays, dayNumber } from '#kernel/time/index.ts'
import { lightRules } from '../mechanisms.ts'
import { weightOf } from '../rules/judge.ts'
import { weightOnDay } from '../rules/steps.ts'
import { overridesOf, partsOf } from '../store/children.ts'
import { overrides } from '../store/tables.ts'
import { mustShareWith } from './fields.ts'
import { begin, note, type Standing, save, standingOf, type Unseen } from './save.ts'

/** Urges a unit (催办), or all of them; the count stands on the matter. */
export async function remind(ctx: Ctx, id: string, body: Unseen<Bodies['remind']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.remind', body.version)
  if (!['assigned', 'signed', 'in_progress', 'returned', 'long_term', 'declined'].includes(found.state))
    throw refuse('matters.nothing-due')
  const part = body.unitId ? (await partsOf(ctx, id)).find(each => each.unitId === body.unitId) : undefined
  if (body.unitId && !part) throw refuse('matters.unit-unknown', { unit: body.unitId }, { field: 'unitId' })
  const row = await save(ctx, found, { reminders: found.reminders + 1 })
  const params = { channel: body.channel ?? 'system', reminders: row.reminders }
  await note(ctx, row, 'matters.reminded', {
    verb: 'remind',
    unitName: part?.unitName ?? '',
    text: body.text ?? '',
    params,
  })
  return standingOf(row)
}

/** Notes an act that moves no state: an instruction (批示), a circular (通报), a talk (约谈), a check on site (现场核查), a comment (点评). */
export async function addNote(ctx: Ctx, id: string, body: Unseen<Bodies['note']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.note', body.version)
  const row = await save(ctx, found, {})
  await note(ctx, row, 'matters.noted', {
    verb: `note-${body.kind}`,
    unitName: body.by ?? '',
    text: body.text,
    params: { kind: body.kind },
  })
  return standingOf(row)
}

/** Opens the matter to partner regions on this server: they read it, and write the part that is theirs. */
export async function share(ctx: Ctx, id: string, body: Unseen<Bodies['share']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.share', body.version)
  const row = await save(ctx, found, { sharedWith: await mustShareWith(ctx, found, body.regions) })
  await note(ctx, row, 'matters.shared', { verb: 'share', params: { regions: body.regions.join(',') } })
  return standingOf(row)
}

const LONGEST_OVERRIDE = 100

/**
 * Asks for another light (提请改灯), with a reason and a last day. It changes nothing by itself. Refuses `matters.override-asked` while one
 * waits, `matters.override-same` when the light is that already, `matters.override-until` unless the day lies ahead within 100 days,
 * `matters.light-not-in-palette`.
 */
export async function askOverride(
  ctx: Ctx,
  id: string,
  body: Unseen<Bodies['askOverride']>,
): Promise<Standing & { overrideId: string }> {
  const found = await begin(ctx, id, 'matters.ask-override', body.version)
  const computed = weightOnDay({ days: found.lightDays, weights: found.lightWeights }, ctx.today)
  if (computed === 0) throw refuse('matters.nothing-due')
  if (!lightRules(found.lightRules).palette.includes(body.light))
    throw refuse('matters.light-not-in-palette', {}, { field: 'light' })
  if (weightOf(body.light) === computed) throw refuse('matters.override-same', {}, { field: 'light' })
  const last = addDays(ctx.today, LONGEST_OVERRIDE)
  if (body.until < ctx.today || dayNumber(body.until) > dayNumber(last))
    throw refuse('matters.override-until', { today: ctx.today, last }, { field: 'until' })
  if ((await overridesOf(ctx, id)).some(each => each.state === 'asked')) throw refuse('matters.override-asked')
  const own = (await partsOf(ctx, id)).find(part => ctx.actor.unitIds.includes(part.unitId))

  const asked = await overrides.insert(ctx, {
    matterId: id,
    weightComputed: computed,
    weight: weightOf(body.light),
    ask: body.reason,
    until: body.until,
    askedBy: ctx.actor.id,
    askedOn: ctx.today,
    unitName: own?.unitName ?? '',
    state: 'asked',
    decidedBy: null,
    decidedOn: null,
    note: '',
  })
  const row = await save(ctx, found, {})
  const params = { light: body.light, until: body.until }
  await note(ctx, row, 'matters.override-asked', {
    verb: 'ask-override',
    unitName: asked.unitName,
    text: body.reason,
    params,
  })
  return { ...standingOf(row), overrideId: asked.id }
}

/**
 * Decides on another light (核定改灯): a second person, never who asked (`matters.own-override`). The computed light stays beside it and
 * comes back by itself after the last day.
 */
export async function decideOverride(ctx: Ctx, id: string, body: Unseen<Bodies['decideOverride']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.decide-override', body.version)
  const asked = await overrides.lock(ctx, body.overrideId)
  if (!asked || asked.matterId !== id) throw refuse('matters.override-not-found', {}, { field: 'overrideId' })
  if (asked.state !== 'asked') throw refuse('matters.already-decided')
  if (asked.askedBy === ctx.actor.id) throw refuse('matters.own-override-not-permitted')
  const decided = {
    state: body.agree ? ('agreed' as const) : ('refused' as const),
    decidedBy: ctx.actor.id,
    decidedOn: ctx.today,
  }
  await overrides.change(ctx, asked, { ...decided, note: body.note ?? '' })
  const patch = body.agree ? { overrideWeight: asked.weight, overrideFrom: ctx.today, overrideUntil: asked.until } : {}
  const row = await save(ctx, found, patch)
  const [verb, event] = body.agree
    ? (['agree-override', 'matters.override-agreed'] as const)
    : (['refuse-override', 'matters.override-refused'] as const)
  await note(ctx, row, event, {
    verb,
    text: body.note ?? '',
    params: { weight: asked.weight, weightComputed: asked.weightComputed },
  })
  return standingOf(row)
}
