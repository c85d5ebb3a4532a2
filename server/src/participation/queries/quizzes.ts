import type { z } from 'zod'
import type { Quiz as QuizAnswer, QuizLive, quizQuery } from '#contract/participation/quiz.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { bankVersionOf } from '../bankVersions.ts'
import { quizPolicy } from '../policy.ts'
import { cutoffsOf, openActs, stateOf } from '../rules/state.ts'
import { listQuizzes } from '../store/lists.ts'
import { banks, type Quiz, quizzes } from '../store/records.ts'
import { liveCounts, liveQuestions, liveScores } from '../store/tally.ts'

const asked = (ctx: Ctx) => ctx.asOf ?? ctx.now

/** What the actor may do on a quiz and its state leaves open. */
function may(ctx: Ctx, quiz: Quiz): string[] {
  const open = openActs(quiz, asked(ctx))
  return mayOn(ctx, quizPolicy, quiz).filter(verb => open.has(verb))
}

/** One page of quizzes, as of the context's instant. */
export const quizList = (ctx: Ctx, query: z.output<typeof quizQuery>) =>
  listQuizzes(ctx, query, row => ({
    id: row.id,
    titleZh: row.titleZh,
    titleEn: row.titleEn,
    state: stateOf(row, asked(ctx)),
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    version: row.version,
    people: row.people,
    finished: row.finished,
    suspicions: row.suspicions,
    may: may(ctx, row),
  }))

/** One quiz as its organiser sees it, as of the context's instant. */
export async function quizDetail(ctx: Ctx, id: string): Promise<QuizAnswer> {
  const quiz = await found(ctx, id)
  const { titleZh, titleEn, introZh, introEn, organiser, bankId, bankVersion, rules, draws, bankPublishedOn } = quiz
  const names = await memberNames(ctx, [quiz.publishedBy])
  return {
    ...{ id, titleZh, titleEn, introZh, introEn, organiser, bankId, bankVersion, rules, draws, bankPublishedOn },
    opensAt: quiz.opensAt.toISOString(),
    closesAt: quiz.closesAt.toISOString(),
    version: quiz.version,
    state: stateOf(quiz, asked(ctx)),
    bankTitle: (await banks.find(ctx, bankId))?.titleZh ?? '',
    cutoffs: cutoffsOf(quiz, draws).map(at => at.toISOString()),
    publishedBy: quiz.publishedBy === null ? null : (names.get(quiz.publishedBy) ?? ''),
    may: may(ctx, quiz),
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

async function found(ctx: Ctx, id: string): Promise<Quiz> {
  const quiz = await quizzes.find(ctx, id)
  if (!quiz) throw refuse('participation.not-found')
  must(ctx, quizPolicy, 'participation.read', quiz)
  return quiz
}

/** What is going on in a quiz now: exact counts of one instant. */
export async function liveOf(ctx: Ctx, id: string): Promise<QuizLive> {
  const quiz = await found(ctx, id)
  const bank = await bankVersionOf(ctx, quiz.bankId, quiz.bankVersion)
  const counts = await liveCounts(ctx, id)
  if (!counts) throw new Error('a count gave nothing')
  const shown = new Map((await liveQuestions(ctx, id)).map(each => [each.code, each]))
  const { people, running, finished, closedByClock, suspicions } = counts
  return {
    at: ctx.now.toISOString(),
    ...{ people, running, finished, closedByClock },
    started: running + finished,
    scores: await liveScores(ctx, id),
    questions: bank.questions.map(({ code, stem }) => ({
      ...{ code, stem, shown: 0, answered: 0, right: 0 },
      ...shown.get(code),
    })),
    suspicionsWaiting: suspicions,
  }
}
