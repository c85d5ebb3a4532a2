import type { Found, Known } from './known.ts'
import { monthBefore, yearAgainstMonths } from './months.ts'
import { otherNumbers } from './numbers.ts'
import { otherPosts } from './posts.ts'
import { type StageOrder, stageBackwards } from './stages.ts'
import { batchAgainstNamed, partsAgainstTotal } from './sums.ts'

export type { Known } from './known.ts'

/**
 * Everything in which a fact disagrees with others: with those of its own article (`article`) and with accepted ones of any page
 * (`accepted`). Each rule says at its own place what it tolerates and why; none decides who is right.
 */
export function contradictionsOf(
  own: Known,
  { article, accepted }: { article: readonly Known[]; accepted: readonly Known[] },
  order: StageOrder,
): Found[] {
  const beside = [...article, ...accepted.filter(each => !article.some(({ id }) => id === each.id))]
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
