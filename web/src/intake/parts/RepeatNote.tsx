import { useState } from 'react'
import type { ArticleNamed, Repeat, RepeatVerdict } from '#contract/intake/repeats.ts'
import { articleDetail } from '#contract/intake.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { ArticleDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { DifferenceDialog } from './DifferenceDialog.tsx'

const verdicts: readonly RepeatVerdict[] = ['same', 'correction', 'different']

/** Where this article was here before, or came again: with what, how alike, what is counted there, and a person's word on it. */
export function RepeatNote({ article, mayReview }: { article: ArticleDetail; mayReview: boolean }) {
  const say = useIntakeWords()
  const { repeat, repeatedIn } = article
  return (
    <>
      {repeat && <Repeated article={article} repeat={repeat} mayReview={mayReview} />}
      {repeatedIn.length > 0 && (
        <p className="note">
          {say('repeat-again')}
          {repeatedIn.map(each => (
            <ArticleLink key={each.articleId} article={each} />
          ))}
        </p>
      )}
    </>
  )
}

function Repeated({ article, repeat, mayReview }: { article: ArticleDetail; repeat: Repeat; mayReview: boolean }) {
  const say = useIntakeWords()
  const { isPast } = useAsOf()
  const [isComparing, setComparing] = useState(false)
  const judge = useCommand({ path: `/intake/articles/${article.id}/repeat`, gives: articleDetail })
  const { first, facts, verdict, decidedBy, isExact, contained } = repeat
  return (
    <section className="note repeat-note" aria-label={say('repeat-mark')}>
      <p>
        {first === null ? (
          say('repeat-unseen')
        ) : (
          <>
            {isExact ? say('repeat-exact') : say('repeat-near', { share: Math.round(contained * 100) })}
            <ArticleLink article={first} />
          </>
        )}
      </p>
      {verdict !== 'different' && (
        <details>
          <summary>
            {facts.length > 0 ? say('repeat-facts', { count: facts.length }) : say('repeat-facts-none')}
          </summary>
          <ul lang="zh-CN">
            {facts.map(({ firstFactId, title, span }) => (
              <li key={`${firstFactId} ${span.start}`}>
                {first === null ? (
                  title
                ) : (
                  <Link to={`/intake/${first.pageId}/${first.articleId}/${firstFactId}`}>{title}</Link>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="acts">
        {verdict === null ? (
          <span>{say('repeat-asks')}</span>
        ) : (
          <span className="tag">
            {say(`repeat-is-${verdict}`)}
            {decidedBy !== null && ` · ${say('repeat-by', { by: decidedBy })}`}
          </span>
        )}
        {first !== null && (
          <button type="button" className="btn t" onClick={() => setComparing(true)}>
            {say('repeat-compare')}
          </button>
        )}
        {mayReview &&
          !isPast &&
          verdicts
            .filter(each => each !== verdict)
            .map(each => (
              <button
                key={each}
                type="button"
                className="btn t"
                disabled={judge.isRunning}
                onClick={() => void judge.run({ version: repeat.version, verdict: each })}
              >
                {say(`repeat-${each}`)}
              </button>
            ))}
      </p>
      {judge.problem && <FaultNote problem={judge.problem} act="write" />}
      {isComparing && <DifferenceDialog articleId={article.id} onClose={() => setComparing(false)} />}
    </section>
  )
}

/** An article by its page and day, leading to its desk. */
function ArticleLink({ article }: { article: ArticleNamed }) {
  const language = useLanguage()
  return (
    <Link to={`/intake/${article.pageId}`} search={{ article: article.articleId }}>
      <span lang="zh-CN" title={article.title}>
        {article.page}
      </span>
      {article.issueDate !== null && ` ${formatDay(article.issueDate, language)}`}
    </Link>
  )
}
