import { useState } from 'react'
import { Day } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { labelOfPage, type PageDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { PageActs } from './PageActs.tsx'

type Props = { page: PageDetail; articleId: string | null; onArticle: (id: string) => void }

/** Over the text: which page this is, of which day, and its articles with how far each is. */
export function PageBar({ page, articleId, onArticle }: Props) {
  const say = useIntakeWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="src">
      <Link to="/intake" className="src-back">
        {say('back')}
      </Link>
      <b className="src-name" lang="zh-CN" title={page.name}>
        {labelOfPage(page)}
      </b>
      <button type="button" className="btn t" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {page.issueDate === null ? say('date-open') : <Day value={page.issueDate} weekday />}
      </button>
      {page.internal && <span className="tag">{say('internal')}</span>}
      <ol>
        {page.items.map(({ id, position, title, counts, repeats }) => {
          const total = counts.pending + counts.accepted + counts.rejected + counts.withdrawn
          return (
            <li key={id}>
              <button
                type="button"
                title={title}
                onClick={() => onArticle(id)}
                {...(id === articleId ? { 'aria-current': 'true' as const } : {})}
              >
                {say('article-n', { n: position })}
                <span className="xs">
                  {say('decided-of', { decided: total - counts.pending, total })}
                  {repeats !== null && repeats !== 'different' && ` ${say('repeat-mark')}`}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {isOpen && <PageActs page={page} onClose={() => setOpen(false)} />}
    </div>
  )
}
