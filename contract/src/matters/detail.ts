import { z } from 'zod'
import { day, evidence, evidenceKind, figure, id, instant, light, regionId } from '../kernel.ts'
import { feedbackSchedule, judgement, matterKind, matterLine, matterState, partRole } from '../matters.ts'

/** One unit's part, with its own plan, light and what the actor may do with it. */
export const matterPart = z.object({
  id,
  version: z.int(),
  role: partRole,
  unitId: id,
  unitRegion: regionId,
  unitName: z.string(),
  what: z.string(),
  weight: z.number().nullable(),
  dueOn: day.nullable(),
  planPercent: z.number().nullable(),
  actual: figure.nullable(),
  light,
  signedOn: day.nullable(),
  declinedOn: day.nullable(),
  confirmedOn: day.nullable(),
  lastReportOn: day.nullable(),
  mine: z.boolean(),
})
export type MatterPart = z.infer<typeof matterPart>

export const matterMilestone = z.object({
  id,
  title: z.string(),
  plannedOn: day,
  weight: z.number(),
  doneOn: day.nullable(),
})

export const matterReport = z.object({
  id,
  partId: id.nullable(),
  reportedOn: day,
  unitName: z.string(),
  percent: z.number().nullable(),
  text: z.string(),
  problems: z.string(),
  coordination: z.string(),
  nextSteps: z.string(),
  lateWorkdays: z.int().nullable(),
  withdrawn: z.boolean(),
  reason: z.string().nullable(),
})
export type MatterReport = z.infer<typeof matterReport>

export const matterExtension = z.object({
  id,
  askedOn: day,
  unitName: z.string(),
  dueBefore: day,
  newDueOn: day,
  late: z.boolean(),
  ask: z.string(),
  progress: z.string(),
  state: z.enum(['asked', 'granted', 'refused']),
  decidedBy: z.string().nullable(),
  decidedOn: day.nullable(),
  grantedDueOn: day.nullable(),
  note: z.string(),
})
export type MatterExtension = z.infer<typeof matterExtension>

export const matterOverride = z.object({
  id,
  light,
  lightComputed: light,
  ask: z.string(),
  until: day,
  askedBy: z.string(),
  askedOn: day,
  unitName: z.string(),
  state: z.enum(['asked', 'agreed', 'refused']),
  decidedBy: z.string().nullable(),
  decidedOn: day.nullable(),
  note: z.string(),
  /** Whether this actor asked for it, and so may not decide. */
  own: z.boolean(),
})
export type MatterOverride = z.infer<typeof matterOverride>

const param = z.union([z.string(), z.number(), z.null()])
/** One thing that happened (经过): an act of a person, a light that changed by the rules, or a report that did not come. */
export const matterEvent = z.object({
  id: z.string(),
  on: day,
  at: instant,
  kind: z.enum(['act', 'light', 'report-missed']),
  verb: z.string(),
  from: matterState.nullable(),
  to: matterState.nullable(),
  lightFrom: light.nullable(),
  lightTo: light.nullable(),
  becauseZh: z.string(),
  becauseEn: z.string(),
  text: z.string(),
  unitName: z.string(),
  by: z.string(),
  params: z.record(z.string(), param),
  withdrawn: z.boolean(),
})
export type MatterEvent = z.infer<typeof matterEvent>

const link = z.object({ id, refNo: z.string().nullable(), title: z.string() })

/** Everything the page of one matter shows, as of one instant. */
export const matterDetail = matterLine.extend({
  judgement,
  shortZh: z.string(),
  shortEn: z.string(),
  recordedAt: instant,
  recordedBy: z.string(),
  lifecycle: z.string(),
  sourceKind: z.string(),
  sourceRef: z.string().nullable(),
  sourceText: z.string().nullable(),
  series: z.string(),
  urgency: z.string(),
  instructingLeader: z.string().nullable(),
  leadLeader: z.string().nullable(),
  assigneeText: z.string().nullable(),
  handler: z.string().nullable(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  goal: z.string().nullable(),
  goalValue: figure.nullable(),
  draftedOn: day,
  draftedBy: z.string(),
  proposedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  registeredOn: day.nullable(),
  assignedOn: day.nullable(),
  signedOn: day.nullable(),
  startOn: day.nullable(),
  limitCode: z.string().nullable(),
  limitWorkdays: z.int().nullable(),
  feedback: feedbackSchedule,
  nextFeedbackOn: day.nullable(),
  /** Holidays between the day asked about and the limit, which do not count. */
  restDays: z.array(z.object({ from: day, to: day, nameZh: z.string(), nameEn: z.string() })),
  returns: z.int(),
  reminders: z.int(),
  extensionsUsed: z.int(),
  submittedOn: day.nullable(),
  resultText: z.string().nullable(),
  reviewOpinion: z.string().nullable(),
  closedOn: day.nullable(),
  struckBy: z.string().nullable(),
  struckOn: day.nullable(),
  verification: z.string().nullable(),
  lookBackOn: day.nullable(),
  lookBackResult: z.string().nullable(),
  reopened: z.int(),
  transferredTo: z.string().nullable(),
  isPublic: z.boolean(),
  rules: z.string(),
  parts: z.array(matterPart),
  milestones: z.array(matterMilestone),
  reports: z.array(matterReport),
  extensions: z.array(matterExtension),
  overrides: z.array(matterOverride),
  timeline: z.array(matterEvent),
  /** The passage the matter was drafted from. */
  source: evidence.nullable(),
  /** Fields that rest on a page, for the line under them; what is not named was written by hand. */
  kinds: z.record(z.string(), evidenceKind),
  mergedInto: link.nullable(),
  parent: link.nullable(),
  children: z.array(link),
  sharedRegions: z.array(z.object({ regionId, nameZh: z.string(), nameEn: z.string() })),
})
export type MatterDetail = z.infer<typeof matterDetail>

/** What every act gives back. */
export const matterStanding = z.object({
  id,
  version: z.int(),
  state: matterState,
  refNo: z.string().nullable(),
  light: z.string(),
})
export const matterDouble = link.extend({ likeness: z.number() })
export const matterCreated = matterStanding.extend({ doubles: z.array(matterDouble) })

/** What the forms offer: states with their words, default limits, light rule sets, partner regions. */
export const matterChoices = z.object({
  states: z.array(z.object({ code: matterState, zh: z.string(), en: z.string(), phase: z.string() })),
  verbs: z.array(z.object({ verb: z.string(), zh: z.string(), en: z.string() })),
  limits: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), workdays: z.int() })),
  limitsSource: z.string(),
  lookBackDays: z.array(z.int()),
  maxExtensions: z.int(),
  rules: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      titleZh: z.string(),
      titleEn: z.string(),
      source: z.string(),
      confidence: z.string(),
    }),
  ),
  units: z.array(
    z.object({
      id,
      nameZh: z.string(),
      nameEn: z.string().nullable(),
      shortZh: z.string().nullable(),
      region: regionId,
    }),
  ),
  regions: z.array(z.object({ regionId, nameZh: z.string(), nameEn: z.string() })),
  kinds: z.array(matterKind),
  may: z.array(z.string()),
})
export type MatterChoices = z.infer<typeof matterChoices>

export const matterNeed = z.object({
  id,
  refNo: z.string().nullable(),
  title: z.string(),
  state: matterState,
  reason: z.string(),
  verb: z.string(),
  light,
  byOn: day.nullable(),
  workdaysLeft: z.int().nullable(),
  unitId: id.nullable(),
})

const standing = z.object({ light, state: matterState, dueOn: day.nullable(), actualPercent: z.number().nullable() })
export const matterChange = z.object({
  id,
  refNo: z.string().nullable(),
  title: z.string(),
  leadUnitId: id.nullable(),
  before: standing.nullable(),
  after: standing,
  isNew: z.boolean(),
  isClosed: z.boolean(),
  isStruck: z.boolean(),
  extended: z.boolean(),
})
