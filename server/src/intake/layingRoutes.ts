import { z } from 'zod'
import { layPage as layPageBody, undoLaying as undoLayingBody } from '#contract/intake/laying.ts'
import { datedPage } from '#contract/intake.ts'
import { id } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { layPage, undoLaying } from './commands/layPage.ts'
import { pageNow } from './queries/pages.ts'

const byId = z.object({ id })
/** A screen asks again rather than keep a transaction open. */
const PATIENCE_MS = 500

/** A page laid by hand: where articles begin, which lines go on. */
export const layingRoutes: readonly Route[] = [
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/layings',
      act: 'intake.review',
      takes: { params: byId, body: layPageBody },
      gives: datedPage,
      summary:
        'Lay a line of a page otherwise than the reader did; the articles it touches are read again and no decision is lost',
    },
    async (ctx, { params, body }) => {
      const { reread, decidedDiffering } = await layPage(ctx, params.id, body, PATIENCE_MS)
      return { page: await pageNow(ctx, params.id), reread, decidedDiffering }
    },
  ),
  route(
    {
      method: 'POST',
      path: '/intake/pages/:id/layings/undoing',
      act: 'intake.review',
      takes: { params: byId, body: undoLayingBody },
      gives: datedPage,
      summary: 'Take back what was said last of how a page lies',
    },
    async (ctx, { params, body }) => {
      const { reread, decidedDiffering } = await undoLaying(ctx, params.id, body, PATIENCE_MS)
      return { page: await pageNow(ctx, params.id), reread, decidedDiffering }
    },
  ),
]
