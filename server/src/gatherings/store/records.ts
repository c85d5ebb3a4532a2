import type { meetingKinds, meetingStates, outcomeKinds } from '#contract/gatherings.ts'
import { nameThen } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

export type TemplateItem = { title: string; mode: string; minutes?: number | null | undefined }
export type Series = Versioned & {
  code: string
  nameZh: string
  nameEn: string
  everyMonths: number
  monthWindow: string
  avoidHolidays: boolean
  startTime: string
  minutesBudget: number
  place: string | null
  /** An object and not a bare list: an empty list could not be told from an empty SQL array on its way into `jsonb`. */
  template: { items: TemplateItem[] }
}
export const series = recordTable<Series>('meeting_series', [
  'code',
  'name_zh',
  'name_en',
  'every_months',
  'month_window',
  'avoid_holidays',
  'start_time',
  'minutes_budget',
  'place',
  'template',
])

type MeetingKind = (typeof meetingKinds)[number]
export type Meeting = Versioned & {
  seriesId: string | null
  kind: MeetingKind
  title: string
  heldOn: Day
  untilOn: Day | null
  startTime: string | null
  place: string | null
  state: (typeof meetingStates)[number]
  minutesBudget: number | null
  minutesText: string | null
}
export const meetings = recordTable<Meeting>('meeting', [
  'series_id',
  'kind',
  'title',
  'held_on',
  'until_on',
  'start_time',
  'place',
  'state',
  'minutes_budget',
  'minutes_text',
])

export type AgendaItem = Versioned & {
  meetingId: string
  position: number
  title: string
  mode: string
  minutes: number | null
  unitId: string | null
  result: string | null
}
export const agendaItems = recordTable<AgendaItem>('agenda_item', [
  'meeting_id',
  'position',
  'title',
  'mode',
  'minutes',
  'unit_id',
  'result',
])

export type Outcome = Versioned & {
  meetingId: string
  agendaItemId: string | null
  kind: (typeof outcomeKinds)[number]
  text: string
  unitId: string | null
  dueOn: Day | null
  matterId: string | null
}
export const outcomes = recordTable<Outcome>('meeting_outcome', [
  'meeting_id',
  'agenda_item_id',
  'kind',
  'text',
  'unit_id',
  'due_on',
  'matter_id',
])

export type ReviewPack = Versioned & {
  meetingId: string
  draftNumber: number
  asOf: Date
  previousAsOf: Date | null
  contentSha256: string
  figures: number
}
export const packs = recordTable<ReviewPack>('review_pack', [
  'meeting_id',
  'draft_number',
  'as_of',
  'previous_as_of',
  'content_sha256',
  'figures',
])

/** Which pages a frozen pack has, by what packs said when it was frozen. */
type PackForm = Versioned & { packId: string; form: number }
export const packForms = recordTable<PackForm>('review_pack_form', ['pack_id', 'form'])

/** The form of each frozen pack of a meeting, by its id; one that has none is of the first. */
export async function formsOf(ctx: Ctx, meetingId: string): Promise<Map<string, number>> {
  const found = await rows(
    ctx.tx,
    sql<PackForm>`select f.* from ${packForms.at(ctx)} f join ${packs.at(ctx)} k on k.id = f.pack_id where k.meeting_id = ${meetingId}`,
  )
  return new Map(found.map(({ packId, form }) => [packId, form]))
}

export const allSeries = (ctx: Ctx) => rows(ctx.tx, sql<Series>`select * from ${series.at(ctx)} s order by code`)

export const seriesCoded = (ctx: Ctx, code: string) =>
  one(
    ctx.tx,
    sql<Series>`select * from meeting_series where region_id = ${ctx.regionId} and code = ${code} and not withdrawn`,
  )

export const agendaOf = (ctx: Ctx, meetingId: string) =>
  rows(
    ctx.tx,
    sql<AgendaItem>`select * from ${agendaItems.at(ctx)} a where meeting_id = ${meetingId} order by position, id`,
  )

export const outcomesOf = (ctx: Ctx, meetingId: string) =>
  rows(
    ctx.tx,
    sql<Outcome>`select * from ${outcomes.at(ctx)} o where meeting_id = ${meetingId} order by recorded_from, id`,
  )

export const packsOf = (ctx: Ctx, meetingId: string) =>
  rows(
    ctx.tx,
    sql<ReviewPack & { byName: string | null }>`
      select k.*, ${nameThen(ctx, sql`k.recorded_by`, sql`k.recorded_from`)} by_name from ${packs.at(ctx)} k
      where k.meeting_id = ${meetingId} order by draft_number`,
  )

/** Meetings of a series, newest first. */
export const meetingsOfSeries = (ctx: Ctx, seriesId: string) =>
  rows(
    ctx.tx,
    sql<Meeting>`select * from ${meetings.at(ctx)} m where series_id = ${seriesId} order by held_on desc, id desc`,
  )

/** Meetings within a span of days, for the as-of bar. */
export const meetingsBetween = (ctx: Ctx, from: Day, to: Day) =>
  rows(
    ctx.tx,
    sql<Meeting>`select * from ${meetings.at(ctx)} m where held_on between ${from} and ${to} order by held_on, id limit 200`,
  )

export const meetingSame = (ctx: Ctx, kind: string, title: string, heldOn: Day) =>
  one(
    ctx.tx,
    sql<Meeting>`select * from meeting where region_id = ${ctx.regionId} and kind = ${kind} and title = ${title} and held_on = ${heldOn} and not withdrawn limit 1`,
  )

/** A meeting of a series near a day: what a page tells of a meeting that is registered already. */
export const seriesMeetingNear = (ctx: Ctx, day: Day) =>
  one(
    ctx.tx,
    sql<Meeting>`select * from meeting where region_id = ${ctx.regionId} and series_id is not null and not withdrawn
      and ${day}::date between held_on - 1 and coalesce(until_on, held_on) + 1 limit 1`,
  )

/** The executive meeting an article of this day tells of: of the day itself or the two days before, as papers appear after it. */
export const executiveNear = (ctx: Ctx, day: Day) =>
  one(
    ctx.tx,
    sql<Meeting>`select * from meeting where region_id = ${ctx.regionId} and kind = 'executive' and not withdrawn
      and held_on between ${day}::date - 2 and ${day}::date order by held_on desc limit 1`,
  )

/** Which records have a page behind a field, as of the context's instant, as `id:field`. */
export async function quotedFields(ctx: Ctx, kind: string, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{ mark: string }>`select distinct subject_id || ':' || field mark from ${provenance.at(ctx)} p
      where subject_kind = ${kind} and subject_id = any(${[...ids]}) and source_id is not null`,
  )
  return new Set(found.map(each => each.mark))
}

/** Meetings and agenda items that a fact proves. */
export const draftedFrom = (ctx: Ctx, factId: string) =>
  rows(
    ctx.tx,
    sql<{ kind: string; id: string }>`select distinct subject_kind kind, subject_id id from provenance
      where region_id = ${ctx.regionId} and fact_id = ${factId} and subject_kind in ('meeting', 'agenda-item')`,
  )
