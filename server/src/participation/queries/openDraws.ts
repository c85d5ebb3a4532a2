import type { z } from 'zod'
import type { DrawAnnouncement, DrawProof } from '#contract/draws.ts'
import type { openDraws as drawsAnswer, openPool as poolAnswer } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { readInput } from '#kernel/draws/index.ts'
import { entryInLog } from '#kernel/log/inLog.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Download } from '#kernel/room.ts'
import { idsOf } from '../announcing.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { allUsed, drawState } from '../settling.ts'
import { drawsOf, entriesOf, placesOf, type QuizDrawRow, quizDraws } from '../store/drawRecords.ts'
import { published } from './openBank.ts'
import { openWinners } from './prizes.ts'

const mayLook = (ctx: Ctx) => must(ctx, portalPolicy, 'participation.portal', newIn(ctx.regionId))

type Announced = QuizDrawRow & { announcement: DrawAnnouncement; announcementHash: string }
const isAnnounced = (draw: QuizDrawRow): draw is Announced =>
  draw.announcement !== null && draw.announcementHash !== null

/** The announced draws of a published quiz, whoever asks; also those called off. Winners are told once a draw is published. */
export async function openDraws(ctx: Ctx, quizId: string): Promise<z.input<typeof drawsAnswer>> {
  mayLook(ctx)
  const quiz = await published(ctx, quizId)
  const draws = []
  for (const draw of (await drawsOf(ctx, quizId)).filter(isAnnounced)) {
    const { id, number, announcement, announcementHash, publishedAt } = draw
    const state = drawState(draw, allUsed(draw.sources, await entriesOf(ctx, id)) !== undefined)
    if (state === 'frozen') continue
    draws.push({
      ...{ id, number, state, announcement, announcementHash },
      cutoff: draw.cutoff.toISOString(),
      publishedAt: publishedAt?.toISOString() ?? null,
      prize: quiz.draws?.prize ?? '',
      used: publishedAt === null ? [] : (draw.used ?? []),
      winners: publishedAt === null ? [] : await openWinners(ctx, id),
    })
  }
  return { draws, now: ctx.now.toISOString() }
}

/** An announced draw of a quiz that is public. Refuses `participation.not-found` and `participation.quiz-withdrawn`. */
async function announcedDraw(ctx: Ctx, id: string): Promise<Announced> {
  mayLook(ctx)
  const draw = await quizDraws.find(ctx, id)
  if (!draw || !isAnnounced(draw)) throw refuse('participation.not-found')
  await published(ctx, draw.quizId)
  return draw
}

/** The pool of an announced draw under public names: with the announcement and the sources anybody computes the draw themselves. */
export async function openPool(ctx: Ctx, id: string): Promise<z.input<typeof poolAnswer>> {
  const { announcement } = await announcedDraw(ctx, id)
  const { pool, exclude = [] } = idsOf(await placesOf(ctx, id))
  return { announcement, pool, exclude }
}

/**
 * The proof of a published draw, as a file: everything to compute it again, with the place of the announcement in the log once a signed
 * checkpoint covers it. Refuses `participation.not-found` and, before it is published, `participation.draw-not-published`.
 */
export async function openProof(ctx: Ctx, id: string): Promise<Download> {
  const draw = await announcedDraw(ctx, id)
  if (draw.publishedAt === null) throw refuse('participation.draw-not-published')
  const proof = await proofOfDraw(ctx, draw)
  const text = `${JSON.stringify(proof, null, 1)}\n`
  return {
    name: `draw-${draw.number}-${id}.json`,
    type: 'application/json; charset=utf-8',
    bytes: new TextEncoder().encode(text),
  }
}

/** The proof of a draw that was drawn, with the place of its announcement in the log once a signed checkpoint covers it. */
export async function proofOfDraw(ctx: Ctx, draw: QuizDrawRow): Promise<DrawProof> {
  const { announcement, announcementEntry, used, result } = draw
  if (!announcement || !used || !result || announcementEntry === null)
    throw new Error(`the draw ${draw.id} is published and was not drawn`)
  const { algorithm, winners, reserves } = announcement
  const sources = used.map(({ value }) => value)
  const input = readInput({ algorithm, ...idsOf(await placesOf(ctx, draw.id)), winners, reserves, sources })
  const log = await entryInLog(ctx.tx, ctx.regionId, announcementEntry)
  return { announcement, used, ...(log ? { log } : {}), input, ...result }
}
