import { z } from 'zod'
import { day, id, instant, listQuery } from '../kernel.ts'

/**
 * What a decision about a fact teaches the reader: a name, an alias of a full name, words that do not belong to a name (edge), one reading
 * put for another (rewrite), what a body is by the end of its name (type), the unit behind a number (unit), a post (post), and how much a
 * pattern is to be believed (pattern).
 */
export const lessonKinds = ['name', 'alias', 'edge', 'rewrite', 'type', 'unit', 'post', 'pattern'] as const
export const lessonKind = z.enum(lessonKinds)
export type LessonKind = z.infer<typeof lessonKind>

/** What a person did with the fact: took it as it was read, took it with other words, wrote it themselves, or did not take it. */
export const lessonDecisions = ['accepted', 'corrected', 'added', 'rejected'] as const
export const lessonDecision = z.enum(lessonDecisions)
export type LessonDecision = z.infer<typeof lessonDecision>

const taughtKinds = [
  'person',
  'organisation',
  'place',
  'event',
  'project',
  'agreement',
  'figure',
  'task',
  'agenda-item',
] as const

/** A lesson as the list shows it. `read` is what the reader had, `gives` what it has from now on; for a pattern, the pattern and its verdict. */
export const lessonRow = z.object({
  id,
  version: z.int(),
  kind: lessonKind,
  factKind: z.enum(taughtKinds),
  field: z.string(),
  side: z.enum(['start', 'end']).nullable(),
  /** Of a type, the end of the names it is of; of a unit, the end of the indicators; else null. */
  ending: z.string().nullable(),
  read: z.string(),
  gives: z.string().nullable(),
  decision: lessonDecision,
  /** The paper or bureau on whose pages it holds; null where it holds on every page. */
  source: z.string().nullable(),
  /** The day of the decision (Asia/Shanghai), from which pages are read with it. */
  validFrom: day,
  taughtBy: z.string().nullable(),
  taughtAt: instant,
  off: z.boolean(),
  offReason: z.string().nullable(),
  factId: id,
  pageId: id,
  articleId: id,
  page: z.string(),
  /** The passage on which it was decided. */
  passage: z.string(),
  may: z.array(z.string()),
})
export type LessonRow = z.infer<typeof lessonRow>

/** How a pattern stands where the lesson holds: taken and not taken so often, so that what the grammar gives 0.9 is given `ofNine` tenths. */
export const patternStanding = z.object({ right: z.int(), wrong: z.int(), ofNine: z.number() })

/** A lesson explained: how the fact was first read and how it stands, and for a pattern how much it is believed. */
export const lessonDetail = lessonRow.extend({
  before: z.string().nullable(),
  after: z.string(),
  pattern: patternStanding.nullable(),
})
export type LessonDetail = z.infer<typeof lessonDetail>

export const lessonsQuery = listQuery.extend({
  kind: lessonKind.optional(),
  standing: z.enum(['on', 'off']).optional(),
})

export const switchLesson = z.object({
  version: z.int().min(1),
  on: z.boolean(),
  /** Why it is switched off; shown beside it. */
  reason: z.string().trim().max(500).optional(),
})
export type SwitchLesson = z.input<typeof switchLesson>
