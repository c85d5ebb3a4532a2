import { z } from 'zod'
import { day, figure, id, instant, light, listQuery, page, regionId } from './kernel.ts'
import { feedbackSchedule, matterKind, milestoneInput, partInput, partRole, writtenFields } from './matters/fields.ts'
import { nameUpTo, someName } from './text.ts'

/** The states of a supervised matter (督查事项); what may follow what stands in mechanisms/lifecycles. */
export const matterStates = [
  'drafted',
  'approving',
  'rejected',
  'dropped',
  'registered',
  'decomposed',
  'assigned',
  'declined',
  'signed',
  'in_progress',
  'submitted',
  'reviewing',
  'returned',
  'long_term',
  'suspended',
  'closed',
  'written_off',
  'lookback',
  'archived',
  'merged',
  'transferred',
  'terminated',
] as const
export const matterState = z.enum(matterStates)
export type MatterState = z.infer<typeof matterState>

export {
  feedbackKinds,
  feedbackSchedule,
  type MatterFields,
  type MatterKind,
  type MilestoneInput,
  matterFields,
  matterKind,
  matterKinds,
  milestoneInput,
  type PartInput,
  type PartRole,
  partInput,
  partRole,
  partRoles,
  sourceKind,
  sourceKinds,
  urgencies,
} from './matters/fields.ts'

export const returnReasons = ['facts-unclear', 'unsolved', 'against-rules', 'format'] as const

const words = (most: number) => z.string().trim().max(most)
const some = (most: number) => words(most).min(1)
const percent = z.number().min(0).max(100)
const version = z.int().min(1)

/** Changes a record: carries the version seen, so that nobody writes over what they have not read. */
export const seen = z.object({ version })
const withReason = seen.extend({ reason: some(1000) })
export const bodies = {
  plain: seen,
  reason: withReason,
  edit: seen.extend({
    fields: z.object(writtenFields).omit({ refNo: true }).partial(),
    reason: words(500).optional(),
  }),
  decompose: seen.extend({ parts: z.array(partInput).max(60), milestones: z.array(milestoneInput).max(60) }),
  assign: seen.extend({ dueOn: day.nullable().default(null), text: words(1000).default('') }),
  report: seen.extend({
    partId: id.nullable().default(null),
    percent: percent.nullable().default(null),
    text: some(4000),
    problems: words(2000).default(''),
    coordination: words(2000).default(''),
    nextSteps: words(2000).default(''),
    milestonesDone: z.array(id).max(60).default([]),
  }),
  withdrawReport: seen.extend({ reportId: id, reason: some(500) }),
  askExtension: seen.extend({ newDueOn: day, reason: some(1000), progress: words(1000).default('') }),
  decideExtension: seen.extend({
    extensionId: id,
    grant: z.boolean(),
    newDueOn: day.nullable().default(null),
    note: words(1000).default(''),
  }),
  /** `countersigned`: how the other units confirmed outside this program (a countersigned paper), in place of their own confirmations. */
  submit: seen.extend({ result: some(8000), countersigned: words(300).default('') }),
  confirm: seen.extend({ partId: id }),
  return: withReason.extend({ reasonCode: z.enum(returnReasons) }),
  close: seen.extend({ opinion: some(2000) }),
  strike: seen.extend({ method: z.enum(['on-site', 'papers']), verification: some(2000) }),
  planLookBack: seen.extend({ on: day }),
  lookBack: seen.extend({ method: z.enum(['on-site', 'papers']), text: some(2000), relapsed: z.boolean() }),
  reopen: withReason.extend({ dueOn: day }),
  merge: withReason.extend({ intoId: id }),
  transfer: withReason.extend({ to: someName(200) }),
  longTerm: withReason.extend({ feedback: feedbackSchedule }),
  remind: seen.extend({
    unitId: id.nullable().default(null),
    channel: z.enum(['in-person', 'phone', 'letter', 'system']).default('system'),
    text: words(1000).default(''),
  }),
  note: seen.extend({
    kind: z.enum(['instruction', 'circular', 'talk', 'site-check', 'comment']),
    text: some(2000),
    by: nameUpTo(60).default(''),
  }),
  share: seen.extend({ regions: z.array(regionId).max(20) }),
  askOverride: seen.extend({ light, reason: some(1000), until: day }),
  decideOverride: seen.extend({ overrideId: id, agree: z.boolean(), note: words(1000).default('') }),
} as const
export type Bodies = { [K in keyof typeof bodies]: z.input<(typeof bodies)[K]> }

/** One stretch of a rule's scale for the argument table; `from` and `to` are the limits, null where open. */
export const scaleBand = z.object({
  light,
  from: z.number().nullable(),
  to: z.number().nullable(),
  here: z.boolean(),
})
/** One line of the argument: what was looked at, its value, where it falls, and the light it gives. */
export const because = z.object({
  rule: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  measure: z.string(),
  light,
  value: z.number().nullable(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  scale: z.array(scaleBand),
  /** Place of the marker on the scale, 0 to 1. */
  marker: z.number().nullable(),
})
export type Because = z.infer<typeof because>
/** A light as an argument (灯是一句话): the worst of the rules, with all of them, and the version they stand in. */
export const judgement = z.object({ light, because: z.array(because), ruleSet: z.string(), version: z.string() })
export type Judgement = z.infer<typeof judgement>

/** One line of the list. */
export const matterLine = z.object({
  id,
  regionId,
  version,
  refNo: z.string().nullable(),
  title: z.string(),
  kind: matterKind,
  state: matterState,
  leadUnitId: id.nullable(),
  leadUnit: z.string().nullable(),
  light,
  lightComputed: light,
  overridden: z.boolean(),
  because: z.array(z.object({ rule: z.string(), light, value: z.number().nullable() })),
  dueOn: day.nullable(),
  dueOriginal: day.nullable(),
  workdaysLeft: figure.nullable(),
  planPercent: figure.nullable(),
  actualPercent: figure.nullable(),
  lastReportOn: day.nullable(),
  sharedWith: z.array(regionId),
  may: z.array(z.string()),
})
export type MatterLine = z.infer<typeof matterLine>
export const matterPage = page(matterLine)

/** Several values of one filter, joined by commas or given again and again. */
const oneOf = <Value extends z.ZodType>(value: Value) =>
  z.union([z.string().max(1000), z.array(z.string().max(40)).max(40)]).transform((given, check) => {
    const read = z
      .array(value)
      .max(40)
      .safeParse(Array.isArray(given) ? given : given.split(','))
    if (read.success) return read.data
    check.issues.push({ code: 'custom', message: z.prettifyError(read.error), input: given })
    return z.NEVER
  })
export const matterQuery = listQuery.extend({
  unit: id.optional(),
  role: partRole.optional(),
  state: oneOf(matterState).optional(),
  phase: z.enum(['draft', 'open', 'done', 'ended']).optional(),
  light: oneOf(light).optional(),
  kind: oneOf(matterKind).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  dueWithin: z.coerce.number().int().min(0).max(60).optional(),
  shared: z.enum(['yes', 'no']).optional(),
})
export type MatterQuery = z.infer<typeof matterQuery>

/** The lights of one unit (各单位的灯): counts by light, and one cell per matter, heaviest first. */
export const lightCount = z.object({ light, count: z.int() })
export const strip = z.object({
  unitId: id.nullable(),
  unit: z.string(),
  total: z.int(),
  counts: z.array(lightCount),
  cells: z.array(z.object({ id, title: z.string(), light })),
})
export const strips = z.object({
  asOf: instant.nullable(),
  total: z.int(),
  counts: z.array(lightCount),
  units: z.array(strip),
})
export type Strips = z.infer<typeof strips>
