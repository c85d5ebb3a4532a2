import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import {
  claimPrize as claimBody,
  handOver as handOverBody,
  ownPrizes,
  prizePage,
  prizeQuery,
  prizeRow,
  refusePrize as refuseBody,
} from '#contract/participation/draws.ts'
import { route } from '#kernel/room.ts'
import { claimPrize, handOverPrize, refusePrize } from '../commands/prizeActs.ts'
import { allPrizesOfOwn, prizeList, prizeShown, prizesOfOwn } from '../queries/prizes.ts'

const byId = z.object({ id })

/** The prizes of a draw: claimed by citizens, handed over or refused by the office. */
export const prizeRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/open/:id/own/prizes',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId },
      gives: ownPrizes,
      summary: 'The citizen’s own prizes of a quiz',
    },
    (ctx, { params }) => prizesOfOwn(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/own/prizes',
      act: 'participation.take-part',
      by: 'citizen',
      takes: {},
      gives: ownPrizes,
      summary: 'The citizen’s own prizes of all quizzes',
    },
    ctx => allPrizesOfOwn(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/prizes/:id/claim',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId, body: claimBody },
      gives: ownPrizes,
      summary: 'Claim a prize of one’s own',
    },
    async (ctx, { params, body }) => prizesOfOwn(ctx, (await claimPrize(ctx, params.id, body)).quizId),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/draws/:id/prizes',
      act: 'participation.see-prizes',
      takes: { params: byId, query: prizeQuery },
      gives: prizePage,
      summary: 'The prizes of a draw',
    },
    (ctx, { params, query }) => prizeList(ctx, params.id, query),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/prizes/:id/hand-over',
      act: 'participation.hand-over-prize',
      takes: { params: byId, body: handOverBody },
      gives: prizeRow,
      summary: 'Hand a prize over to whoever shows its code',
    },
    async (ctx, { params, body }) => prizeShown(ctx, (await handOverPrize(ctx, params.id, body)).id),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/prizes/:id/refuse',
      act: 'participation.refuse-prize',
      takes: { params: byId, body: refuseBody },
      gives: prizeRow,
      summary: 'Do not give a prize, with the reason; the next reserve moves up',
    },
    async (ctx, { params, body }) => prizeShown(ctx, (await refusePrize(ctx, params.id, body)).id),
  ),
]
