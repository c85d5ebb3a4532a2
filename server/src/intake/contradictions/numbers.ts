import { claimsOf, contradicts } from '../rules.ts'
import { type Found, type Known, shown } from './known.ts'

/**
 * Another number for the same thing: an amount or a capacity of one project, a figure of one subject and period. No tolerance but the bounds
 * that are printed (超过4000 and 4100 agree): two papers that print one number print the same digits, and 亿 and 万 are brought together
 * first.
 */
export function otherNumbers(own: Known, others: readonly Known[]): Found[] {
  const claims = claimsOf(own.fact)
  return others
    .filter(other => other.id !== own.id)
    .flatMap(other =>
      claimsOf(other.fact).flatMap((theirs): Found[] => {
        const ours = claims.find(claim => contradicts(claim, theirs))
        if (!ours) return []
        return [
          {
            kind: own.fact.kind === 'project' ? 'amount' : 'figure',
            factId: own.id,
            otherIds: [other.id],
            said: shown(ours.value),
            other: shown(theirs.value),
            unit: theirs.key.split('|').at(-1) ?? '',
            tolerance: 0,
          },
        ]
      }),
    )
    .slice(0, 20)
}
