import { useMemo } from 'react'
import { Day } from '#ui/days/Day.tsx'
import { type SourceSpan, SourceText } from '#ui/source/SourceText.tsx'
import type { ArticleRow, FactView, PageDetail, Span } from '../api.ts'
import { shownRows } from '../tables/shownRows.ts'
import { useIntakeWords } from '../words.ts'

type Props = {
  page: PageDetail
  article: ArticleRow
  facts: readonly FactView[]
  /** The number of the first of `facts`. */
  firstNumber: number
  current: string | null
  mark: Span | null
  onSelect: (id: string) => void
  onMark: ((span: Span) => void) | null
}

const MARK = 'mark'

/** One article as printed: its headline, then its body in Song with every passage that some fact stands on. */
export function ArticleText({ page, article, facts, firstNumber, current, mark, onSelect, onMark }: Props) {
  const say = useIntakeWords()
  const rows = useMemo(() => {
    if (page.tables === 0) return null
    const passages = facts.map(({ fact }) => fact.evidence)
    return shownRows(page.text, { start: article.bodyStart, end: article.span.end }, passages)
  }, [page, article, facts])
  const from = rows?.start ?? article.bodyStart
  const body = page.text.slice(from, rows?.end ?? article.span.end)
  const spans = useMemo(() => {
    const shown = facts.flatMap((fact, index) => spanOf(fact, firstNumber + index, fact.id === current))
    const marked: SourceSpan[] = mark ? [{ ...mark, id: MARK, state: 'pending' }] : []
    return [...shown, ...marked].map(span => ({ ...span, start: span.start - from, end: span.end - from }))
  }, [facts, firstNumber, current, mark, from])
  const inHeadline = facts.some(({ id, fact }) => id === current && fact.evidence.end <= from)
  return (
    <article className="art" lang="zh-CN">
      {article.kicker !== null && <p className="kick">{article.kicker}</p>}
      <h1 className={inHeadline ? 'selected' : undefined}>{article.title}</h1>
      {article.subtitle !== null && <p className="kick">{article.subtitle}</p>}
      <p className="date">
        {page.issueDate === null ? say('date-open') : <Day value={page.issueDate} />}
        {article.bylines.map(({ name, role }) => `·${role}${name}`).join('')}·
        {say('characters', { from: article.span.start + 1, to: article.span.end })}
      </p>
      <SourceText
        text={body}
        spans={spans}
        selected={mark ? MARK : current}
        onSelect={id => id !== MARK && onSelect(id)}
        {...(onMark
          ? { onMark: (start: number, end: number) => onMark({ start: start + from, end: end + from }) }
          : {})}
        label={article.title}
      />
      {rows && rows.to - rows.from + 1 < rows.total && (
        <p className="rows-shown num">{say('table-rows-shown', { from: rows.from, to: rows.to, total: rows.total })}</p>
      )}
    </article>
  )
}

/** What was rejected or withdrawn leaves no line, unless it is the one in hand. */
function spanOf({ id, state, fact, disagrees }: FactView, number: number, isCurrent: boolean): SourceSpan[] {
  const { start, end } = fact.evidence
  if (state === 'rejected' || state === 'withdrawn')
    return isCurrent ? [{ id, start, end, number, state: 'rejected' }] : []
  return [{ id, start, end, number, state: disagrees.some(({ isOpen }) => isOpen) ? 'differs' : state }]
}

/** The article that follows, in part: a click goes there. */
export function NextArticle({ page, article, onGo }: { page: PageDetail; article: ArticleRow; onGo: () => void }) {
  const say = useIntakeWords()
  const body = page.text.slice(article.bodyStart, Math.min(article.span.end, article.bodyStart + 160))
  return (
    <article className="art next" lang="zh-CN">
      <p className="kick">{say('article-n', { n: article.position })}</p>
      <h1>
        <button type="button" onClick={onGo}>
          {article.title}
        </button>
      </h1>
      <p className="peek">
        {body}
        {article.bodyStart + 160 < article.span.end && '……'}
      </p>
    </article>
  )
}
