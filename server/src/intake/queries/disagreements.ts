import type { Contradiction } from '#contract/intake/contradictions.ts'
import { contradictionsOf, type Known } from '../contradictions/index.ts'
import { dayOfResolved, resolvedDate } from '../rules.ts'
import type { ArticleRecord } from '../store/articles.ts'
import type { FactRecord } from '../store/facts.ts'

/** So many of the facts on the other side are shown. */
const BESIDE = 20

/**
 * What the facts of an article disagree about among themselves: posts of one person, more projects named than stated, parts against their
 * total, a change against its months. Rejected and withdrawn facts say nothing any more. What differs from accepted facts of other pages is
 * `differencesOf`. Gives, by fact, what is to be shown with it.
 */
export function disagreementsIn(
  facts: readonly FactRecord[],
  article: Pick<ArticleRecord, 'id' | 'reading'>,
  { issueDate, text }: { issueDate: string | null; text: string },
): Map<string, Contradiction[]> {
  const standing = facts.filter(({ state }) => state === 'pending' || state === 'accepted')
  const known = standing.map(
    ({ id, fact }): Known => ({
      id,
      articleId: article.id,
      fact,
      text,
      occurredOn: dayOfResolved(resolvedDate(fact, article.reading.datelines)),
      issueDate,
    }),
  )
  const texts = new Map(standing.map(({ id, fact }) => [id, fact.evidence.text]))
  return new Map(
    known.map(own => [
      own.id,
      contradictionsOf(own, { article: known, accepted: [] }, () => undefined).map(
        ({ kind, said, other, unit, tolerance, otherIds }) => ({
          kind,
          said,
          other,
          unit,
          tolerance,
          beside: otherIds.slice(0, BESIDE).map(factId => ({ factId, text: texts.get(factId) ?? '' })),
        }),
      ),
    ]),
  )
}
