import { z } from 'zod'
import { day, evidenceKind, figure, id, instant, light, listQuery, page } from './kernel.ts'
import { promiseRow, promiseStanding, promiseStep } from './promises.ts'
import { nameUpTo, someName } from './text.ts'

export const meetingKinds = ['series', 'docking', 'executive', 'visit', 'reception', 'signing', 'other'] as const
export const meetingStates = ['planned', 'open', 'held', 'closed'] as const
export const outcomeKinds = ['decision', 'task', 'information'] as const
export const agendaModes = ['report', 'review', 'topic', 'decision', 'study', 'hear', 'other'] as const

/** A mark on the as-of bar: a meeting and its day. */
export const mark = z.object({ id, title: z.string(), day, time: z.string().nullable(), state: z.enum(meetingStates) })
export const marks = z.array(mark)
export type Mark = z.infer<typeof mark>

export const agendaItem = z.object({
  id,
  position: z.int(),
  title: z.string(),
  mode: z.string(),
  minutes: z.int().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  result: z.string().nullable(),
  evidence: evidenceKind,
  version: z.int(),
})
export type AgendaItem = z.infer<typeof agendaItem>

export const outcome = z.object({
  id,
  agendaItemId: id.nullable(),
  kind: z.enum(outcomeKinds),
  text: z.string(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  dueOn: day.nullable(),
  matterId: id.nullable(),
  version: z.int(),
})
export type Outcome = z.infer<typeof outcome>

export const packMark = z.object({
  id,
  draftNumber: z.int(),
  asOf: instant,
  frozenAt: instant,
  frozenBy: z.string(),
  contentSha256: z.string(),
  figures: z.int(),
})
export type PackMark = z.infer<typeof packMark>

export const meetingRow = z.object({
  id,
  kind: z.enum(meetingKinds),
  title: z.string(),
  heldOn: day,
  untilOn: day.nullable(),
  startTime: z.string().nullable(),
  place: z.string().nullable(),
  state: z.enum(meetingStates),
  seriesId: id.nullable(),
  workdaysLeft: z.int().nullable(),
  packs: z.int(),
  tasks: z.int(),
  evidence: evidenceKind,
  may: z.array(z.string()),
})
export type MeetingRow = z.infer<typeof meetingRow>
export const meetingsQuery = listQuery.extend({ kind: z.enum(meetingKinds).optional() })
export const meetingsPage = page(meetingRow)

export const meeting = meetingRow.extend({
  agenda: z.array(agendaItem),
  /** Minutes planned against the budget: what goes over is said, not cut. */
  planned: z.int(),
  budget: z.int().nullable(),
  outcomes: z.array(outcome),
  minutesText: z.string().nullable(),
  packList: z.array(packMark),
  version: z.int(),
})
export type Meeting = z.infer<typeof meeting>

/** The next meeting of a series: the day found, what was avoided to find it, and whether it is registered already. */
export const nextMeeting = z.object({
  series: z.object({ id, nameZh: z.string(), nameEn: z.string(), everyMonths: z.int() }),
  on: day.nullable(),
  time: z.string(),
  becauseZh: z.string(),
  becauseEn: z.string(),
  workdaysLeft: z.int().nullable(),
  meetingId: id.nullable(),
  /** Drafts of its review pack frozen so far. */
  packs: z.int(),
  previous: z.object({ id, heldOn: day }).nullable(),
})
export type NextMeeting = z.infer<typeof nextMeeting>
export const nextMeetings = z.array(nextMeeting)

const title = someName(200)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const createMeeting = z.object({
  seriesId: id.nullish(),
  kind: z.enum(meetingKinds).default('other'),
  title,
  heldOn: day,
  untilOn: day.nullish(),
  startTime: clock.nullish(),
  place: nameUpTo(100).nullish(),
  minutesBudget: z.int().min(1).max(1440).nullish(),
})
export type CreateMeeting = z.input<typeof createMeeting>

export const agendaGiven = z.object({
  title,
  mode: z.enum(agendaModes),
  minutes: z.int().min(1).max(600).nullish(),
  unitId: id.nullish(),
  result: z.string().trim().max(300).nullish(),
})
/** The whole agenda as it should stand: items with an id are kept and changed, others added, missing ones withdrawn. */
export const putAgenda = z.object({
  items: z.array(agendaGiven.extend({ id: id.optional() })).max(60),
  version: z.int(),
})
export type PutAgenda = z.input<typeof putAgenda>

export const addOutcome = z.object({
  agendaItemId: id.nullish(),
  kind: z.enum(outcomeKinds),
  text: z.string().trim().min(1).max(1000),
  unitId: id.nullish(),
  dueOn: day.nullish(),
  /** A matter that stands already; without it a task becomes a new one. */
  matterId: id.nullish(),
})
export type AddOutcome = z.input<typeof addOutcome>

export const setMeetingState = z.object({
  state: z.enum(meetingStates),
  version: z.int(),
  minutesText: z.string().max(20000).nullish(),
})
export type SetMeetingState = z.input<typeof setMeetingState>

export const createSeries = z.object({
  code: someName(40),
  nameZh: title,
  nameEn: title,
  everyMonths: z.int().min(1).max(24),
  monthWindow: z.string().regex(/^(early-month|mid-month|late-month|[1-9]|[12]\d|3[01])$/),
  avoidHolidays: z.boolean(),
  startTime: clock,
  minutesBudget: z.int().min(1).max(1440),
  place: nameUpTo(100).nullish(),
  template: z.array(agendaGiven.omit({ unitId: true, result: true })).max(60),
})
export type CreateSeries = z.input<typeof createSeries>

// ---- the review pack (点评册)

/** A promise on the page of the pack: as its list says it, with only the last thing done. */
export const packPromise = promiseRow.omit({ steps: true, draft: true }).extend({ last: promiseStep.nullable() })
export type PackPromiseLine = z.infer<typeof packPromise>

/** What was announced and what was done (说了与做了): how many stand how, and those that press most, at most twenty. */
export const packPromises = z.object({
  rule: z.string(),
  silentAfterDays: z.int(),
  total: figure,
  standings: z.array(z.object({ standing: promiseStanding, count: figure })),
  lines: z.array(packPromise),
})
export type PackPromises = z.infer<typeof packPromises>

/** One matter on a sheet: its light and why, and what became of it since the meeting before. */
export const packMatter = z.object({
  id,
  refNo: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  light,
  because: z.string(),
  becauseEn: z.string(),
  dueOn: day.nullable(),
  workdaysLeft: z.int().nullable(),
  actual: figure,
  plan: figure,
  since: z.enum(['new', 'changed', 'closed', 'same']),
  before: light.nullable(),
})
export type PackMatterLine = z.infer<typeof packMatter>

export const packStage = z.object({
  stage: z.string(),
  zh: z.string(),
  en: z.string(),
  end: z.boolean(),
  recognised: figure,
  fresh: z.int(),
  claimed: figure,
})
export const packFigure = z.object({
  id,
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  subject: z.string().nullable(),
  period: z.string(),
  value: figure,
  previousPeriod: z.string().nullable(),
  previous: figure.nullable(),
  change: figure.nullable(),
})
export type PackFigureLine = z.infer<typeof packFigure>

export const unitSheet = z.object({
  unit: z.object({ id, nameZh: z.string(), nameEn: z.string().nullable(), shortZh: z.string().nullable() }),
  worst: light,
  lights: z.array(z.object({ light, count: figure })),
  total: figure,
  matters: z.array(packMatter),
  stages: z.array(packStage),
  projects: figure,
  figures: z.array(packFigure),
  tasks: z.array(
    z.object({
      id,
      text: z.string(),
      dueOn: day.nullable(),
      matterId: id.nullable(),
      state: z.string().nullable(),
      light: light.nullable(),
    }),
  ),
  tasksDone: figure,
  comment: z.string().nullable(),
})
export type UnitSheet = z.infer<typeof unitSheet>

export const lightMove = z.object({ from: light, to: light, count: figure, titles: z.array(z.string()) })

export const pack = z.object({
  meeting: z.object({ id, title: z.string(), heldOn: day, startTime: z.string().nullable() }),
  asOf: instant,
  previous: z.object({ meetingId: id, title: z.string(), heldOn: day, asOf: instant }).nullable(),
  frozen: packMark.nullable(),
  /** Whether what was rendered now is what was frozen then; null for a pack that is not frozen. */
  same: z.boolean().nullable(),
  rules: z.object({ lights: z.string(), stages: z.string(), calendar: z.string() }),
  lights: z.array(z.object({ light, count: figure, before: figure.nullable() })),
  /** All running matters, and how many ran at the instant compared with. */
  total: figure,
  totalBefore: figure.nullable(),
  moves: z.array(lightMove),
  fresh: figure,
  closed: figure,
  sheets: z.array(unitSheet),
  /** Running matters that no unit leads yet: they are on no unit's sheet and must not be lost. */
  unassigned: z.array(packMatter),
  cityFigures: z.array(packFigure),
  batches: z.array(
    z.object({
      id,
      name: z.string(),
      signedOn: day.nullable(),
      statedCount: figure,
      knownCount: figure,
      statedTotal: figure,
      knownTotal: figure,
      reached: z.array(z.object({ stage: z.string(), count: figure, claimed: figure })),
    }),
  ),
  said: z.array(z.object({ id, text: z.string(), unit: z.string().nullable(), dueOn: day.nullable(), light })),
  /** Absent from packs frozen before there was such a page: they say for ever what they said. */
  promises: packPromises.optional(),
  figureCount: z.int(),
})
export type Pack = z.infer<typeof pack>

export const packQuery = z.object({ asOf: instant.optional(), draft: z.coerce.number().int().min(1).optional() })
export const freezePack = z.object({ asOf: instant.optional() })
