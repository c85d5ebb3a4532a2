import { z } from 'zod'
import { day, id, instant } from '../kernel.ts'

/** What a person says of an article that looks like an earlier one: the same (同一篇), a correction of it (更正), or different (不是一篇). */
export const repeatVerdicts = ['same', 'correction', 'different'] as const
export const repeatVerdict = z.enum(repeatVerdicts)
export type RepeatVerdict = z.infer<typeof repeatVerdict>

/** Another article, by where it stands. */
export const articleNamed = z.object({
  pageId: id,
  articleId: id,
  title: z.string(),
  page: z.string(),
  issueDate: day.nullable(),
})
export type ArticleNamed = z.infer<typeof articleNamed>

/** A fact an article prints again: where it stands here, and the fact that was here first, with what became of that. */
export const repeatedFact = z.object({
  firstFactId: id,
  title: z.string(),
  span: z.object({ start: z.int(), end: z.int() }),
  state: z.string(),
})
export type RepeatedFact = z.infer<typeof repeatedFact>

/** That an article repeats an earlier one. Shares are from 0 to 1; `contained` is of the shorter of the two. */
export const repeat = z.object({
  id,
  version: z.int(),
  likeness: z.number(),
  contained: z.number(),
  isExact: z.boolean(),
  verdict: repeatVerdict.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  /** The earlier article; null where the actor may not see its page. */
  first: articleNamed.nullable(),
  facts: z.array(repeatedFact),
})
export type Repeat = z.infer<typeof repeat>

/** An article that repeats this one. */
export const repeater = articleNamed.extend({ verdict: repeatVerdict.nullable() })
export type Repeater = z.infer<typeof repeater>

export const judgeRepeat = z.object({
  version: z.int().min(1),
  verdict: repeatVerdict,
  reason: z.string().trim().max(500).optional(),
})

/** A stretch of a sentence, and whether the other article has it otherwise. */
const piece = z.object({ text: z.string(), differs: z.boolean() })
/** One line of the two articles side by side: null on the side that does not have it. */
export const differenceRow = z.object({ first: z.array(piece).nullable(), later: z.array(piece).nullable() })
export type DifferenceRow = z.infer<typeof differenceRow>
/** Both articles side by side, sentence by sentence; `isCut` where they are longer than is shown. */
export const articleDifference = z.object({
  first: articleNamed,
  later: articleNamed,
  rows: z.array(differenceRow),
  isCut: z.boolean(),
})
export type ArticleDifference = z.infer<typeof articleDifference>
