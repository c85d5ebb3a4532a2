import type { Fact, FactOf } from '#contract/extraction.ts'
import type { ContradictionKind } from '#contract/intake/contradictions.ts'
import type { Day } from '#kernel/time/index.ts'
import { plain } from '../rules.ts'

/** A fact as the rules look at it: which it is, what it says, on which article it stands, and the days it speaks of. */
export type Known = {
  id: string
  articleId: string
  fact: Fact
  /** The text of its page, where it is at hand: what stands between two passages. */
  text?: string
  /** The day the fact itself names, resolved; null where it names none. */
  occurredOn: Day | null
  /** The issue day of its page. */
  issueDate: Day | null
  /** What it is about, so that facts of one thing share it (`aboutOf`); null for a fact that is held against none. */
  about: string | null
  /** The article that its own repeats, where it does: it is no second witness beside that one. */
  repeats?: string | null
}

/**
 * What a fact is about: a person or a project by name, a figure by its subject and indicator without the comparison in its name. The store
 * looks accepted facts up by the same words (`store/alike.ts`), so the two must not part.
 */
export function aboutOf(fact: Fact): string | null {
  if (fact.kind === 'person' || fact.kind === 'project') return `${fact.kind}|${plain(fact.name)}`
  if (fact.kind !== 'figure') return null
  return `figure|${plain(fact.subject)}|${plain(fact.indicator).replace(/(同比|环比|较上月).*$/, '')}`
}

/**
 * Two or more facts that cannot all be right, for a person to decide: the one in hand, those on the other side, what each says and how far
 * apart two readings may lie before they disagree.
 */
export type Found = {
  kind: ContradictionKind
  factId: string
  otherIds: string[]
  /** What was said and what follows from the others, in the unit printed. */
  said: string
  other: string
  unit: string
  tolerance: number
}

/** Facts of one kind, each with the rest of what is known of it. */
export function ofKind<Kind extends Fact['kind']>(
  known: readonly Known[],
  kind: Kind,
): Array<Known & { fact: FactOf<Kind> }> {
  return known.filter((each): each is Known & { fact: FactOf<Kind> } => each.fact.kind === kind)
}

/** Half a unit of the last printed decimal: by so much a printed number may have been rounded. 2.1 → 0.05, 118.11 → 0.005, 19 → 0.5. */
export function halfOfLast(value: number): number {
  const [, decimals = ''] = String(value).split('.')
  return 0.5 * 10 ** -decimals.length
}

/** Numbers are compared with room for what binary fractions lose. */
export const beyond = (difference: number, tolerance: number) => Math.abs(difference) > tolerance + 1e-9

/** A number as it is shown, without the digits that binary fractions add. */
export const shown = (value: number) => String(Number(value.toFixed(6)))
