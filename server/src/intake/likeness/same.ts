import type { Fact } from '#contract/extraction.ts'
import { plain, titleOf } from '../rules.ts'

/**
 * Whether an article's fact says no more than a fact that was here first: of the same thing, in the same modality, with no number that the
 * first does not have. Passages, confidence and how a day is printed (昨天, 12日) make no difference.
 */
export function saysNoMore(later: Fact, first: Fact): boolean {
  if (later.kind !== first.kind || (later.modality ?? null) !== (first.modality ?? null)) return false
  if (plain(titleOf(later)) !== plain(titleOf(first))) return false
  if (later.kind === 'figure' && first.kind === 'figure')
    return (
      later.value === first.value &&
      plain(later.unit) === plain(first.unit) &&
      later.comparison === first.comparison &&
      later.bound === first.bound
    )
  if (later.kind === 'project' && first.kind === 'project') {
    const amountsOf = (fact: typeof first) =>
      [...fact.amounts, ...fact.capacity].map(({ what, value, unit }) => `${plain(what)}|${value}|${plain(unit)}`)
    const known = new Set(amountsOf(first))
    const isStage = later.stage === null || later.stage === first.stage
    return isStage && (later.count ?? null) === (first.count ?? null) && amountsOf(later).every(each => known.has(each))
  }
  if (later.kind === 'agreement' && first.kind === 'agreement') return later.form === first.form
  return true
}
