import type { z } from 'zod'
import type { OpenQuiz, OwnStanding, Ranking, rankingQuery } from '#contract/participation/portal.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { aliasOf } from '../alias.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { cutoffsOf, stateOf } from '../rules/state.ts'
import { isTaken, ownAttempts } from '../store/attempts.ts'
import { publishedQuizzes } from '../store/lists.ts'
import { peopleOf, placeIn, rankedFrom } from '../store/ranking.ts'
import type { Quiz } from '../store/records.ts'
import { isBankPublic, published } from './openBank.ts'

const mayLook = (ctx: Ctx) => must(ctx, portalPolicy, 'participation.portal', newIn(ctx.regionId))

/** The published quizzes of the region, whoever asks. */
export async function openQuizzes(ctx: Ctx): Promise<{ quizzes: OpenQuiz[]; now: string }> {
  mayLook(ctx)
  const found = await publishedQuizzes(ctx)
  return { quizzes: found.map(quiz => shownQuiz(ctx, quiz)), now: ctx.now.toISOString() }
}

/** One of them. Refuses `participation.not-found`, also for a draft, and `participation.quiz-withdrawn`. */
export async function openQuiz(ctx: Ctx, id: string): Promise<OpenQuiz> {
  mayLook(ctx)
  return shownQuiz(ctx, await published(ctx, id))
}

function shownQuiz(ctx: Ctx, quiz: Quiz & { people: number }): OpenQuiz {
  const state = stateOf(quiz, ctx.now)
  if (state === 'draft' || state === 'withdrawn') throw new Error(`the quiz ${quiz.id} is ${state} and not published`)
  const { id, titleZh, titleEn, introZh, introEn, organiser, rules, draws, people } = quiz
  return {
    ...{ id, titleZh, titleEn, introZh, introEn, organiser, state, rules, draws, people },
    opensAt: quiz.opensAt.toISOString(),
    closesAt: quiz.closesAt.toISOString(),
    cutoffs: cutoffsOf(quiz, draws).map(at => at.toISOString()),
    bankIsPublic: isBankPublic(ctx, quiz),
    now: ctx.now.toISOString(),
  }
}

/** The ranking from a place on; a signed-in citizen's own row says so. Exact on one snapshot. */
export async function rankingOf(
  ctx: Ctx,
  quizId: string,
  { from, limit }: z.output<typeof rankingQuery>,
): Promise<Ranking> {
  mayLook(ctx)
  await published(ctx, quizId)
  const found = await rankedFrom(ctx, quizId, from, limit)
  return {
    rows: found.map(({ citizenId, alias, score, tenths, finishedAt }, index) => ({
      ...{ place: from + index, alias, score, tenths },
      finishedAt: finishedAt.toISOString(),
      isOwn: citizenId === ctx.actor.id,
    })),
    of: await peopleOf(ctx, quizId),
    now: ctx.now.toISOString(),
  }
}

/** How the citizen stands: alias, place, what is left of the day, and the own attempts, newest first, at most a hundred. */
export async function ownStanding(ctx: Ctx, quizId: string): Promise<OwnStanding> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  const quiz = await published(ctx, quizId)
  const [placed, attempts] = [await placeIn(ctx, quizId, ctx.actor.id), await ownAttempts(ctx, quizId)]
  const isCounted = placed !== undefined && placed.place !== null
  return {
    alias: placed?.alias ?? (await aliasToBe(ctx, quizId)),
    attemptsLeftToday: Math.max(0, quiz.rules.attemptsPerDay - attempts.filter(({ isToday }) => isToday).length),
    running: attempts.find(({ finishedAt, endsAt }) => finishedAt === null && ctx.now < endsAt)?.id ?? null,
    place: placed?.place ?? null,
    score: isCounted ? placed.score : null,
    tenths: isCounted ? placed.tenths : null,
    of: placed?.people ?? quiz.people,
    setAside: placed?.setAside ?? false,
    attempts: attempts.map(({ id, startedAt, finishedAt, score, tenths }) => ({
      ...{ id, score, tenths },
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
    now: ctx.now.toISOString(),
  }
}

/** The alias a citizen will have who has not begun yet. */
async function aliasToBe(ctx: Ctx, quizId: string): Promise<string> {
  const first = aliasOf(ctx.seal, quizId, ctx.actor.id)
  return (await isTaken(ctx, quizId, first)) ? aliasOf(ctx.seal, quizId, ctx.actor.id, 1) : first
}
