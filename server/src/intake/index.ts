import type { BulkAnswer } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { acceptAbove } from './commands/acceptAbove.ts'
import { type Brought, bringPage, type PageRead } from './commands/bringPage.ts'
import { type FactRecord, lockFacts } from './store/facts.ts'

export type { Brought, PageRead } from './commands/bringPage.ts'
export { acceptFact, rejectFact } from './commands/decideFact.ts'

import { pagesList } from './queries/pages.ts'

export { extractPage } from './extract/index.ts'
export { restingOnFact } from './queries/facts.ts'

/** Reads a page and keeps it with its articles and pending facts, however long the reading takes. Refusals as `bringPage`. */
export function readPage(ctx: Ctx, page: Brought): Promise<PageRead> {
  return bringPage(ctx, page)
}

/** Accepts every pending fact of a page that the reader is at least this sure of; all or nothing. */
export function acceptAll(ctx: Ctx, pageId: string, { atLeast }: { atLeast: number }): Promise<BulkAnswer> {
  return acceptAbove(ctx, pageId, { atLeast })
}

/** The facts of a page that nobody has decided yet, in the order of the page, locked for the command. */
export function pendingFacts(ctx: Ctx, pageId: string): Promise<FactRecord[]> {
  return lockFacts(ctx, pageId, { pendingFrom: 0, articleId: undefined })
}

/** Pages with facts that nobody has decided yet, newest first, as of the context's instant. */
export async function pagesWaiting(
  ctx: Ctx,
): Promise<Array<{ id: string; name: string; pending: number; total: number }>> {
  const { rows } = await pagesList(ctx, { limit: 50 })
  return rows
    .filter(page => page.counts.pending > 0)
    .map(({ id, name, publication, page, counts }) => ({
      id,
      name: [publication, page].filter(Boolean).join(' ') || name,
      pending: counts.pending,
      total: counts.pending + counts.accepted + counts.rejected,
    }))
}
