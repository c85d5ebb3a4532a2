import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import { type PageDetail, useArticle, usePage } from './api.ts'
import { ReviewDesk } from './parts/ReviewDesk.tsx'
import './bring.css'
import './review.css'
import './repeat.css'
import './facts.css'
import './factForm.css'

/** One page under review: its text at the left, its facts at the right, one of them in hand. */
export function ReviewPage() {
  const page = usePage(usePathText('id'))
  const chosen = useArticleChosen(page.data)
  const { instant } = useAsOf()
  const article = useArticle(chosen.articleId, chosen.from)
  if (page.error && !page.data)
    return (
      <div className="review-empty">
        <FaultNote problem={page.error} onAgain={() => void page.refetch()} />
      </div>
    )
  if (!page.data || (article.isPending && chosen.articleId !== null))
    return (
      <div className="review-empty">
        <Loading rows={12} rowHeight={34} onCancel={() => history.back()} />
      </div>
    )
  return (
    <>
      <div className="vh">
        <PageHead title={page.data.name} />
      </div>
      {article.error && <FaultNote problem={article.error} onAgain={() => void article.refetch()} />}
      <ReviewDesk
        key={`${page.data.id} ${chosen.articleId} ${chosen.from} ${instant ?? ''}`}
        page={page.data}
        article={article.data ?? null}
        from={chosen.from}
      />
    </>
  )
}

/** Which article is read: the one of the address, the one a span of the address lies in, else the first that waits for a decision. */
function useArticleChosen(page: PageDetail | undefined): { articleId: string | null; from: number } {
  const [values] = useUrlState()
  const inPath = usePathText('article')
  const items = page?.items ?? []
  const [start = Number.NaN] = (values.span ?? '').split('-').map(Number)
  const found =
    items.find(({ id }) => id === (values.article ?? inPath)) ??
    items.find(({ span }) => span.start <= start && start < span.end) ??
    items.find(({ counts }) => counts.pending > 0) ??
    items[0]
  const from = Number(values.from ?? 0)
  return { articleId: found?.id ?? null, from: Number.isSafeInteger(from) && from > 0 ? from : 0 }
}
