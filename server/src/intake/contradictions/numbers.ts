import { claimsOf, contradicts } from '../rules.ts'
import { type Found, type Known, shown } from './known.ts'

/**
 * Another number for the same thing: an amount or a capacity of one project, a figure of one subject and period. No tolerance but the bounds
 * that are printed (超过4000 and 4100 agree): two papers that print one number print the same digits, and 亿 and 万 are brought together
 * first. Both are told in the unit this fact prints.
 */
export function otherNumbers(own: Known, others: readonly Known[]): Found[] {
  const claims = claimsUnder(own)
  if (claims.length === 0) return []
  return others
    .filter(other => other.id !== own.id && other.about === own.about)
    .flatMap(other =>
      claimsUnder(other).flatMap((theirs): Found[] => {
        const ours = claims.find(claim => contradicts(claim, theirs))
        if (!ours) return []
        return [
          {
            kind: own.fact.kind === 'project' ? 'amount' : 'figure',
            factId: own.id,
            otherIds: [other.id],
            said: shown(ours.value / ours.times),
            other: shown(theirs.value / ours.times),
            unit: ours.unit,
            tolerance: 0,
          },
        ]
      }),
    )
    .slice(0, MOST)
}

/** More papers than this print no other number for one thing. */
const MOST = 20

/** What it claims, under the name all facts of its thing share: a project may have been named otherwise before. */
function claimsUnder({ fact, about }: Known) {
  if (fact.kind !== 'project' || about === null) return claimsOf(fact)
  return claimsOf({ ...fact, name: about })
}
