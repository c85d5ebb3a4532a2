import { z } from 'zod'
import { id, instant } from '#contract/kernel.ts'
import { dryRun, quizDryRun } from '#contract/participation/dryRun.ts'
import {
  changeQuiz as changeBody,
  decideSuspicion as decideBody,
  newQuiz,
  quiz,
  quizAct,
  quizLive,
  quizPage,
  quizQuery,
  suspicionDetail as suspicionAnswer,
  suspicionPage,
  suspicionQuery,
} from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { streamQuery } from '#kernel/http/eventStream.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { route } from '#kernel/room.ts'
import { decideSuspicion } from '../commands/decide.ts'
import { changeQuiz, draftQuiz, pauseQuiz, publishQuiz, resumeQuiz, withdrawQuiz } from '../commands/quizzes.ts'
import { archiveOf } from '../queries/archive.ts'
import { dryRunOf } from '../queries/dryRun.ts'
import { liveOf, quizDetail, quizList } from '../queries/quizzes.ts'
import { suspicionDetail, suspicionList } from '../queries/suspicions.ts'

const byId = z.object({ id })
const asOf = z.object({ asOf: instant.optional() })
type Act = z.output<typeof quizAct>

/** An act on a quiz: the same for each verb. */
function act(verb: string, summary: string, does: (ctx: Ctx, id: string, given: Act) => Promise<unknown>) {
  return route(
    {
      method: 'POST',
      path: `/participation/quizzes/:id/${verb}`,
      act: `participation.${verb}`,
      takes: { params: byId, body: quizAct },
      gives: quiz,
      summary,
    },
    async (ctx, { params, body }) => {
      await does(ctx, params.id, body)
      return quizDetail(ctx, params.id)
    },
  )
}

export const quizRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/quizzes',
      act: 'participation.read',
      takes: { query: quizQuery },
      gives: quizPage,
      summary: 'Quizzes',
    },
    (ctx, { query }) => quizList(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/quizzes',
      act: 'participation.prepare',
      takes: { body: newQuiz },
      gives: quiz,
      summary: 'Set up a quiz as a draft',
    },
    async (ctx, { body }) => quizDetail(ctx, (await draftQuiz(ctx, body)).id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id',
      act: 'participation.read',
      takes: { params: byId, query: asOf },
      gives: quiz,
      summary: 'One quiz',
    },
    (ctx, { params }) => quizDetail(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/participation/quizzes/:id',
      act: 'participation.change',
      takes: { params: byId, body: changeBody },
      gives: quiz,
      summary: 'Change a quiz: a draft, or of a published one what may still change',
    },
    async (ctx, { params, body }) => quizDetail(ctx, (await changeQuiz(ctx, params.id, body)).id),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/quizzes/:id/dry-run',
      act: 'participation.prepare',
      takes: { params: byId, body: dryRun },
      gives: quizDryRun,
      summary: 'How a quiz would go with a thousand simulated people; nothing is kept',
    },
    (ctx, { params, body }) => dryRunOf(ctx, params.id, body),
  ),
  act('publish', 'Put a quiz before the public', publishQuiz),
  act('pause', 'Let nobody begin for now; what was begun goes on', pauseQuiz),
  act('resume', 'Let people begin again', resumeQuiz),
  act('withdraw', 'Take a quiz back', withdrawQuiz),
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/live',
      act: 'participation.read',
      takes: { params: byId },
      gives: quizLive,
      summary: 'What is going on in a quiz now',
    },
    (ctx, { params }) => liveOf(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/live/stream',
      act: 'participation.read',
      takes: { params: byId, query: streamQuery },
      gives: quizLive,
      summary: 'The same anew every few seconds, as server-sent events',
      everyMs: 3000,
    },
    (ctx, { params }) => liveOf(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/suspicions',
      act: 'participation.see-suspicions',
      takes: { params: byId, query: suspicionQuery },
      gives: suspicionPage,
      summary: 'What a person must look at in a quiz',
    },
    (ctx, { params, query }) => suspicionList(ctx, params.id, query),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/quizzes/:id/archive',
      act: 'participation.export',
      takes: { params: byId },
      gives: download,
      summary: 'Everything of a quiz for an auditor, as one archive with its own verifier',
    },
    (ctx, { params }) => archiveOf(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/suspicions/:id',
      act: 'participation.see-suspicions',
      takes: { params: byId, query: asOf },
      gives: suspicionAnswer,
      summary: 'One suspicion, with what was decided',
    },
    (ctx, { params }) => suspicionDetail(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/suspicions/:id/decide',
      act: 'participation.decide',
      takes: { params: byId, body: decideBody },
      gives: suspicionAnswer,
      summary: 'Clear somebody, or set them aside from the ranking',
    },
    async (ctx, { params, body }) => {
      await decideSuspicion(ctx, params.id, body)
      return suspicionDetail(ctx, params.id)
    },
  ),
]
