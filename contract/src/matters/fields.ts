import { z } from 'zod'
import { bound, day, id, regionId } from '../kernel.ts'
import { nameUpTo, someName } from '../text.ts'

/** What sort of matter it is; topics led by leaders, dissected cases and community governance have kinds of their own. */
export const matterKinds = [
  'supervision',
  'resolution',
  'agreement-clause',
  'research-topic',
  'case-review',
  'problem',
  'innovation-project',
  'mediation-case',
  'hazard',
] as const
export const matterKind = z.enum(matterKinds)
export type MatterKind = z.infer<typeof matterKind>

/** Where a matter comes from (来源类型). */
export const sourceKinds = [
  'government-report',
  'key-work',
  'minutes',
  'instruction',
  'inspection',
  'superior',
  'proposal',
  'hotline',
  'media',
  'agreement',
  'other',
] as const
export const sourceKind = z.enum(sourceKinds)
export const urgencies = ['normal', 'urgent', 'very-urgent'] as const
export const partRoles = ['lead', 'responsible', 'supporting', 'co-owner'] as const
export const partRole = z.enum(partRoles)
export type PartRole = z.infer<typeof partRole>
export const feedbackKinds = ['none', 'every-days', 'monthly-by', 'month-end-workday'] as const

const words = (most: number) => z.string().trim().max(most)

export const feedbackSchedule = z.object({ kind: z.enum(feedbackKinds), count: z.int().min(1).max(366).nullable() })

/** One unit's part (各家一份). A co-owner's unit belongs to another region. */
export const partInput = z.object({
  role: partRole,
  unitId: id,
  unitRegion: regionId.optional(),
  what: words(500).default(''),
  weight: z.number().min(0).max(100).nullable().default(null),
  dueOn: day.nullable().default(null),
})
export type PartInput = z.input<typeof partInput>

export const milestoneInput = z.object({
  title: someName(200),
  plannedOn: day,
  weight: z.number().min(0).max(100),
  doneOn: day.nullable().default(null),
})
export type MilestoneInput = z.input<typeof milestoneInput>

/** What may be written on a matter, nothing filled in: an edit names some of it, and what it does not name stays. */
export const writtenFields = {
  title: someName(200),
  kind: matterKind,
  sourceKind: sourceKind,
  sourceRef: words(300).nullable(),
  sourceText: words(4000).nullable(),
  series: z
    .string()
    .trim()
    .regex(/^\p{L}{0,6}$/u),
  urgency: z.enum(urgencies),
  instructingLeader: nameUpTo(60).nullable(),
  leadLeader: nameUpTo(60).nullable(),
  assigneeText: words(300).nullable(),
  handler: nameUpTo(60).nullable(),
  contact: nameUpTo(60).nullable(),
  phone: nameUpTo(40).nullable(),
  goal: words(1000).nullable(),
  goalValue: z.number().nullable(),
  goalUnit: nameUpTo(20).nullable(),
  goalBound: bound.nullable(),
  goalPrinted: words(100).nullable(),
  startOn: day.nullable(),
  dueOn: day.nullable(),
  limitCode: z.string().max(40).nullable(),
  limitWorkdays: z.int().min(1).max(750).nullable(),
  feedback: feedbackSchedule,
  rules: z.string().max(40),
  isPublic: z.boolean(),
  sharedWith: z.array(regionId).max(20),
  parts: z.array(partInput).max(60),
  milestones: z.array(milestoneInput).max(60),
  parentId: id.nullable(),
  /** Unique in the region; a blank one is none, or two matters without a number would be one too many. */
  refNo: nameUpTo(60)
    .nullable()
    .overwrite(written => written || null),
}

/** What a clerk fills in; everything but the title may come later, before the step that needs it. */
export const matterFields = z.object({
  title: writtenFields.title,
  kind: writtenFields.kind.default('supervision'),
  sourceKind: writtenFields.sourceKind.default('other'),
  sourceRef: writtenFields.sourceRef.default(null),
  sourceText: writtenFields.sourceText.default(null),
  series: writtenFields.series.default(''),
  urgency: writtenFields.urgency.default('normal'),
  instructingLeader: writtenFields.instructingLeader.default(null),
  leadLeader: writtenFields.leadLeader.default(null),
  assigneeText: writtenFields.assigneeText.default(null),
  handler: writtenFields.handler.default(null),
  contact: writtenFields.contact.default(null),
  phone: writtenFields.phone.default(null),
  goal: writtenFields.goal.default(null),
  goalValue: writtenFields.goalValue.default(null),
  goalUnit: writtenFields.goalUnit.default(null),
  goalBound: writtenFields.goalBound.default(null),
  goalPrinted: writtenFields.goalPrinted.default(null),
  startOn: writtenFields.startOn.default(null),
  dueOn: writtenFields.dueOn.default(null),
  limitCode: writtenFields.limitCode.default(null),
  limitWorkdays: writtenFields.limitWorkdays.default(null),
  feedback: writtenFields.feedback.default({ kind: 'none', count: null }),
  rules: writtenFields.rules.default('default'),
  isPublic: writtenFields.isPublic.default(false),
  sharedWith: writtenFields.sharedWith.default([]),
  parts: writtenFields.parts.default([]),
  milestones: writtenFields.milestones.default([]),
  parentId: writtenFields.parentId.default(null),
  refNo: writtenFields.refNo.default(null),
})
export type MatterFields = z.input<typeof matterFields>
