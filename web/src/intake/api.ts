import { articleDetail, type FactRow, pageDetail, type WrittenFact } from '#contract/intake.ts'
import { useGet } from '#ui/api.ts'

export { type FactChanges, factChanges, undoneAnswer } from '#contract/intake/changes.ts'
export type { Contradiction, ContradictionVerdict as Verdict } from '#contract/intake/contradictions.ts'
export {
  type ArticleDetail,
  type ArticleRow,
  bulkAnswer,
  datedPage,
  decidedFact,
  type FactListRow,
  type FactRow,
  type FactView,
  factListRow,
  factRow,
  LARGEST_FILE,
  type PageDetail,
  type PageRow,
  pageRow,
  pagesQuery,
  type Resting,
  restingAnswer,
  type Span,
  type WrittenFact,
  writtenFact,
} from '#contract/intake.ts'

/** A page with its text; by its own id or that of its source. */
export const usePage = (id: string) => useGet(`/intake/pages/${id}`, pageDetail)

/** An article with its facts, from one place on. */
export const useArticle = (id: string | null, from: number) =>
  useGet(id === null ? null : `/intake/articles/${id}`, articleDetail, { params: { from } })

/** Whether only a model found a fact: the reader did not read it and no person wrote it (模型提议). */
export const isModels = ({ proposed }: Pick<FactRow, 'proposed'>) => proposed !== null && !proposed.agrees

/** What a page is called: its publication and sheet, or its own name where these are not known. */
export function labelOfPage(page: { name: string; publication: string | null; page: string | null }): string {
  return page.publication === null ? page.name : [page.publication, page.page].filter(Boolean).join(' ')
}

export type FactKindName = WrittenFact['kind']
