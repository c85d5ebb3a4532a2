import { z } from 'zod'
import { id, instant } from '#contract/kernel.ts'
import {
  drawAct,
  enterSource as enterBody,
  freezeDraw as freezeBody,
  openDraws as openDrawsAnswer,
  openPool as openPoolAnswer,
  poolPage,
  poolQuery,
  quizDraw,
  quizDraws as quizDrawsAnswer,
} from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { route } from '#kernel/room.ts'
import { announceDraw, callOffDraw, publishDraw, runDraw } from '../commands/drawActs.ts'
import { enterSource } from '../commands/drawSources.ts'
import { freezeDraw } from '../commands/freezeDraw.ts'
import { drawDetail, drawList, drawPool } from '../queries/draws.ts'
import { openDraws, openPool, openProof } from '../queries/openDraws.ts'

const byId = z.object({ id })
const byPlace = z.object({ id, place: z.coerce.number().int().min(0).max(63) })
const asOf = z.object({ asOf: instant.optional() })

/** An act on a draw: the same for each verb. */
function act(
  path: string,
  verb: string,
  summary: string,
  does: (ctx: Ctx, id: string, given: z.output<typeof drawAct>) => Promise<unknown>,
) {
  return route(
    {
      method: 'POST',
      path: `/participation/draws/:id/${path}`,
      act: `participation.${verb}`,
      takes: { params: byId, body: drawAct },
      gives: quizDraw,
      summary,
    },
    async (ctx, { params, body }) => {
      await does(ctx, params.id, body)
      return drawDetail(ctx, params.id)
    },
  )
}

/** The draws of a quiz: the ceremony in the office, and what anybody may see and compute of it. */
export const drawRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/draws',
      act: 'participation.read',
      takes: { params: byId, query: asOf },
      gives: quizDrawsAnswer,
      summary: 'The cut-offs of a quiz with their draws',
    },
    (ctx, { params }) => drawList(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/quizzes/:id/draws',
      act: 'participation.freeze-draw',
      takes: { params: byId, body: freezeBody },
      gives: quizDraw,
      summary: 'Freeze the ranking of a cut-off as the pool of a draw',
    },
    async (ctx, { params, body }) => drawDetail(ctx, (await freezeDraw(ctx, params.id, body)).id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/draws/:id',
      act: 'participation.read',
      takes: { params: byId, query: asOf },
      gives: quizDraw,
      summary: 'One draw',
    },
    (ctx, { params }) => drawDetail(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/draws/:id/pool',
      act: 'participation.read',
      takes: { params: byId, query: poolQuery },
      gives: poolPage,
      summary: 'The frozen pool of a draw',
    },
    (ctx, { params, query }) => drawPool(ctx, params.id, query),
  ),
  act('announce', 'announce-draw', 'Announce a frozen draw, by another person than who froze it', announceDraw),
  act('call-off', 'call-off-draw', 'Call a draw off, before its first source is public', callOffDraw),
  route(
    {
      method: 'POST',
      path: '/participation/draws/:id/sources/:place',
      act: 'participation.enter-source',
      takes: { params: byPlace, body: enterBody },
      gives: quizDraw,
      summary: 'Bring what a source said',
    },
    async (ctx, { params, body }) => {
      await enterSource(ctx, params.id, params.place, body)
      return drawDetail(ctx, params.id)
    },
  ),
  act('draw', 'run-draw', 'Draw, once every source has spoken', runDraw),
  act('publish', 'publish-draw', 'Publish a draw, by another person than who drew', publishDraw),
  route(
    {
      method: 'GET',
      path: '/participation/open/:id/draws',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId },
      gives: openDrawsAnswer,
      summary: 'The announced draws of a published quiz',
    },
    (ctx, { params }) => openDraws(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/draws/:id/pool',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId },
      gives: openPoolAnswer,
      summary: 'The pool of an announced draw, under public names',
    },
    (ctx, { params }) => openPool(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/draws/:id/proof',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId },
      gives: download,
      summary: 'The proof of a published draw, as a file that anybody can compute again',
    },
    (ctx, { params }) => openProof(ctx, params.id),
  ),
]
