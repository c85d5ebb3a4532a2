import type { Fact } from '#contract/extraction.ts'
import { claimsOf, titleOf } from '../rules.ts'
import type { NewFact } from '../store/facts.ts'

/** A fact as the reader read it, waiting for a person. */
export function pendingFact(pageId: string, articleId: string, position: number, fact: Fact): NewFact {
  return {
    pageId,
    articleId,
    position,
    original: fact,
    corrected: [],
    ...partsOf(fact),
    state: 'pending',
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  }
}

/** The columns of a fact's record that follow from the fact itself. */
export function partsOf(fact: Fact) {
  return {
    kind: fact.kind,
    spanStart: fact.evidence.start,
    spanEnd: fact.evidence.end,
    confidence: fact.confidence,
    modality: fact.modality ?? null,
    title: titleOf(fact).slice(0, 500),
    fact,
    claimKeys: [...new Set(claimsOf(fact).map(claim => claim.key))],
  }
}
