import type { z } from 'zod'
import { optionLetters, type PaperQuestion } from '#contract/participation/bank.ts'
import type { Attempt, startAttempt as startBody } from '#contract/participation/portal.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { aliasOf, seedOf } from '../alias.ts'
import { drawQuestions } from '../bank/index.ts'
import { bankVersionOf, type ReadyBank } from '../bankVersions.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { attemptOf, shownAttempt } from '../queries/attempt.ts'
import { endOf } from '../rules/attempt.ts'
import { stateOf } from '../rules/state.ts'
import { type Beginning, beginAttempt, beginningOf, joinQuiz } from '../store/attempts.ts'
import { holdOwn } from '../store/finishing.ts'
import { withdrawn } from '../withdrawn.ts'
import { finish } from './finish.ts'

/** Attempts to begin in a row: each that fails has met another of the same person that succeeded. */
const TRIES = 5

const unfinished = { finishedAt: null, score: null, tenths: null, closedByClock: false }

/**
 * Begins an attempt: its questions are drawn and its time runs from now, by this clock. One that runs is given back instead, so two tabs,
 * two telephones or a repeated request have the same paper; also while the quiz is paused.
 *
 * Refuses `participation.not-open` {opensAt}, `participation.paused`, `participation.over`, `participation.quiz-withdrawn`, and `participation.attempts-used-up` {most}
 * for the day in Asia/Shanghai.
 */
export async function startAttempt(ctx: Ctx, quizId: string, { device }: z.output<typeof startBody>): Promise<Attempt> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  for (let left = TRIES; left > 0; left--) {
    const found = await beginningOf(ctx, quizId)
    if (!found) throw refuse('participation.not-found')
    if (found.calledOff) throw withdrawn()
    // The session was read before this began, and may have ended since with everything of its citizen.
    if (found.erased) throw refuse('citizens.not-signed-in')
    if (found.running !== null && found.runsUntil !== null) {
      if (ctx.now < found.runsUntil) return attemptOf(ctx, found.running)
      await closeOwn(ctx, found, found.running)
    }
    mayBegin(ctx, found)
    const bank = await bankVersionOf(ctx, found.bankId, found.bankVersion)
    if (!found.joined) await join(ctx, quizId)
    const id = ctx.newId()
    const endsAt = endOf(ctx.now, found.rules.seconds, found.closesAt)
    const paper = drawQuestions(bank, seedOf(ctx.seal, id), found.rules.questions)
    const rights = paper.map(each => rightPlace(bank, each))
    const begun = await beginAttempt(ctx, {
      ...{ id, quizId, endsAt, paper, rights },
      number: found.used + 1,
      deviceKey: ctx.seal.mac(device, `quiz device ${ctx.regionId}`),
      addressKey:
        ctx.actor.address === undefined ? null : ctx.seal.mac(ctx.actor.address, `quiz address ${ctx.regionId}`),
    })
    if (begun) {
      const fresh = { id, quizId, citizenId: ctx.actor.id, startedAt: ctx.now, endsAt, paper, rights, ...unfinished }
      return shownAttempt(ctx, { ...found, ...fresh }, [], undefined)
    }
  }
  throw Object.assign(new Error('attempts of one person keep meeting'), { code: '40001' })
}

function mayBegin({ now }: Ctx, quiz: Beginning): void {
  const state = stateOf(quiz, now)
  if (state === 'announced') throw refuse('participation.not-open', { opensAt: quiz.opensAt.toISOString() })
  if (state === 'paused') throw refuse('participation.paused')
  if (state !== 'open') throw refuse('participation.over')
  if (quiz.used >= quiz.rules.attemptsPerDay)
    throw refuse('participation.attempts-used-up', { most: quiz.rules.attemptsPerDay })
}

/** An attempt whose time is over and that nobody closed yet does not keep its citizen from the next. */
async function closeOwn(ctx: Ctx, quiz: Beginning, attemptId: string): Promise<void> {
  const held = await holdOwn(ctx, attemptId)
  if (held && held.finishedAt === null) await finish(ctx, quiz, [held])
}

/** Puts the citizen into the quiz under the first of their aliases that nobody else has. */
async function join(ctx: Ctx, quizId: string): Promise<void> {
  for (let turn = 0; turn < TRIES; turn++)
    if (await joinQuiz(ctx, quizId, aliasOf(ctx.seal, quizId, ctx.actor.id, turn))) return
  // Erased in between, or five names in a row are taken: trying again tells which.
  throw Object.assign(new Error(`${TRIES} aliases in a row are taken`), { code: '40001' })
}

/** Where the right option stands in the order shown, from 0. */
function rightPlace(bank: ReadyBank, { questionCode, optionOrder }: PaperQuestion): number {
  return optionOrder.indexOf(optionLetters.indexOf(bank.question(questionCode).answer))
}
