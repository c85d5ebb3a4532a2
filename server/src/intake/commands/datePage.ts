import type { Extraction } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { sources } from '#kernel/evidence/sources.ts'
import type { Day } from '#kernel/time/index.ts'
import { articlesOf } from '../store/articles.ts'
import { lockProposals } from '../store/askings.ts'
import { lockFacts } from '../store/facts.ts'
import { type PageRecord, pages } from '../store/pages.ts'
import { lockPage } from './load.ts'
import { readAgain, takeArticle } from './rereading.ts'

export type Dated = { page: PageRecord; reread: number; decidedDiffering: string[] }

/**
 * Sets the issue date of a page, or with null goes back to what the page itself says. The page is read again from that day, so that
 * 昨天 and 4月 fall where they belong; no decision is lost: pending facts nobody touched are replaced by the new reading, decided and
 * corrected ones stay as they are and are named where the new reading differs.
 */
export async function datePage(
  ctx: Ctx,
  id: string,
  { version, issueDate }: { version: number; issueDate: Day | null },
  patienceMs?: number,
): Promise<Dated> {
  const old = await lockPage(ctx, id, 'intake.describe', version)
  const extraction = await readAgain(ctx, old, issueDate, patienceMs)
  const { value, basis } = extraction.issueDate
  const given = issueDate !== null
  const source = await sources.lock(ctx, old.sourceId)
  if (!source) throw new Error(`the source ${old.sourceId} is not there`)
  await sources.change(ctx, source, { issueDate: value, issueDateBasis: given ? null : basis })
  const page = await pages.change(ctx, old, {
    issueDate: value,
    dateStanding: value === null ? 'open' : given ? 'given' : 'found',
    dateBasis: given ? null : basis,
  })
  const { reread, decidedDiffering } = await takeReading(ctx, page, extraction)
  await ctx.record(
    'intake.page-dated',
    { kind: 'page', id },
    { issueDate: value, reread, differing: decidedDiffering.length },
  )
  return { page, reread, decidedDiffering }
}

/** Lays a new reading over the articles of a page. With other names on file the reader may now cut the page otherwise; articles stay. */
async function takeReading(ctx: Ctx, page: PageRecord, extraction: Extraction) {
  const standing = Map.groupBy(await lockFacts(ctx, page.id), fact => fact.articleId)
  const origins = new Map((await lockProposals(ctx, page.id)).map(proposal => [proposal.factId, proposal]))
  const decidedDiffering: string[] = []
  let reread = 0
  for (const article of await articlesOf(ctx, page.id)) {
    const again = extraction.articles.find(
      ({ span }) => span.start === article.spanStart && span.end === article.spanEnd,
    )
    if (!again) continue
    const taken = await takeArticle(ctx, page, article, again, { facts: standing.get(article.id) ?? [], origins })
    reread += taken.reread
    decidedDiffering.push(...taken.decidedDiffering)
  }
  return { reread, decidedDiffering }
}
