import type { FactKind } from '#contract/extraction.ts'
import type { Gazetteer } from './gazetteer.ts'

/**
 * What the people of a region have taught the reader, as it is given to it for one page: plain data, so that the same page read with the
 * same lessons gives the same facts, in whichever thread. Where two say different things of the same words, the later stands.
 */
export type Learnt = {
  readonly names: Gazetteer
  /** Words on which a post ends, or whole posts, that the grammar does not know. */
  readonly posts: readonly string[]
  readonly edges: readonly LearntEdge[]
  readonly rewrites: readonly LearntRewrite[]
  readonly types: readonly LearntType[]
  readonly units: readonly LearntUnit[]
  readonly patterns: readonly LearntPattern[]
}

/** Words that do not belong to what a field holds, at its start or its end. */
export type LearntEdge = { factKind: FactKind; field: string; side: 'start' | 'end'; cut: string }
/** A reading that stands for another, letter by letter. */
export type LearntRewrite = { factKind: FactKind; field: string; read: string; gives: string }
/** What names with this end are, where they were read as something else. */
export type LearntType = { factKind: FactKind; ending: string; read: string; gives: string }
/** The unit of numbers whose indicator ends so, where it was read as something else. */
export type LearntUnit = { ending: string; read: string; gives: string }
/** How often people took what a pattern read, and how often not. */
export type LearntPattern = { factKind: FactKind; signature: string; right: number; wrong: number }
