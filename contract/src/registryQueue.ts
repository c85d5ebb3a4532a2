import { z } from 'zod'
import { day, id, instant, listQuery, page } from './kernel.ts'
import { asked, candidate, fieldEvidence, knownPost, linkKind, standing } from './registry.ts'

/** What a person says of a name that waits: one of the candidates, a record of its own, not this candidate, or that it cannot be told. */
export const nameAnswers = ['same', 'new', 'different', 'unsure'] as const
export const nameAnswer = z.enum(nameAnswers)
export type NameAnswer = z.infer<typeof nameAnswer>

/** A name that a person must decide. `facts` name it, `records` of the registry rest on it; `questions` are the pairs that are open. */
export const queueRow = z.object({
  kind: linkKind,
  id,
  name: z.string(),
  facts: z.int(),
  records: z.int(),
  questions: z.int(),
  /** Somebody said that it cannot be told yet; it stands at the end. */
  putOff: z.boolean(),
})
export type QueueRow = z.infer<typeof queueRow>

export const queueQuery = listQuery.extend({
  kind: linkKind.optional(),
  source: id.optional(),
  withSources: z.stringbool().optional(),
})

/** An answer that stands, newest first; it can be taken back while nobody judged the pair since. */
export const answerRow = z.object({
  id,
  kind: linkKind,
  record: z.object({ id, name: z.string() }),
  other: z.object({ id, name: z.string() }).nullable(),
  answer: nameAnswer,
  reason: z.string().nullable(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  version: z.int(),
  may: z.array(z.string()),
})
export type AnswerRow = z.infer<typeof answerRow>
export const answerPage = page(answerRow)
export const answerQuery = listQuery

export const queuePage = page(queueRow).extend({
  /** How many names the reader answered on the day asked. */
  done: z.int(),
  /** The reader's own last answer that stands, to take back. */
  last: answerRow.nullable(),
  /** Pages that name what waits, those with most first; only where they are asked for (`withSources`). */
  sources: z.array(z.object({ id, name: z.string(), issueDate: day.nullable(), names: z.int() })),
  may: z.array(z.string()),
})
export type QueuePage = z.infer<typeof queuePage>

/** What the registry knows of a record: enough to tell it from its namesakes. Lists are cut at a dozen. */
export const knownOf = z.object({
  id,
  name: z.string(),
  standing,
  /** The type of an organisation or the level of a place. */
  type: z.string().nullable(),
  aliases: z.array(z.string()),
  /** Where it lies, or what a place lies in. */
  place: z.string().nullable(),
  belongsTo: z.array(z.string()),
  members: z.array(z.string()),
  people: z.array(z.string()),
  posts: z.array(knownPost),
  note: z.string().nullable(),
})
export type KnownOf = z.infer<typeof knownOf>

export const queueItem = z.object({
  kind: linkKind,
  id,
  name: z.string(),
  /** Stands for what was shown; an answer carries it back, and is refused when something changed since. */
  seen: z.string(),
  facts: z.int(),
  records: z.int(),
  known: knownOf,
  putOff: z.object({ by: z.string().nullable(), at: instant, reason: z.string().nullable() }).nullable(),
  /** Best first; `known.posts` say how each stands to the post and the day told of the name. */
  candidates: z.array(
    candidate.extend({
      /** The words the two names share. */
      words: z.array(z.string()),
      /** Whether the question was asked by whoever proposed the name, rather than found just now. */
      asked: z.boolean(),
      known: knownOf,
    }),
  ),
  sources: z.array(fieldEvidence),
  may: z.array(z.string()),
})
export type QueueItem = z.infer<typeof queueItem>
export type QueueCandidate = QueueItem['candidates'][number]

export const queueItemQuery = asked
export const newNameAnswer = z.object({
  seen: z.string().regex(/^[0-9a-f]{32}$/),
  answer: nameAnswer,
  /** The candidate meant, for `same` and `different`. */
  otherId: id.optional(),
  reason: z.string().trim().min(1).max(500).optional(),
})
export const answered = z.object({ id })
