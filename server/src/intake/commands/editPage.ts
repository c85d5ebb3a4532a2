import type { z } from 'zod'
import type { describePage as describePageBody, FactRow, WrittenFact } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { sources } from '#kernel/evidence/sources.ts'
import { refuse } from '#kernel/refusal.ts'
import { unteachPage } from '../learning/teach.ts'
import { factRowOf } from '../queries/shapes.ts'
import { factFrom, spanFits } from '../rules.ts'
import { articlesOf } from '../store/articles.ts'
import { facts, tally } from '../store/facts.ts'
import { type PageRecord, pages, textOf } from '../store/pages.ts'
import { letGoOf } from './judgeRepeat.ts'
import { lockPage } from './load.ts'
import { partsOf } from './pendingFact.ts'

type Description = z.input<typeof describePageBody>

/**
 * Names a page, its publication and sheet, and says whether it is internal: an internal page's text is never sent to another region, nor
 * to a model. Refuses `intake.opening-needs-reason` where it is to be internal no more and nobody says why.
 */
export async function describePage(ctx: Ctx, id: string, { version, ...told }: Description): Promise<PageRecord> {
  const old = await lockPage(ctx, id, 'intake.describe', version)
  const patch = {
    name: told.name ?? old.name,
    publication: told.publication === undefined ? old.publication : told.publication || null,
    page: told.page === undefined ? old.page : told.page || null,
    internal: told.internal ?? old.internal,
  }
  if (old.internal && !patch.internal && !told.reason)
    throw refuse('intake.opening-needs-reason', {}, { field: 'reason' })
  const source = await sources.lock(ctx, old.sourceId)
  if (!source) throw new Error(`the source ${old.sourceId} is not there`)
  await sources.change(ctx, source, patch)
  const page = await pages.change(ctx, old, patch, told.reason || undefined)
  await ctx.record('intake.page-described', { kind: 'page', id }, { internal: page.internal })
  return page
}

/** Withdraws a page that nothing was accepted from; what later pages print again of it waits there from now on. Else `intake.page-has-accepted-conflict` {count}: withdraw those facts first. */
export async function withdrawPage(
  ctx: Ctx,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<PageRecord> {
  const old = await lockPage(ctx, id, 'intake.withdraw-page', version)
  const accepted = (await tally(ctx, [id])).filter(({ state }) => state === 'accepted')
  const count = accepted.reduce((sum, { n }) => sum + n, 0)
  if (count > 0) throw refuse('intake.page-has-accepted-conflict', { count })
  await letGoOf(ctx, id)
  await unteachPage(ctx, id, reason)
  const page = await pages.withdraw(ctx, old, reason)
  await ctx.record('intake.page-withdrawn', { kind: 'page', id }, { source: page.sourceId })
  return page
}

/**
 * Adds a fact that the reader missed, on a passage a person selected; it waits like any other. Refuses `intake.span-unfit` for no
 * passage of the page and `intake.span-outside-articles` for one that stands in no article.
 */
export async function addFact(
  ctx: Ctx,
  pageId: string,
  { span, fact: written }: { span: { start: number; end: number }; fact: WrittenFact },
): Promise<FactRow> {
  const page = await lockPage(ctx, pageId, 'intake.review')
  const text = await textOf(ctx, page.sourceId)
  if (!spanFits(text, span)) throw refuse('intake.span-unfit', span, { field: 'span' })
  const article = (await articlesOf(ctx, pageId)).find(each => each.spanStart <= span.start && span.end <= each.spanEnd)
  if (!article) throw refuse('intake.span-outside-articles', span, { field: 'span' })

  // A person is sure; how sure the reader would have been is not known.
  const fact = await facts.insert(ctx, {
    pageId,
    articleId: article.id,
    position: 0,
    state: 'pending',
    ...partsOf(factFrom(written, text, span, 1)),
    original: null,
    corrected: [],
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  })
  await ctx.record('intake.fact-added', { kind: 'fact', id: fact.id }, { kind: fact.kind, ...span })
  return factRowOf(ctx, { fact, page, article })
}
