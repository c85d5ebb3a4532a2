import type { ArticleDetail, FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'

type Props = {
  article: ArticleDetail
  /** Its facts as they stand here, with decisions that are still on their way. */
  facts: readonly FactView[]
  onlyPending: boolean
  onOnlyPending: (only: boolean) => void
  /** The confidence from which ⇧A accepts; null for who may not. */
  threshold: number | null
  onThreshold: (threshold: number) => void
}

export const thresholds = [0.95, 0.9, 0.8, 0.7, 0.5] as const

/** Over the facts: how far the review of this article is. */
export function FactsHead({ article, facts, onlyPending, onOnlyPending, threshold, onThreshold }: Props) {
  const say = useIntakeWords()
  const { pending: counted, accepted, rejected, withdrawn } = article.counts
  const waiting = (shown: readonly FactView[]) => shown.filter(({ state }) => state === 'pending').length
  const pending = counted - waiting(article.facts) + waiting(facts)
  const decided = accepted + rejected + withdrawn + counted - pending
  return (
    <div className="fh">
      <b>{say('article-n', { n: article.position })}</b>
      <span className="q">{say('progress-line', { decided, pending })}</span>
      <div
        className="prog"
        role="img"
        aria-label={say('progress', { decided, total: decided + pending })}
        ref={own => own?.style.setProperty('--done', `${(100 * decided) / Math.max(1, decided + pending)}%`)}
      />
      {threshold !== null && (
        <select
          className="choice"
          aria-label={say('threshold')}
          value={threshold}
          onChange={event => onThreshold(Number(event.target.value))}
        >
          {thresholds.map(each => (
            <option key={each} value={each}>
              ≥{each.toFixed(2)}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="btn t" aria-pressed={onlyPending} onClick={() => onOnlyPending(!onlyPending)}>
        {say(onlyPending ? 'all-facts' : 'only-pending')}
      </button>
    </div>
  )
}
