import { z } from 'zod'
import { id, instant } from '#contract/kernel.ts'
import { pickUp, setPickUp as setBody } from '#contract/participation/pickUp.ts'
import { route } from '#kernel/room.ts'
import { setPickUpOfDraw, setPickUpOfQuiz } from '../commands/pickUps.ts'
import { pickUpOfDraw, pickUpOfQuiz } from '../queries/pickUps.ts'

const byId = z.object({ id })
const asOf = z.object({ asOf: instant.optional() })

/** Where and when prizes are fetched: of a quiz, and of one draw of it. */
export const pickUpRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/pick-up',
      act: 'participation.see-prizes',
      takes: { params: byId, query: asOf },
      gives: pickUp,
      summary: 'Where and when the prizes of a quiz are fetched, with the versions',
    },
    (ctx, { params }) => pickUpOfQuiz(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/participation/quizzes/:id/pick-up',
      act: 'participation.set-pick-up',
      takes: { params: byId, body: setBody },
      gives: pickUp,
      summary: 'Set where and when the prizes of a quiz are fetched',
    },
    async (ctx, { params, body }) => {
      await setPickUpOfQuiz(ctx, params.id, body)
      return pickUpOfQuiz(ctx, params.id)
    },
  ),
  route(
    {
      method: 'GET',
      path: '/participation/draws/:id/pick-up',
      act: 'participation.see-prizes',
      takes: { params: byId, query: asOf },
      gives: pickUp,
      summary: 'Where and when the prizes of a draw are fetched, with the versions',
    },
    (ctx, { params }) => pickUpOfDraw(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/participation/draws/:id/pick-up',
      act: 'participation.set-pick-up',
      takes: { params: byId, body: setBody },
      gives: pickUp,
      summary: 'Set where and when the prizes of one draw are fetched',
    },
    async (ctx, { params, body }) => {
      await setPickUpOfDraw(ctx, params.id, body)
      return pickUpOfDraw(ctx, params.id)
    },
  ),
]
