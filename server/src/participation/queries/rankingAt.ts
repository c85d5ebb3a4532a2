import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { type RankedThen, rankingFromAttempts } from '../store/ranking.ts'
import { quizzes } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'

/**
 * The ranking of a quiz as of an instant, first place first, at most `top` people: computed from the finished attempts alone, so that
 * anybody who has them computes the same. Who was set aside or erased by then is not in it. It changes no more once `closeExpired` was
 * called for that instant, in a command that waited for the others (`fixedInstant`). Refuses `participation.not-found` and
 * `participation.quiz-withdrawn`: nothing of a quiz that was taken back counts.
 */
export async function rankingAt(ctx: Ctx, quizId: string, instant: Date, top: number): Promise<RankedThen[]> {
  const quiz = await quizzes.find(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  if (quiz.calledOff) throw withdrawn()
  return rankingFromAttempts(ctx, quizId, quiz.rules.cumulation, instant, top)
}
