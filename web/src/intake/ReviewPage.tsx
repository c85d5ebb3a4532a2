import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import { type PageDetail, useArticle, usePage } from './api.ts'
import { ReviewDesk } from './parts/ReviewDesk.tsx'
import { useDesk } from './parts/useDesk.ts'
import { useOthers } from './parts/useOthers.ts'
import './bring.css'
import './review.css'
import './repeat.css'
import './facts.css'
import './factForm.css'

/** One page under review: its text at the left, its facts at the right, one of them in hand. */
export function ReviewPage() {
  const page = usePage(usePathText('id'))
  if (page.error && !page.data)
    return (
      <div className="review-empty">
        <FaultNote problem={page.error} onAgain={() => void page.refetch()} />
      </div>
    )
  if (!page.data) return <Reading />
  return <Reviewed key={page.data.id} page={page.data} />
}

const Reading = () => (
  <div className="review-empty">
    <Loading rows={12} rowHeight={34} onCancel={() => history.back()} />
  </div>
)

/** The page is there; what is done on its desk outlasts going from one article to the next. */
function Reviewed({ page }: { page: PageDetail }) {
  const chosen = useArticleChosen(page)
  const { instant } = useAsOf()
  const desk = useDesk(page)
  const article = useArticle(chosen.articleId, chosen.from)
  // The next one is read while this one is, so that going on is no waiting.
  useArticle(nextOf(page, chosen.articleId), 0)
  const other = useOthers(page.id, (article.data?.facts ?? []).map(desk.show))
  if (article.isPending && chosen.articleId !== null) return <Reading />
  return (
    <>
      <div className="vh">
        <PageHead title={page.name} />
      </div>
      {article.error && <FaultNote problem={article.error} onAgain={() => void article.refetch()} />}
      <ReviewDesk
        key={`${chosen.articleId} ${chosen.from} ${instant ?? ''}`}
        page={page}
        article={article.data ?? null}
        from={chosen.from}
        desk={desk}
        other={other}
      />
    </>
  )
}

/** The article that is gone on to when this one is decided: the next that waits. */
function nextOf({ items }: PageDetail, id: string | null): string | null {
  const at = items.findIndex(each => each.id === id)
  return (
    [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))].find(({ counts }) => counts.pending > 0)?.id ?? null
  )
}

/** Which article is read: the one of the address, the one a span of the address lies in, else the first that waits for a decision. */
function useArticleChosen({ items }: PageDetail): { articleId: string | null; from: number } {
  const [values] = useUrlState()
  const inPath = usePathText('article')
  const [start = Number.NaN] = (values.span ?? '').split('-').map(Number)
  const found =
    items.find(({ id }) => id === (values.article ?? inPath)) ??
    items.find(({ span }) => span.start <= start && start < span.end) ??
    items.find(({ counts }) => counts.pending > 0) ??
    items[0]
  const from = Number(values.from ?? 0)
  return { articleId: found?.id ?? null, from: Number.isSafeInteger(from) && from > 0 ? from : 0 }
}
