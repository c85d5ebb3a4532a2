import type { Found, Known } from './known.ts'
import { monthBefore, yearAgainstMonths } from './months.ts'
import { otherNumbers } from './numbers.ts'
import { otherPosts } from './posts.ts'
import { type StageOrder, stageBackwards } from './stages.ts'
import { batchAgainstNamed, partsAgainstTotal } from './sums.ts'

export { aboutOf, type Found, type Known } from './known.ts'
export type { StageOrder } from './stages.ts'

/**
 * Everything in which a fact disagrees with others: with those of its own article (`article`) and with accepted ones of any page
 * (`accepted`). Each rule says at its own place what it tolerates and why; none decides who is right.
 */
export function contradictionsOf(
  own: Known,
  { article, accepted }: { article: readonly Known[]; accepted: readonly Known[] },
  order: StageOrder,
): Found[] {
  const here = new Set(article.map(({ id }) => id))
  const beside = [...article, ...accepted.filter(({ id }) => !here.has(id))].filter(
    each => each.about !== null && each.about === own.about,
  )
  return [
    ...otherNumbers(own, accepted),
    ...otherPosts(own, beside),
    ...stageBackwards(own, beside, order),
    ...batchAgainstNamed(own, article),
    ...partsAgainstTotal(own, article),
    ...monthBefore(own, beside),
    ...yearAgainstMonths(own, beside),
  ]
}
