import type { z } from 'zod'
import type { drawAct } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { announcementHash, announcementOf, drandChains, proofOf } from '#kernel/draws/index.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { announcing, idsOf, mustHaveFallbacks } from '../announcing.ts'
import { drawPolicy } from '../policy.ts'
import { allUsed, firstInstant } from '../settling.ts'
import { entriesOf, forgetPlacesOf, placesOf, type QuizDrawRow, quizDraws } from '../store/drawRecords.ts'
import { quizzes } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'
import { openPrizes } from './prizes.ts'

type Act = z.output<typeof drawAct>

/**
 * The draw, locked, on which the actor may do the verb, at the version they saw, with its quiz. Refuses `participation.not-found`,
 * `participation.changed-conflict` and `participation.quiz-withdrawn`.
 */
export async function lockDraw(ctx: Ctx, id: string, verb: keyof typeof drawPolicy, version: number) {
  const draw = await quizDraws.lock(ctx, id)
  if (!draw) throw refuse('participation.not-found')
  must(ctx, drawPolicy, verb, draw)
  if (draw.version !== version) throw refuse('participation.changed-conflict', { seen: version, now: draw.version })
  const quiz = await quizzes.find(ctx, draw.quizId)
  if (!quiz) throw new Error(`the draw ${id} is of a quiz that is not there`)
  if (quiz.calledOff) throw withdrawn()
  return { draw, quiz }
}

const about = ({ id }: QuizDrawRow) => ({ kind: 'quiz-draw', id })
const given = (reason: string) => (reason === '' ? undefined : reason)

/**
 * Announces a frozen draw, at this instant: from now on the log holds the hash of what will be drawn from what. Refuses
 * `participation.draw-not-frozen`, `participation.same-person` for who froze it, `participation.fallback-missing`, and sources that are not ahead any more (`draws.…`).
 */
export async function announceDraw(ctx: Ctx, id: string, { version, reason }: Act): Promise<QuizDrawRow> {
  const { draw, quiz } = await lockDraw(ctx, id, 'participation.announce-draw', version)
  if (draw.announcement !== null || draw.calledOff) throw refuse('participation.draw-not-frozen')
  if (draw.frozenBy === ctx.actor.id) throw refuse('participation.same-person')
  mustHaveFallbacks(draw.sources)
  const announcement = announcementOf(announcing(quiz, draw, await placesOf(ctx, id), ctx.now), drandChains())
  const hash = announcementHash(announcement)
  const announcementEntry = await ctx.record('participation.draw-announced', about(draw), { quiz: quiz.id, hash })
  const announced = { announcement, announcementHash: hash, announcementEntry, announcedBy: ctx.actor.id }
  return changed(ctx, await quizDraws.change(ctx, draw, announced, given(reason)), 'participation.draw-changed')
}

/**
 * Calls a draw off, so that its cut-off can be frozen again; wants a reason. Refuses `participation.draw-over`, and
 * `participation.draw-under-way` {at} once the first source of an announced draw may be known: whoever dislikes a result could draw again.
 */
export async function callOffDraw(ctx: Ctx, id: string, { version, reason }: Act): Promise<QuizDrawRow> {
  const { draw } = await lockDraw(ctx, id, 'participation.call-off-draw', version)
  if (draw.calledOff || draw.result !== null) throw refuse('participation.draw-over')
  if (reason === '') throw refuse('participation.reason-missing', {}, { field: 'reason' })
  const first = firstInstant(draw)
  if (draw.announcement !== null && ctx.now >= first)
    throw refuse('participation.draw-under-way', { at: first.toISOString() })
  // Nobody needs to know any more who stands behind the names.
  await forgetPlacesOf(ctx, id)
  const next = await quizDraws.change(ctx, draw, { calledOff: true }, reason)
  return changed(ctx, next, 'participation.draw-called-off')
}

/**
 * Draws, once every source has spoken: what comes out is fixed by the announcement and what the sources said, whoever does it. Refuses
 * `participation.draw-not-ready`.
 */
export async function runDraw(ctx: Ctx, id: string, { version, reason }: Act): Promise<QuizDrawRow> {
  const { draw } = await lockDraw(ctx, id, 'participation.run-draw', version)
  const used = draw.announcement && allUsed(draw.sources, await entriesOf(ctx, id))
  if (!draw.announcement || !used || draw.calledOff || draw.result !== null)
    throw refuse('participation.draw-not-ready')
  const proof = proofOf(draw.announcement, used, idsOf(await placesOf(ctx, id)), drandChains())
  const { poolRoot, key, winners, reserves, steps } = proof
  if (poolRoot === undefined) throw new Error(`the draw ${id} gave no root`)
  const result = { poolRoot, key, winners, reserves, steps }
  const drawn = await quizDraws.change(ctx, draw, { used, result, drawnBy: ctx.actor.id }, given(reason))
  return changed(ctx, drawn, 'participation.draw-drawn', { key })
}

/** Publishes what was drawn, and opens the prizes. Refuses `participation.draw-not-drawn` and `participation.same-person` for who drew. */
export async function publishDraw(ctx: Ctx, id: string, { version, reason }: Act): Promise<QuizDrawRow> {
  const { draw, quiz } = await lockDraw(ctx, id, 'participation.publish-draw', version)
  if (draw.result === null || draw.publishedAt !== null) throw refuse('participation.draw-not-drawn')
  if (draw.drawnBy === ctx.actor.id) throw refuse('participation.same-person')
  const published = await quizDraws.change(
    ctx,
    draw,
    { publishedBy: ctx.actor.id, publishedAt: ctx.now },
    given(reason),
  )
  await changed(ctx, published, 'participation.draw-published', { winners: draw.result.winners.length })
  await openPrizes(ctx, { draw: published, quiz })
  return published
}

async function changed(ctx: Ctx, draw: QuizDrawRow, event: string, facts: Record<string, string | number> = {}) {
  await ctx.record(event, about(draw), { quiz: draw.quizId, number: draw.number, version: draw.version, ...facts })
  return draw
}
