import type { z } from 'zod'
import type { changeQuiz as changeBody, quizAct, quizFields } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { bankVersionOf } from '../bankVersions.ts'
import { newIn, quizPolicy } from '../policy.ts'
import { stateOf } from '../rules/state.ts'
import { banks, type Quiz, quizzes } from '../store/records.ts'

type Fields = z.output<typeof quizFields>
type Act = z.output<typeof quizAct>

/** The quiz, locked, on which the actor may do the verb, at the version they saw. */
async function lockFor(ctx: Ctx, id: string, verb: keyof typeof quizPolicy, version: number): Promise<Quiz> {
  const found = await quizzes.lock(ctx, id)
  if (!found) throw refuse('participation.not-found')
  must(ctx, quizPolicy, verb, found)
  if (found.version !== version) throw refuse('participation.changed-conflict', { seen: version, now: found.version })
  return found
}

/**
 * Sets up a quiz as a draft. Refuses `participation.ends-before-start`, `participation.bank-unknown`, and `participation.bank-too-small`
 * where the bank has fewer questions than a paper.
 */
export async function draftQuiz(ctx: Ctx, fields: Fields): Promise<Quiz> {
  must(ctx, quizPolicy, 'participation.prepare', newIn(ctx.regionId))
  await check(ctx, fields)
  const quiz = await quizzes.insert(ctx, {
    ...columnsOf(fields),
    ...{ draft: true, paused: false, calledOff: false, publishedBy: null, publishedAt: null },
  })
  await ctx.record('participation.quiz-drafted', { kind: 'quiz', id: quiz.id })
  return quiz
}

/**
 * Changes a quiz: a draft in everything; one that is published in its introduction, its end (later, and before it has come) and the day
 * its bank is published. People take part by the rules they were told, so anything else is refused: `participation.published-fixed`
 * {fields}, `participation.end-only-later`.
 */
export async function changeQuiz(
  ctx: Ctx,
  id: string,
  { version, reason, ...fields }: z.output<typeof changeBody>,
): Promise<Quiz> {
  const found = await lockFor(ctx, id, 'participation.change', version)
  if (found.calledOff) throw refuse('participation.already-withdrawn')
  await check(ctx, fields)
  const next = columnsOf(fields)
  const changed = differing(found, next)
  if (!found.draft) {
    const fixed = changed.filter(field => !stillOpen.includes(field))
    if (fixed.length > 0)
      throw refuse('participation.published-fixed', { fields: fixed.join(', ') }, { field: fixed[0] ?? '' })
    if (changed.includes('closesAt') && (next.closesAt < found.closesAt || ctx.now >= found.closesAt))
      throw refuse('participation.end-only-later', {}, { field: 'closesAt' })
  }
  const quiz = await quizzes.change(ctx, found, next, reason)
  await ctx.record('participation.quiz-changed', { kind: 'quiz', id }, { fields: changed, version: quiz.version })
  return quiz
}

/** Puts a draft before the public. Refuses `participation.not-draft`, and `participation.already-past` where its end has come. */
export async function publishQuiz(ctx: Ctx, id: string, { version, reason }: Act): Promise<Quiz> {
  const found = await lockFor(ctx, id, 'participation.publish', version)
  if (!found.draft || found.calledOff) throw refuse('participation.not-draft')
  if (found.closesAt <= ctx.now) throw refuse('participation.already-past')
  const quiz = await quizzes.change(
    ctx,
    found,
    { draft: false, publishedBy: ctx.actor.id, publishedAt: ctx.now },
    reason || undefined,
  )
  const { sha256 } = await bankVersionOf(ctx, quiz.bankId, quiz.bankVersion)
  await ctx.record(
    'participation.quiz-published',
    { kind: 'quiz', id },
    { opensAt: quiz.opensAt.toISOString(), closesAt: quiz.closesAt.toISOString(), bankSha256: sha256 },
  )
  return quiz
}

/** Lets nobody begin for now; what was begun goes on to its end, because its time runs. Wants a reason. */
export async function pauseQuiz(ctx: Ctx, id: string, { version, reason }: Act): Promise<Quiz> {
  const found = await lockFor(ctx, id, 'participation.pause', version)
  const state = stateOf(found, ctx.now)
  if (found.paused || (state !== 'announced' && state !== 'open')) throw refuse('participation.not-running')
  return act(ctx, found, { paused: true }, 'participation.quiz-paused', given(reason))
}

/** Lets people begin again. */
export async function resumeQuiz(ctx: Ctx, id: string, { version, reason }: Act): Promise<Quiz> {
  const found = await lockFor(ctx, id, 'participation.resume', version)
  if (!found.paused || found.calledOff) throw refuse('participation.not-paused')
  return act(ctx, found, { paused: false }, 'participation.quiz-resumed', reason)
}

/** Takes a quiz back: the portal says so to whoever comes for it, and nobody can hand anything in. Wants a reason; it stays in the office's list. */
export async function withdrawQuiz(ctx: Ctx, id: string, { version, reason }: Act): Promise<Quiz> {
  const found = await lockFor(ctx, id, 'participation.withdraw', version)
  if (found.calledOff) throw refuse('participation.already-withdrawn')
  return act(ctx, found, { calledOff: true }, 'participation.quiz-withdrawn', given(reason))
}

function given(reason: string): string {
  if (reason === '') throw refuse('participation.reason-missing', {}, { field: 'reason' })
  return reason
}

async function act(ctx: Ctx, found: Quiz, patch: Partial<Quiz>, event: string, reason: string): Promise<Quiz> {
  const quiz = await quizzes.change(ctx, found, patch, reason === '' ? undefined : reason)
  await ctx.record(event, { kind: 'quiz', id: quiz.id }, { version: quiz.version })
  return quiz
}

async function check(ctx: Ctx, { opensAt, closesAt, bankId, bankVersion, rules }: Fields): Promise<void> {
  if (new Date(closesAt) <= new Date(opensAt))
    throw refuse('participation.ends-before-start', {}, { field: 'closesAt' })
  const bank = await banks.find(ctx, bankId)
  if (!bank || bankVersion > bank.latest)
    throw refuse('participation.bank-unknown', {}, { field: bank ? 'bankVersion' : 'bankId' })
  const { questions } = await bankVersionOf(ctx, bankId, bankVersion)
  if (questions.length < rules.questions)
    throw refuse(
      'participation.bank-too-small',
      { count: questions.length, needs: rules.questions },
      { field: 'rules.questions' },
    )
}

type Columns = Omit<Fields, 'opensAt' | 'closesAt'> & { opensAt: Date; closesAt: Date }

function columnsOf({ opensAt, closesAt, ...fields }: Fields): Columns {
  return { ...fields, opensAt: new Date(opensAt), closesAt: new Date(closesAt) }
}

/** What may still change once people rely on it. */
const stillOpen = ['introZh', 'introEn', 'closesAt', 'bankPublishedOn']
const fieldNames = [
  ...(['titleZh', 'titleEn', 'introZh', 'introEn', 'organiser', 'bankId', 'bankVersion'] as const),
  ...(['opensAt', 'closesAt', 'rules', 'draws', 'bankPublishedOn'] as const),
]

const differing = (before: Quiz, after: Columns): string[] =>
  fieldNames.filter(field => canonical([before[field]]) !== canonical([after[field]]))
