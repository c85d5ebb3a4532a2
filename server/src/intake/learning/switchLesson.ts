import type { LessonDetail, SwitchLesson } from '#contract/intake/lessons.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { lessons } from '../store/lessons.ts'
import { lessonOf } from './lessons.ts'

/**
 * Switches a lesson off or on again: pages read from now on are read without it or with it; what was read stays. Refuses
 * `intake.not-found`, `intake.changed-conflict` {seen, now}, `intake.lesson-on-already` and `intake.lesson-off-already`.
 */
export async function switchLesson(ctx: Ctx, id: string, { version, on, reason }: SwitchLesson): Promise<LessonDetail> {
  must(ctx, policy, 'intake.switch-lesson', { regionId: ctx.regionId, unitId: null, accepted: false })
  const lesson = await lessons.lock(ctx, id)
  if (!lesson) throw refuse('intake.not-found')
  if (version !== lesson.version)
    throw refuse('intake.changed-conflict', { seen: version, now: lesson.version }, { field: 'version' })
  if (on !== lesson.off)
    throw refuse(on ? 'intake.lesson-on-already' : 'intake.lesson-off-already', {}, { field: 'on' })
  await lessons.change(ctx, lesson, { off: !on, offReason: on ? null : reason || null }, reason || undefined)
  await ctx.record('intake.lesson-switched', { kind: 'lesson', id }, { kind: lesson.kind, on })
  return lessonOf(ctx, id)
}
