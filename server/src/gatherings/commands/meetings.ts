import type { AddOutcome, CreateMeeting, CreateSeries, PutAgenda, SetMeetingState } from '#contract/gatherings.ts'
import { createMeeting as createSchema } from '#contract/gatherings.ts'
import { beginningOf, nameFrom } from '#contract/text.ts'
import type { Ctx } from '#kernel/context.ts'
import { proveQuoted } from '#kernel/evidence/quotes.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { createMatter } from '../../matters/index.ts'
import { policy } from '../policy.ts'
import { canMove } from '../rules.ts'
import {
  agendaItems,
  agendaOf,
  type Meeting,
  meetingSame,
  meetings,
  type Outcome,
  outcomes,
  type Series,
  series,
  seriesCoded,
} from '../store/records.ts'

/** The meeting, locked, on which the actor may do the verb; refuses one that is not there or has changed since it was seen. */
export async function lockFor(ctx: Ctx, id: string, verb: keyof typeof policy, version?: number): Promise<Meeting> {
  const found = await meetings.lock(ctx, id)
  if (!found) throw refuse('gatherings.not-found')
  // Asked first: which version stands is told to nobody who may not change it.
  must(ctx, policy, verb, found)
  if (version !== undefined && found.version !== version)
    throw refuse('gatherings.changed-conflict', { seen: version, now: found.version })
  return found
}

/** Registers a series; its template is copied into each new meeting. */
export async function createSeries(ctx: Ctx, given: CreateSeries): Promise<Series> {
  must(ctx, policy, 'gatherings.plan', { regionId: ctx.regionId })
  if (await seriesCoded(ctx, given.code))
    throw refuse('gatherings.series-exists', { code: given.code }, { field: 'code' })
  const { place, template, ...rest } = given
  const made = await series.insert(ctx, { ...rest, place: place ?? null, template: { items: [...template] } })
  await ctx.record('gatherings.series-created', { kind: 'series', id: made.id }, { everyMonths: made.everyMonths })
  return made
}

/**
 * Plans a meeting; one of a series begins with a copy of its template. A series meets on a working day: another day is refused
 * (`gatherings.not-workday` {on, name}), because the cadence says so and an exception is written as another kind of meeting.
 */
export async function createMeeting(ctx: Ctx, given: CreateMeeting): Promise<Meeting> {
  const input = createSchema.parse(given)
  must(ctx, policy, 'gatherings.plan', { regionId: ctx.regionId })
  const of = input.seriesId ? await series.find(ctx, input.seriesId) : undefined
  if (input.seriesId && !of) throw refuse('gatherings.series-not-found', {}, { field: 'seriesId', status: 422 })
  if (of?.avoidHolidays && !ctx.calendar.isWorkday(input.heldOn))
    throw refuse('gatherings.not-workday', { on: input.heldOn }, { field: 'heldOn' })
  if (input.untilOn && input.untilOn < input.heldOn)
    throw refuse('gatherings.until-before', { on: input.heldOn }, { field: 'untilOn' })
  const kind = of ? 'series' : input.kind
  if (await meetingSame(ctx, kind, input.title, input.heldOn))
    throw refuse('gatherings.meeting-exists', { title: input.title, on: input.heldOn }, { field: 'title' })

  const meeting = await meetings.insert(ctx, {
    seriesId: of?.id ?? null,
    kind,
    title: input.title,
    heldOn: input.heldOn,
    untilOn: input.untilOn ?? null,
    startTime: input.startTime ?? of?.startTime ?? null,
    place: input.place ?? of?.place ?? null,
    state: 'planned',
    minutesBudget: input.minutesBudget ?? of?.minutesBudget ?? null,
    minutesText: null,
  })
  for (const [index, item] of (of?.template.items ?? []).entries())
    await agendaItems.insert(ctx, {
      meetingId: meeting.id,
      position: index + 1,
      title: item.title,
      mode: item.mode,
      minutes: item.minutes ?? null,
      unitId: null,
      result: null,
    })
  await ctx.record('gatherings.meeting-planned', { kind: 'meeting', id: meeting.id }, { heldOn: meeting.heldOn })
  return meeting
}

/** Puts the agenda as it should stand: known items are changed, new ones added, missing ones withdrawn. */
export async function putAgenda(ctx: Ctx, id: string, { items, version }: PutAgenda): Promise<void> {
  const meeting = await lockFor(ctx, id, 'gatherings.agenda', version)
  if (meeting.state === 'closed') throw refuse('gatherings.closed')
  const standing = new Map((await agendaOf(ctx, id)).map(item => [item.id, item]))
  for (const [index, { id: itemId, ...item }] of items.entries()) {
    const fields = {
      position: index + 1,
      title: item.title,
      mode: item.mode,
      minutes: item.minutes ?? null,
      unitId: item.unitId ?? null,
      result: item.result ?? null,
    }
    const known = itemId === undefined ? undefined : standing.get(itemId)
    if (itemId !== undefined && !known)
      throw refuse('gatherings.item-not-found', {}, { field: `items.${index}.id`, status: 422 })
    if (known) {
      standing.delete(known.id)
      await agendaItems.change(ctx, known, fields)
    } else await agendaItems.insert(ctx, { meetingId: id, ...fields })
  }
  for (const gone of standing.values()) await agendaItems.withdraw(ctx, gone, '议程调整')
  await meetings.change(ctx, meeting, {})
  await ctx.record('gatherings.agenda-put', { kind: 'meeting', id }, { items: items.length })
}

/** Writes an outcome, typed. A task becomes a supervised matter in the same transaction, and the two are linked. */
export async function addOutcome(ctx: Ctx, id: string, given: AddOutcome): Promise<Outcome> {
  const meeting = await lockFor(ctx, id, 'gatherings.outcome')
  if (meeting.state === 'closed') throw refuse('gatherings.closed')
  if (given.dueOn && given.dueOn < meeting.heldOn)
    throw refuse('gatherings.due-before-meeting', { on: meeting.heldOn }, { field: 'dueOn' })
  if (given.kind === 'task' && !given.unitId) throw refuse('gatherings.task-without-unit', {}, { field: 'unitId' })
  const title = nameFrom(given.text, 200)
  if (given.kind === 'task' && title === '') throw refuse('gatherings.task-without-words', {}, { field: 'text' })
  const matter =
    given.kind === 'task' && given.unitId && !given.matterId
      ? await createMatter(ctx, {
          title,
          kind: 'supervision',
          sourceKind: 'minutes',
          sourceRef: `${meeting.title}（${meeting.heldOn}）`,
          sourceText: beginningOf(given.text, 4000),
          dueOn: given.dueOn ?? null,
          parts: [{ role: 'lead', unitId: given.unitId }],
        })
      : undefined
  const made = await outcomes.insert(ctx, {
    meetingId: id,
    agendaItemId: given.agendaItemId ?? null,
    kind: given.kind,
    text: given.text,
    unitId: given.unitId ?? null,
    dueOn: given.dueOn ?? null,
    matterId: given.matterId ?? matter?.id ?? null,
  })
  await ctx.record(
    'gatherings.outcome-added',
    { kind: 'meeting', id },
    { outcome: made.id, kind: given.kind, matter: made.matterId },
  )
  return made
}

/** Moves a meeting on: planned → open → held → closed. Minutes may be written with the move. */
export async function setMeetingState(
  ctx: Ctx,
  id: string,
  { state, version, minutesText }: Omit<SetMeetingState, 'version'> & { version?: number },
): Promise<Meeting> {
  const meeting = await lockFor(ctx, id, 'gatherings.state', version)
  if (meeting.state !== state && !canMove(meeting.state, state))
    throw refuse('gatherings.state-unfit', { from: meeting.state, to: state }, { field: 'state' })
  if (meeting.state === 'closed') throw refuse('gatherings.closed')
  if (state === 'held' && meeting.heldOn > ctx.today)
    throw refuse('gatherings.not-yet', { on: meeting.heldOn }, { field: 'state' })
  const next = await meetings.change(ctx, meeting, { state, ...(minutesText === undefined ? {} : { minutesText }) })
  await ctx.record('gatherings.state-set', { kind: 'meeting', id }, { from: meeting.state, to: state })
  return next
}

/** Links a meeting's day and title to the sentence of a source that tells of it; gives whether the sentence was found there. */
export async function proveMeeting(
  ctx: Ctx,
  id: string,
  quoted: { sourceName: string | undefined; quote: string | undefined },
): Promise<boolean> {
  await lockFor(ctx, id, 'gatherings.plan')
  const fields = ['heldOn', 'title'].map(field => ({ kind: 'meeting', id, field }))
  const found = await proveQuoted(ctx, fields, quoted)
  if (found) await ctx.record('gatherings.meeting-proven', { kind: 'meeting', id })
  return found
}
