import type { AnswerSaved, Attempt } from '#contract/participation/portal.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { attemptOf, shownAttempt } from '../queries/attempt.ts'
import { ownAttempt, saveAnswer } from '../store/attempts.ts'
import { holdOwn } from '../store/finishing.ts'
import { placeIn } from '../store/ranking.ts'
import { withdrawn } from '../withdrawn.ts'
import { finish } from './finish.ts'

/**
 * Saves an answer to the question at a place of the paper (from 1); one given before is replaced, null takes it back. Whatever is
 * acknowledged here counts.
 *
 * Refuses `participation.not-found` for an attempt that is not the citizen's own; `participation.quiz-withdrawn`,
 * `participation.attempt-finished`, `participation.time-over`, `participation.position-unfit` {position, questions} and `participation.choice-unfit` {place}.
 */
export async function giveAnswer(
  ctx: Ctx,
  attemptId: string,
  position: number,
  choice: number | null,
): Promise<AnswerSaved> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  const saved = await saveAnswer(ctx, attemptId, position, choice)
  if (!saved) throw await whyNotSaved(ctx, attemptId, position, choice)
  const now = ctx.now.toISOString()
  return { position, choice, savedAt: now, answered: saved.answered, now, endsAt: saved.endsAt.toISOString() }
}

/** Asked only when an answer was not saved, which is seldom. */
async function whyNotSaved(ctx: Ctx, attemptId: string, position: number, choice: number | null): Promise<Refusal> {
  const attempt = await ownAttempt(ctx, attemptId)
  if (!attempt) return refuse('participation.not-found')
  if (attempt.calledOff) return withdrawn()
  // Also where another process, whose clock is a moment ahead, closed it first.
  if (ctx.now >= attempt.endsAt || attempt.closedByClock) return refuse('participation.time-over')
  if (attempt.finishedAt !== null) return refuse('participation.attempt-finished')
  const questions = attempt.rights.length
  if (position < 1 || position > questions)
    return refuse('participation.position-unfit', { position, questions }, { field: 'position' })
  return refuse('participation.choice-unfit', { place: (choice ?? 0) + 1 }, { field: 'choice' })
}

/**
 * Hands an attempt in: it is counted with what was saved, and the time it took is this clock's. Sent again, from wherever, it changes
 * nothing and gives the same result. When its time is over it is closed by the clock with what was saved before. Refuses
 * `participation.not-found` and, where the quiz was taken back meanwhile, `participation.quiz-withdrawn`.
 */
export async function submitAttempt(ctx: Ctx, attemptId: string): Promise<Attempt> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  const held = await holdOwn(ctx, attemptId)
  if (!held) throw refuse('participation.not-found')
  if (held.calledOff) throw withdrawn()
  if (held.finishedAt !== null) return attemptOf(ctx, attemptId)
  const { finished, answers } = await finish(ctx, { id: held.quizId, rules: held.rules }, [held])
  const placed = await placeIn(ctx, held.quizId, held.citizenId)
  return shownAttempt(ctx, { ...held, ...finished[0] }, answers.get(held.id) ?? [], placed)
}
