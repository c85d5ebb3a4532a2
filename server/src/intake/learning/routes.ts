import { z } from 'zod'
import { lessonDetail, lessonRow, lessonsQuery, switchLesson as switchLessonBody } from '#contract/intake/lessons.ts'
import { id, instant, page } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { lessonOf, lessonsList } from './lessons.ts'
import { switchLesson } from './switchLesson.ts'

const byId = z.object({ id })
const asked = z.object({ asOf: instant.optional() })

export const lessonRoutes: readonly Route[] = [
  route(
    {
      method: 'GET',
      path: '/intake/lessons',
      act: 'intake.see-lessons',
      takes: { query: lessonsQuery },
      gives: page(lessonRow),
      summary: 'What decisions about facts have taught the reader',
    },
    (ctx, { query }) => lessonsList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/intake/lessons/:id',
      act: 'intake.see-lessons',
      takes: { params: byId, query: asked },
      gives: lessonDetail,
      summary: 'A lesson explained: the decision that taught it, and how the fact read before and after',
    },
    (ctx, { params }) => lessonOf(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/lessons/:id/switch',
      act: 'intake.switch-lesson',
      takes: { params: byId, body: switchLessonBody },
      gives: lessonDetail,
      summary: 'Switch a lesson off or on again for the pages read from now on',
    },
    (ctx, { params, body }) => switchLesson(ctx, params.id, body),
  ),
]
