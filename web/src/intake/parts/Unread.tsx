import type { ArticleDetail, Span } from '../api.ts'
import { useIntakeWords } from '../words.ts'

type Props = { article: ArticleDetail; text: string; onTake: ((span: Span) => void) | null }

/** The sentences no fact stands on; a press takes one up as a passage for a new fact. */
export function Unread({ article, text, onTake }: Props) {
  const say = useIntakeWords()
  if (article.unreadTotal === 0) return <p className="rest">{say('no-unread')}</p>
  return (
    <div className="rest">
      <b>{say('unread-head', { count: article.unreadTotal })}</b>
      <ul>
        {article.unread.map(span => {
          const sentence = text.slice(span.start, span.end).replace(/\s*\n\s*/g, '')
          return (
            <li key={span.start} className="song" lang="zh-CN">
              {onTake ? (
                <button type="button" onClick={() => onTake(span)}>
                  {sentence}
                </button>
              ) : (
                sentence
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
