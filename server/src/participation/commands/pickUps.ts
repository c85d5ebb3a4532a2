import type { z } from 'zod'
import type { setPickUp as setBody } from '#contract/participation/pickUp.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { newIn, prizePolicy } from '../policy.ts'
import { quizDraws } from '../store/drawRecords.ts'
import { type PickUpRow, pickUpId, pickUps } from '../store/pickUps.ts'
import { quizzes } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'

type Given = z.output<typeof setBody>

/**
 * Sets where and when the prizes of a quiz are fetched, for every draw that has no pick-up of its own; before it is published or later.
 * Refuses `participation.not-found`, `participation.quiz-withdrawn`, `participation.no-prizes` where the quiz draws nobody, and
 * `participation.changed-conflict`.
 */
export async function setPickUpOfQuiz(ctx: Ctx, quizId: string, given: Given): Promise<PickUpRow> {
  must(ctx, prizePolicy, 'participation.set-pick-up', newIn(ctx.regionId))
  // Held, so that of two people who set it first at the same time the second is told.
  const quiz = await quizzes.lock(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  if (quiz.calledOff) throw withdrawn()
  if (!quiz.draws) throw refuse('participation.no-prizes')
  return set(ctx, quizId, null, given)
}

/** The same for one draw, which goes before that of its quiz; refuses `participation.no-prizes` for a draw that was called off. */
export async function setPickUpOfDraw(ctx: Ctx, drawId: string, given: Given): Promise<PickUpRow> {
  must(ctx, prizePolicy, 'participation.set-pick-up', newIn(ctx.regionId))
  const draw = await quizDraws.lock(ctx, drawId)
  if (!draw) throw refuse('participation.not-found')
  if ((await quizzes.find(ctx, draw.quizId))?.calledOff) throw withdrawn()
  if (draw.calledOff) throw refuse('participation.no-prizes')
  return set(ctx, draw.quizId, drawId, given)
}

async function set(
  ctx: Ctx,
  quizId: string,
  drawId: string | null,
  { version, reason, place, times, bring }: Given,
): Promise<PickUpRow> {
  const id = await pickUpId(ctx, quizId, drawId)
  const before = id === undefined ? undefined : await pickUps.lock(ctx, id)
  const now = before?.version ?? 0
  if (now !== version) throw refuse('participation.changed-conflict', { seen: version, now })
  const why = reason === '' ? undefined : reason
  const set = before
    ? await pickUps.change(ctx, before, { place, times, bring }, why)
    : await pickUps.insert(ctx, { quizId, drawId, place, times, bring }, why === undefined ? {} : { reason: why })
  await ctx.record(
    'participation.pick-up-set',
    { kind: 'quiz-pick-up', id: set.id },
    { quiz: quizId, version: set.version, ...(drawId === null ? {} : { draw: drawId }) },
  )
  return set
}
