import type { Fact } from '#contract/extraction.ts'
import type { Day } from '#kernel/time/day.ts'

/**
 * `intake.fact-accepted`: a person accepted a fact. Each room that holds such records drafts its own from it, in the same
 * transaction, and links the fields it filled with `proveAll(ctx, subject, fields, proofOf(payload))`.
 */
export type FactAccepted = {
  factId: string
  articleId: string
  /** The source text; evidence offsets count its UTF-16 code units. */
  sourceId: string
  /** The fact as accepted: with the corrections the person made. */
  fact: Fact
  article: { title: string; kind: string }
  /** The page's issue date and the fact's own date where it names one, resolved; null when not known. */
  issueDate: Day | null
  occurredOn: Day | null
  publication: string | null
  /** Registry records the names in the fact were resolved to when it was accepted: name as printed → organisation id. */
  organisations: Readonly<Record<string, string>>
}

/**
 * `intake.fact-withdrawn`: an accepted fact turned out wrong, or its acceptance is undone (`undone`). Rooms withdraw or mark what rests
 * on it, or refuse. Announced while the links still stand: `restingOn(ctx, factId)` tells which records they are, as `resting` does;
 * the links themselves are withdrawn afterwards by this room.
 */
export type FactWithdrawn = {
  factId: string
  kind: Fact['kind']
  reason: string
  undone: boolean
  resting: ReadonlyArray<{ kind: string; id: string; field: string }>
}

/** The proof to link the fields of a drafted record with. */
export function proofOf({ factId, sourceId, fact }: FactAccepted) {
  return {
    factId,
    sourceId,
    start: fact.evidence.start,
    end: fact.evidence.end,
    modality: fact.modality ?? null,
    confidence: fact.confidence,
  }
}
