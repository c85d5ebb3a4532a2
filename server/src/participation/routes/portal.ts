import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import {
  answerSaved,
  attempt,
  giveAnswer as giveBody,
  openBank as openBankAnswer,
  openQuiz as openQuizAnswer,
  openQuizzes as openQuizzesAnswer,
  ownStanding as ownStandingAnswer,
  ranking,
  rankingQuery,
  startAttempt as startBody,
} from '#contract/participation/portal.ts'
import { route } from '#kernel/room.ts'
import { giveAnswer, submitAttempt } from '../commands/answers.ts'
import { startAttempt } from '../commands/startAttempt.ts'
import { attemptOf } from '../queries/attempt.ts'
import { openQuiz, openQuizzes, ownStanding, rankingOf } from '../queries/open.ts'
import { openBank } from '../queries/openBank.ts'

const byId = z.object({ id })
const byPosition = z.object({ id, position: z.coerce.number().int().min(1).max(50) })

/** The portal: what anybody may read, and what a citizen does. */
export const portalRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/open',
      act: 'participation.portal',
      by: 'anybody',
      takes: {},
      gives: openQuizzesAnswer,
      summary: 'Published quizzes',
    },
    ctx => openQuizzes(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/:id',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId },
      gives: openQuizAnswer,
      summary: 'One published quiz',
    },
    (ctx, { params }) => openQuiz(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/:id/ranking',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId, query: rankingQuery },
      gives: ranking,
      summary: 'The public ranking from a place on',
    },
    (ctx, { params, query }) => rankingOf(ctx, params.id, query),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/:id/bank',
      act: 'participation.portal',
      by: 'anybody',
      takes: { params: byId },
      gives: openBankAnswer,
      summary: 'The question bank with its answers, once it is public',
    },
    (ctx, { params }) => openBank(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/open/:id/attempts',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId, body: startBody },
      gives: attempt,
      summary: 'Begin an attempt, or take up the one that runs',
    },
    (ctx, { params, body }) => startAttempt(ctx, params.id, body),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/open/:id/own',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId },
      gives: ownStandingAnswer,
      summary: 'How the citizen stands in a quiz',
    },
    (ctx, { params }) => ownStanding(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/attempts/:id',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId },
      gives: attempt,
      summary: 'An attempt of the citizen’s own',
    },
    (ctx, { params }) => attemptOf(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/participation/attempts/:id/answers/:position',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byPosition, body: giveBody },
      gives: answerSaved,
      summary: 'Save an answer',
    },
    (ctx, { params, body }) => giveAnswer(ctx, params.id, params.position, body.choice),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/attempts/:id/submit',
      act: 'participation.take-part',
      by: 'citizen',
      takes: { params: byId },
      gives: attempt,
      summary: 'Hand an attempt in',
    },
    (ctx, { params }) => submitAttempt(ctx, params.id),
  ),
]
