import { z } from 'zod'
import { day, id, instant } from '../kernel.ts'

/** What two or more facts disagree about. */
export const contradictionKinds = [
  'amount',
  'figure',
  'post',
  'stage',
  'batch-count',
  'batch-total',
  'parts-total',
  'months-change',
  'months-year',
] as const
export const contradictionKind = z.enum(contradictionKinds)
export type ContradictionKind = z.infer<typeof contradictionKind>

/**
 * What a person said of a contradiction: this fact is right (`this`), the others are (`earlier`), both stand (`both`: two people of one name,
 * another period, a newer number, another way of counting), or it is left open (`open`) and what is accepted of it is disputed (有争议).
 */
export const contradictionVerdicts = ['this', 'earlier', 'both', 'open'] as const
export const contradictionVerdict = z.enum(contradictionVerdicts)
export type ContradictionVerdict = z.infer<typeof contradictionVerdict>

/** A fact on the other side: its sentence as printed, the page it stands on, and where that is read. */
export const otherFact = z.object({
  factId: id,
  sentence: z.string(),
  /** The page by its publication and sheet, or by its own name. */
  page: z.string(),
  publication: z.string().nullable(),
  issueDate: day.nullable(),
  state: z.enum(['pending', 'accepted']),
  /** Whether it stands in the same article. */
  isBeside: z.boolean(),
  /** Where it is read; null for somebody who may not read its page. */
  href: z.string().nullable(),
})
export type OtherFact = z.infer<typeof otherFact>

/** A decision as it is kept: taken back by its id and version. */
export const contradictionDecision = z.object({
  id,
  version: z.int(),
  verdict: contradictionVerdict,
  reason: z.string().nullable(),
  by: z.string().nullable(),
  at: instant,
})

/**
 * A fact that cannot be right together with others: what it says, what they say or what follows from them, in the unit printed, how far apart
 * both may lie before they disagree, and the others with their sentences.
 */
export const contradiction = z.object({
  kind: contradictionKind,
  said: z.string(),
  other: z.string(),
  unit: z.string(),
  tolerance: z.number(),
  /** The sentence of this fact, as printed. */
  sentence: z.string(),
  others: z.array(otherFact),
  /** How many others there are, where not all are shown. */
  total: z.int(),
  /** Whether it waits for a person: nobody has said that both stand. */
  isOpen: z.boolean(),
  decision: contradictionDecision.nullable(),
})
export type Contradiction = z.infer<typeof contradiction>

const reason = z.string().trim().max(500)
/** Decides a contradiction of a fact: which (its kind and the facts on the other side), and what is right. */
export const decideContradiction = z.object({
  /** The version of the fact that was seen. */
  version: z.int().min(1),
  kind: contradictionKind,
  others: z.array(id).min(1).max(200),
  verdict: contradictionVerdict,
  /** Why; needed where both stand, and where what is accepted gives way. */
  reason: reason.optional(),
  /** The version of the decision that was seen, where there was one: nobody decides over another unseen. */
  seen: z.int().min(1).nullish(),
})
export type DecideContradiction = z.infer<typeof decideContradiction>
/** Takes a decision back: the version of the fact that was seen, and the decision with its own. */
export const undoContradiction = z.object({
  version: z.int().min(1),
  decision: z.object({ id, version: z.int().min(1) }),
})

/** Why facts were left by an acceptance in bulk: how many stand in a contradiction of each kind. */
export const leftForPerson = z.object({ kind: contradictionKind, count: z.int() })
