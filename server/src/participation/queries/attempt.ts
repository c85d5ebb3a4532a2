import type { Attempt } from '#contract/participation/portal.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { showPaper } from '../bank/index.ts'
import { bankVersionOf, type ReadyBank } from '../bankVersions.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { type AnswerRow, type AttemptRow, answersOf, ownAttempt, type ShownBy } from '../store/attempts.ts'
import { type Placed, placeIn } from '../store/ranking.ts'
import { withdrawn } from '../withdrawn.ts'
import { sourceLine } from './openBank.ts'

/**
 * The citizen's own attempt as it stands. Refuses `participation.not-found`, also for an attempt of somebody else, and
 * `participation.quiz-withdrawn`.
 */
export async function attemptOf(ctx: Ctx, id: string): Promise<Attempt> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  const found = await ownAttempt(ctx, id)
  if (!found) throw refuse('participation.not-found')
  if (found.calledOff) throw withdrawn()
  const placed = found.finishedAt === null ? undefined : await placeIn(ctx, found.quizId, found.citizenId)
  return shownAttempt(ctx, found, await answersOf(ctx, id), placed)
}

/**
 * An attempt as it is shown. Before it is finished nothing in it tells which option is right; after that only where the quiz shows answers
 * by then.
 */
export async function shownAttempt(
  ctx: Ctx,
  attempt: AttemptRow & ShownBy,
  answers: readonly AnswerRow[],
  placed: Placed | undefined,
): Promise<Attempt> {
  const bank = await bankVersionOf(ctx, attempt.bankId, attempt.bankVersion)
  const given = new Map(answers.map(answer => [answer.position, answer]))
  const { finishedAt, score, tenths, closedByClock } = attempt
  return {
    id: attempt.id,
    quizId: attempt.quizId,
    startedAt: attempt.startedAt.toISOString(),
    endsAt: attempt.endsAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    now: ctx.now.toISOString(),
    questions: showPaper(bank, attempt.paper).map(({ stem, options }, index) => ({
      position: index + 1,
      stem,
      options: [...options],
      choice: given.get(index + 1)?.choice ?? null,
      savedAt: given.get(index + 1)?.savedAt.toISOString() ?? null,
    })),
    result:
      finishedAt === null || score === null || tenths === null
        ? null
        : {
            ...{ score, tenths, closedByClock },
            place: placed?.place ?? null,
            of: placed?.people ?? 0,
            questions:
              attempt.rules.answersShown === 'after-end' && ctx.now < attempt.closesAt
                ? null
                : judged(bank, attempt, given),
          },
  }
}

function judged(bank: ReadyBank, { paper, rights }: AttemptRow, given: ReadonlyMap<number, AnswerRow>) {
  return paper.map(({ questionCode }, index) => {
    const { explanation, source } = bank.question(questionCode)
    return {
      position: index + 1,
      right: rights[index] ?? 0,
      isRight: given.get(index + 1)?.isRight ?? false,
      explanation,
      source: sourceLine(source),
    }
  })
}
