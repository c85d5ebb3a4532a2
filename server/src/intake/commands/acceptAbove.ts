import type { BulkAnswer } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { countsOf } from '../queries/shapes.ts'
import { claimsOf, contradicts, inAcceptingOrder } from '../rules.ts'
import { articlesOf } from '../store/articles.ts'
import { type FactRecord, lockFacts, sharingClaims, tally } from '../store/facts.ts'
import { accept } from './accept.ts'
import { lockPage } from './load.ts'

/** As many as one transaction takes; a page with more is accepted article by article. */
const MOST = 1000

/**
 * Accepts every pending fact of a page, or of one article, that the reader is at least this sure of: all of them, or on any refusal
 * none; what only a model proposed is a person's to accept one by one, whatever was asked. A fact that contradicts an accepted one is left for a person (与在案的数不同，由您定) and counted. Names come before what names them.
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
  let differing = 0
  for (const fact of inAcceptingOrder(waiting)) {
    const article = articles.get(fact.articleId)
    if (!article) throw new Error(`the article ${fact.articleId} of fact ${fact.id} is not there`)
    if (await contradicted(ctx, fact)) differing++
    else {
      const { id, version } = await accept(ctx, { fact, page, article })
      accepted.push({ id, version })
    }
  }
  const counts = countsOf(await tally(ctx, [pageId]))
  return { accepted: accepted.length, differing, counts, facts: accepted }
}

async function contradicted(ctx: Ctx, fact: FactRecord): Promise<boolean> {
  const claims = claimsOf(fact.fact)
  const rivals = await sharingClaims(ctx, fact.claimKeys)
  return rivals.some(rival => claimsOf(rival.fact).some(theirs => claims.some(ours => contradicts(ours, theirs))))
}
