import type { Ctx } from '#kernel/context.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { finishAt, wrongAnswers } from '../rules/attempt.ts'
import { bucketChanges, cumulated } from '../rules/standing.ts'
import { isTooFast } from '../rules/suspicion.ts'
import { type AnswerRow, answersOf, answersOfAll } from '../store/attempts.ts'
import { type Finished, type Held, writeFinished } from '../store/finishing.ts'
import type { Quiz } from '../store/records.ts'
import { suspect } from './suspect.ts'

type RulesOf = Pick<Quiz, 'id' | 'rules'>
type Done = { finished: readonly Finished[]; answers: ReadonlyMap<string, readonly AnswerRow[]> }

/**
 * Finishes attempts of one quiz that are held and run: counts what was saved, moves their citizens in the ranking, and writes one entry
 * into the log for each, with the hash of its rows. Each counts once, because it is finished once.
 */
export async function finish(ctx: Ctx, quiz: RulesOf, held: readonly Held[]): Promise<Done> {
  const answers = await savedOf(ctx, held)
  const finished = held.map(attempt => finishedOf(ctx, quiz, attempt, answers.get(attempt.id) ?? []))
  const moves = held.map((attempt, at) => ({
    from: attempt.inRanking ? attempt.standing : null,
    to: attempt.inRanking ? (finished[at]?.standing ?? null) : null,
  }))
  await writeFinished(ctx, quiz.id, finished, bucketChanges(moves))
  for (const [at, attempt] of held.entries()) {
    const done = finished[at]
    if (!done) continue
    const own = answers.get(attempt.id) ?? []
    await ctx.record(
      'participation.attempt-finished',
      { kind: 'quiz-attempt', id: attempt.id },
      {
        quiz: quiz.id,
        score: done.score,
        tenths: done.tenths,
        closedByClock: done.closedByClock,
        sha256: hashOfAttempt({ ...attempt, ...done }, own),
      },
    )
    const answered = own.filter(({ choice }) => choice !== null).length
    if (isTooFast(quiz.rules, { tenths: done.tenths, questions: attempt.rights.length, answered }))
      await suspect(ctx, {
        quizId: quiz.id,
        citizenId: attempt.citizenId,
        attemptId: attempt.id,
        kind: 'too-fast',
        about: attempt.id,
        facts: { tenths: done.tenths, questions: attempt.rights.length },
      })
  }
  return { finished, answers }
}

async function savedOf(ctx: Ctx, held: readonly Held[]): Promise<Map<string, AnswerRow[]>> {
  const [only, ...others] = held
  if (only && others.length === 0) return new Map([[only.id, await answersOf(ctx, only.id)]])
  return answersOfAll(
    ctx,
    held.map(({ id }) => id),
  )
}

function finishedOf(ctx: Ctx, { rules }: RulesOf, attempt: Held, answers: readonly AnswerRow[]): Finished {
  const { finishedAt, closedByClock, tenths } = finishAt(attempt, ctx.now, answers)
  const score = answers.filter(({ isRight }) => isRight).length * rules.points
  const wrong = wrongAnswers(
    answers.map(({ position, option, isRight }) => ({
      code: attempt.paper[position - 1]?.questionCode ?? '',
      option,
      isRight,
    })),
  )
  const counted = { score, tenths, finishedAt }
  return {
    ...counted,
    id: attempt.id,
    citizenId: attempt.citizenId,
    closedByClock,
    wrongKey: wrong === null ? null : fingerprintOf(wrong),
    standing: cumulated(rules.cumulation, attempt.standing, counted),
  }
}

type HashedAttempt = Pick<Held, 'id' | 'quizId' | 'citizenId' | 'startedAt' | 'endsAt' | 'paper' | 'closedByClock'> & {
  finishedAt: Date | null
  score: number | null
  tenths: number | null
}

/** SHA-256 over the canonical JSON of a finished attempt and its answers: what the log carries of them. */
export function hashOfAttempt(attempt: HashedAttempt, answers: readonly AnswerRow[]): string {
  const { id, quizId, citizenId, startedAt, endsAt, finishedAt, score, tenths, closedByClock, paper } = attempt
  return fingerprintOf({
    attempt: { id, quizId, citizenId, startedAt, endsAt, finishedAt, score, tenths, closedByClock, paper },
    answers: answers.map(({ position, choice, option, isRight, savedAt }) => [
      position,
      choice,
      option,
      isRight,
      savedAt,
    ]),
  })
}
