import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import { linkKind } from '#contract/registry.ts'
import { versioned } from '#contract/registryCommands.ts'
import * as shape from '#contract/registryQueue.ts'
import { type Route, route } from '#kernel/room.ts'
import { answerName } from '../commands/answers.ts'
import { undoAnswer } from '../commands/undoAnswer.ts'
import { listAnswers, listQueue, queueItem } from '../queries/queue.ts'

const read = 'registry.read'
const named = z.object({ kind: linkKind, id })

export const queueRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/registry/queue',
      act: read,
      takes: { query: shape.queueQuery },
      gives: shape.queuePage,
      summary: 'Names that wait for a person',
    },
    (ctx, { query }) => listQueue(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/queue/:kind/:id',
      act: read,
      takes: { params: named, query: shape.queueItemQuery },
      gives: shape.queueItem,
      summary: 'One name with its sentences and candidates',
    },
    (ctx, { params }) => queueItem(ctx, params.kind, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/queue/:kind/:id/answer',
      act: 'registry.judge',
      takes: { params: named, body: shape.newNameAnswer },
      gives: shape.answered,
      summary: 'Say which record a name is',
    },
    (ctx, { params, body }) => answerName(ctx, params.kind, params.id, body),
  ),
  route(
    {
      method: 'GET',
      path: '/registry/answers',
      act: read,
      takes: { query: shape.answerQuery },
      gives: shape.answerPage,
      summary: 'Answers given about names',
    },
    (ctx, { query }) => listAnswers(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: '/registry/answers/:id/undo',
      act: 'registry.judge',
      takes: { params: z.object({ id }), body: versioned },
      gives: shape.answered,
      summary: 'Take an answer about a name back',
    },
    (ctx, { params, body }) => undoAnswer(ctx, params.id, body),
  ),
]
