import type { z } from 'zod'
import type { Mark, Meeting as MeetingAnswer, MeetingRow, meetingsQuery, NextMeeting } from '#contract/gatherings.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { addDays, type Day, dayOf, nextOccurrence, type Occurrence, type Window } from '#kernel/time/index.ts'
import { policy } from '../policy.ts'
import { before, planned } from '../rules.ts'
import { type Listed, listMeetings } from '../store/lists.ts'
import {
  agendaOf,
  allSeries,
  type Meeting,
  meetings,
  meetingsBetween,
  meetingsOfSeries,
  outcomesOf,
  packsOf,
  quotedFields,
  type Series,
} from '../store/records.ts'

/** One page of meetings, as of the context's instant. */
export async function meetingList(ctx: Ctx, query: z.output<typeof meetingsQuery>) {
  const found = await listMeetings(ctx, query, row => row)
  const quoted = await quotedFields(
    ctx,
    'meeting',
    found.rows.map(row => row.id),
  )
  return { ...found, rows: found.rows.map(row => toRow(ctx, row, quoted.has(`${row.id}:heldOn`))) }
}

function toRow(ctx: Ctx, row: Listed, quoted: boolean): MeetingRow {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    heldOn: row.heldOn,
    untilOn: row.untilOn,
    startTime: row.startTime,
    place: row.place,
    state: row.state,
    seriesId: row.seriesId,
    workdaysLeft: workdaysUntil(ctx, row.heldOn),
    packs: row.packs,
    tasks: row.tasks,
    evidence: quoted ? 'source' : 'hand',
    may: mayOn(ctx, policy, row),
  }
}

/** Working days from the day asked to a day to come; null for a past day and for years without a calendar. */
function workdaysUntil(ctx: Ctx, on: string): number | null {
  const today = dayAsked(ctx, dayOf)
  if (on < today) return null
  return known(() => ctx.calendar.workdaysBetween(today, on))
}

/** What the calendar says, or null where no notice has been published for the year: not known is said, not guessed. */
function known<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'time.unknown-year') return null
    throw error
  }
}

/** One meeting with its agenda, outcomes and frozen packs. */
export async function meetingDetail(ctx: Ctx, id: string): Promise<MeetingAnswer> {
  const meeting = await meetings.find(ctx, id)
  if (!meeting) throw refuse('gatherings.not-found')
  must(ctx, policy, 'gatherings.read', meeting)
  const agenda = await agendaOf(ctx, id)
  const outcomes = await outcomesOf(ctx, id)
  const packs = await packsOf(ctx, id)
  const names = await unitNames(ctx)
  const quoted = new Set([
    ...(await quotedFields(ctx, 'meeting', [id])),
    ...(await quotedFields(
      ctx,
      'agenda-item',
      agenda.map(item => item.id),
    )),
  ])
  const nameOf = (unitId: string | null) => (unitId ? (names.get(unitId)?.nameZh ?? null) : null)
  return {
    ...toRow(
      ctx,
      { ...meeting, packs: packs.length, tasks: outcomes.filter(outcome => outcome.kind === 'task').length },
      quoted.has(`${id}:heldOn`),
    ),
    agenda: agenda.map(item => ({
      id: item.id,
      position: item.position,
      title: item.title,
      mode: item.mode,
      minutes: item.minutes,
      unitId: item.unitId,
      unitName: nameOf(item.unitId),
      result: item.result,
      evidence: quoted.has(`${item.id}:title`) ? 'source' : 'hand',
      version: item.version,
    })),
    planned: planned(agenda).minutes,
    budget: meeting.minutesBudget,
    outcomes: outcomes.map(outcome => ({
      id: outcome.id,
      agendaItemId: outcome.agendaItemId,
      kind: outcome.kind,
      text: outcome.text,
      unitId: outcome.unitId,
      unitName: nameOf(outcome.unitId),
      dueOn: outcome.dueOn,
      matterId: outcome.matterId,
      version: outcome.version,
    })),
    minutesText: meeting.minutesText,
    packList: packs.map(pack => ({
      id: pack.id,
      draftNumber: pack.draftNumber,
      asOf: pack.asOf.toISOString(),
      frozenAt: pack.recordedFrom.toISOString(),
      frozenBy: pack.byName ?? '',
      contentSha256: pack.contentSha256,
      figures: pack.figures,
    })),
    version: meeting.version,
  }
}

/**
 * The next meeting of each series after the day asked: the one planned already, else the day the cadence gives, with what was avoided
 * to find it. Where the calendar of that year is not published yet, the day is left open and says so.
 */
export async function nextMeetings(ctx: Ctx): Promise<NextMeeting[]> {
  must(ctx, policy, 'gatherings.read', { regionId: ctx.regionId })
  const today = dayAsked(ctx, dayOf)
  const answers: NextMeeting[] = []
  for (const series of await allSeries(ctx)) {
    const next = nextOf(ctx, series, await meetingsOfSeries(ctx, series.id), today)
    answers.push({ ...next, packs: next.meetingId ? (await packsOf(ctx, next.meetingId)).length : 0 })
  }
  return answers
}

function nextOf(ctx: Ctx, series: Series, held: Meeting[], today: string): Omit<NextMeeting, 'packs'> {
  const coming = held.filter(meeting => meeting.heldOn >= today).sort((a, b) => a.heldOn.localeCompare(b.heldOn))[0]
  const last = before(held, today)
  const of = {
    series: { id: series.id, nameZh: series.nameZh, nameEn: series.nameEn, everyMonths: series.everyMonths },
    previous: last ? { id: last.id, heldOn: last.heldOn } : null,
  }
  if (coming)
    return {
      ...of,
      on: coming.heldOn,
      time: coming.startTime ?? series.startTime,
      ...becausePlanned(coming.heldOn, last ? occurrenceOf(ctx, series, last.heldOn, last.heldOn) : null),
      workdaysLeft: workdaysUntil(ctx, coming.heldOn),
      meetingId: coming.id,
    }
  const found = occurrenceOf(ctx, series, last?.heldOn ?? today, today)
  return {
    ...of,
    on: found?.on ?? null,
    time: series.startTime,
    becauseZh: found?.because.zh ?? '该年放假安排尚未公布，日期待定',
    becauseEn: found?.because.en ?? 'the holiday notice for that year is not published yet, so the day is open',
    workdaysLeft: found ? workdaysUntil(ctx, found.on) : null,
    meetingId: null,
  }
}

function occurrenceOf(ctx: Ctx, series: Series, from: Day, notBefore: Day): Occurrence | null {
  const { everyMonths, avoidHolidays } = series
  return known(() =>
    nextOccurrence(ctx.calendar, { everyMonths, from, window: windowOf(series.monthWindow), avoidHolidays, notBefore }),
  )
}

/** A day that was planned stands as it is; beside it stands what the cadence would have given, and what that avoided. */
function becausePlanned(on: Day, found: Occurrence | null): { becauseZh: string; becauseEn: string } {
  if (!found) return { becauseZh: '已排定', becauseEn: 'planned' }
  return found.on === on
    ? {
        becauseZh: `已排定，合周期：${found.because.zh}`,
        becauseEn: `planned as the cadence gives it: ${found.because.en}`,
      }
    : { becauseZh: `已排定；按周期是${found.because.zh}`, becauseEn: `planned; the cadence gives ${found.because.en}` }
}

const windowOf = (text: string): Window =>
  text === 'early-month' || text === 'mid-month' || text === 'late-month' ? text : Number(text)

/** The marks on the as-of bar: meetings of series and docking meetings, a year back and half a year on. */
export async function meetingMarks(ctx: Ctx): Promise<Mark[]> {
  must(ctx, policy, 'gatherings.read', { regionId: ctx.regionId })
  const today = dayAsked(ctx, dayOf)
  const found = await meetingsBetween(ctx, addDays(today, -400), addDays(today, 200))
  return found
    .filter(meeting => meeting.kind === 'series')
    .map(({ id, title, heldOn, startTime, state }) => ({
      id,
      title,
      day: heldOn,
      time: startTime,
      state,
    }))
}
