import type { ContradictionKind } from '#contract/intake/contradictions.ts'
import type { BulkAnswer } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Known } from '../contradictions/index.ts'
import { type Contradictions, contradictionsIn } from '../queries/contradictions.ts'
import { countsOf } from '../queries/shapes.ts'
import { inAcceptingOrder } from '../rules.ts'
import { type ArticleRecord, articlesOf } from '../store/articles.ts'
import { type FactRecord, factsOfArticle, lockFacts, tally } from '../store/facts.ts'
import { type PageRecord, textOf } from '../store/pages.ts'
import { accept } from './accept.ts'
import { lockPage } from './load.ts'

/** As many as one transaction takes; a page with more is accepted article by article. */
const MOST = 1000

/**
 * Accepts every pending fact of a page, or of one article, that the reader is at least this sure of: all of them, or on any refusal
 * none; what only a model proposed is a person's to accept one by one, whatever was asked. A fact that contradicts others, and of which nobody
 * has said that both stand, is left for a person and counted by what it contradicts. Names come before what names them.
 * Refuses `intake.bulk-too-many` {count, most}.
 */
export async function acceptAbove(
  ctx: Ctx,
  pageId: string,
  { atLeast, articleId }: { atLeast: number; articleId?: string | undefined },
): Promise<BulkAnswer> {
  const page = await lockPage(ctx, pageId, 'intake.review')
  const articles = new Map((await articlesOf(ctx, pageId)).map(article => [article.id, article]))
  if (articleId !== undefined && !articles.has(articleId)) throw refuse('intake.not-found', {}, { field: 'articleId' })

  const waiting = await lockFacts(ctx, pageId, { pendingFrom: atLeast, articleId, read: true })
  if (waiting.length > MOST) throw refuse('intake.bulk-too-many', { count: waiting.length, most: MOST })
  const accepted: Array<{ id: string; version: number }> = []
  const found = await contradictionsByArticle(ctx, page, articles, waiting)
  const taken: Known[] = []
  const left: ContradictionKind[][] = []
  for (const fact of inAcceptingOrder(waiting)) {
    const article = articles.get(fact.articleId)
    if (!article) throw new Error(`the article ${fact.articleId} of fact ${fact.id} is not there`)
    const here = found.get(fact.articleId)
    const open = here?.of(fact.id, taken).filter(({ isOpen }) => isOpen) ?? []
    if (open.length > 0) left.push([...new Set(open.map(({ kind }) => kind))])
    else {
      const { id, version } = await accept(ctx, { fact, page, article })
      accepted.push({ id, version })
      taken.push(...[here?.known(id)].filter(known => known !== undefined))
    }
  }
  const counts = countsOf(await tally(ctx, [pageId]))
  return { accepted: accepted.length, differing: left.length, why: whyLeft(left), counts, facts: accepted }
}

/** How many facts were left for each kind of contradiction, those that most stand in first; one may stand in several. */
function whyLeft(left: ReadonlyArray<readonly ContradictionKind[]>): BulkAnswer['why'] {
  return [...Map.groupBy(left.flat(), kind => kind)]
    .map(([kind, each]) => ({ kind, count: each.length }))
    .sort((a, b) => b.count - a.count)
}

/** The articles that have facts waiting, each with what its facts contradict. */
async function contradictionsByArticle(
  ctx: Ctx,
  page: PageRecord,
  articles: ReadonlyMap<string, ArticleRecord>,
  waiting: readonly FactRecord[],
): Promise<Map<string, Contradictions>> {
  const text = await textOf(ctx, page.sourceId)
  const found = new Map<string, Contradictions>()
  for (const id of new Set(waiting.map(({ articleId }) => articleId))) {
    const article = articles.get(id)
    if (article)
      found.set(id, await contradictionsIn(ctx, { page, article, text, facts: await factsOfArticle(ctx, id) }))
  }
  return found
}
