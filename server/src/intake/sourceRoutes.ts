import { z } from 'zod'
import { deliveriesQuery, deliveryRow, sourceList, tryAgain as tryAgainBody } from '#contract/intake/deliveries.ts'
import { id, page } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { tryAgain } from './commands/tryAgain.ts'
import { deliveriesList, deliveryNow, sourcesList } from './queries/sources.ts'

/** The sources that bring pages by themselves, and what they delivered. */
export const sourceRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/intake/sources',
      act: 'intake.see-sources',
      takes: {},
      gives: sourceList,
      summary: 'The sources that bring pages by themselves, with their last look and what came',
    },
    ctx => sourcesList(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/deliveries',
      act: 'intake.see-sources',
      takes: { query: deliveriesQuery },
      gives: page(deliveryRow),
      summary: 'What the sources delivered and what became of each thing',
    },
    (ctx, { query }) => deliveriesList(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/deliveries/:id/trying',
      act: 'intake.try-again',
      takes: { params: z.object({ id }), body: tryAgainBody },
      gives: deliveryRow,
      summary: 'Try a delivery again that was refused or failed',
    },
    async (ctx, { params, body }) => {
      await tryAgain(ctx, params.id, body)
      return deliveryNow(ctx, params.id)
    },
  ),
]
