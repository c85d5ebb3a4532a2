import type { z } from 'zod'
import type { ownPrizes as ownAnswer, prizePage, prizeQuery, PrizeRow as Shown } from '#contract/participation/draws.ts'
import { agreeing, phonesOf } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { claimCodeOf } from '../alias.ts'
import { newIn, portalPolicy, prizePolicy } from '../policy.ts'
import { fetchByOf, maskedName } from '../rules/prize.ts'
import { quizDraws } from '../store/drawRecords.ts'
import { type PickUpRow, pickUpsOf } from '../store/pickUps.ts'
import {
  type HolderRow,
  holdersOf,
  listPrizes,
  nameIn,
  ownPrizes,
  type PrizeRow,
  prizes,
  prizesOf,
} from '../store/prizes.ts'
import { type Quiz, quizzes } from '../store/records.ts'
import { published } from './openBank.ts'
import { shownOf } from './pickUps.ts'

const daysOf = ({ draws }: Pick<Quiz, 'draws'>) => draws?.disputeDays ?? 0

async function quizOf(ctx: Ctx, id: string): Promise<Quiz> {
  const quiz = await quizzes.find(ctx, id)
  if (!quiz) throw new Error(`a prize is of the quiz ${id}, which is not there`)
  return quiz
}

/** One page of the prizes of a draw, for the office, as of the context's instant; names are told until they are erased. */
export async function prizeList(
  ctx: Ctx,
  drawId: string,
  query: z.output<typeof prizeQuery>,
): Promise<z.input<typeof prizePage>> {
  must(ctx, prizePolicy, 'participation.see-prizes', newIn(ctx.regionId))
  const draw = await quizDraws.find(ctx, drawId)
  if (!draw) throw refuse('participation.not-found')
  const page = await listPrizes(ctx, drawId, query, row => row)
  return { ...page, rows: await shown(ctx, await quizOf(ctx, draw.quizId), page.rows) }
}

/** One prize as the office sees it after an act on it. */
export async function prizeShown(ctx: Ctx, id: string): Promise<Shown> {
  const prize = await prizes.find(ctx, id)
  if (!prize) throw refuse('participation.not-found')
  const [row] = await shown(ctx, await quizOf(ctx, prize.quizId), [prize])
  if (!row) throw new Error(`the prize ${id} is not shown`)
  return row
}

/** The acts on a prize that its state leaves open. */
const openActs: Readonly<Record<string, readonly string[]>> = {
  won: ['participation.refuse-prize'],
  claimed: ['participation.hand-over-prize', 'participation.refuse-prize'],
}

async function shown(ctx: Ctx, quiz: Quiz, rows: readonly PrizeRow[]): Promise<Shown[]> {
  const holders = await holdersOf(
    ctx,
    rows.map(({ id }) => id),
  )
  const phones = await phonesOf(ctx, citizensOf(holders))
  return rows.map(prize => {
    const { id, number, alias, state, claimBy, out, reason, version, movedUpFor } = prize
    const holder = holders.get(id)
    const isNamed = state === 'claimed' || state === 'handed-over'
    return {
      ...{ id, number, alias, state, out, reason, version },
      claimBy: claimBy.toISOString(),
      fetchBy: fetchByOf(claimBy, daysOf(quiz)).toISOString(),
      movedUp: movedUpFor !== null,
      name: holder && isNamed ? nameIn(ctx, holder) : null,
      lastFour: (isNamed && holder?.citizenId && phones.get(holder.citizenId)?.slice(-4)) || null,
      toldAt: holder?.toldAt?.toISOString() ?? null,
      erasedAt: holder?.erasedAt?.toISOString() ?? null,
      may: mayOn(ctx, prizePolicy, prize).filter(
        verb => verb === 'participation.see-prizes' || openActs[state]?.includes(verb),
      ),
    }
  })
}

const citizensOf = (holders: ReadonlyMap<string, HolderRow>) =>
  [...holders.values()].flatMap(({ citizenId }) => citizenId ?? [])

/** What everybody reads of the prizes of a published draw; a name, masked, of who agreed to it and still does. */
export async function openWinners(ctx: Ctx, drawId: string) {
  const rows = await prizesOf(ctx, drawId)
  const holders = await holdersOf(
    ctx,
    rows.map(({ id }) => id),
  )
  const willing = new Map([...holders].filter(([, { publish, citizenId }]) => publish && citizenId !== null))
  const agree = await agreeing(ctx, citizensOf(willing), 'publish-name-1')
  const phones = await phonesOf(ctx, [...agree])
  return rows.map(({ id, number, alias, movedUpFor, out }) => {
    const holder = willing.get(id)
    const phone = holder?.citizenId ? phones.get(holder.citizenId) : undefined
    const name = holder && phone !== undefined && out === null ? nameIn(ctx, holder) : null
    return {
      ...{ number, alias },
      masked: name === null || phone === undefined ? null : maskedName(name, phone),
      movedUp: movedUpFor !== null,
      isOut: out !== null,
    }
  })
}

/** The citizen's own prizes of a quiz, with the code that is shown when one is fetched. */
export async function prizesOfOwn(ctx: Ctx, quizId: string): Promise<z.input<typeof ownAnswer>> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  await published(ctx, quizId)
  return ownShown(ctx, await ownPrizes(ctx, ctx.actor.id, quizId))
}

/** Those of every quiz, the newest first; without those of quizzes that were taken back, in which nothing counts. */
export async function allPrizesOfOwn(ctx: Ctx): Promise<z.input<typeof ownAnswer>> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  return ownShown(ctx, (await ownPrizes(ctx, ctx.actor.id)).reverse())
}

async function ownShown(ctx: Ctx, own: Awaited<ReturnType<typeof ownPrizes>>): Promise<z.input<typeof ownAnswer>> {
  const around = new Map<string, { quiz: Quiz; pickUps: readonly PickUpRow[] }>()
  for (const { quizId } of own)
    if (!around.has(quizId))
      around.set(quizId, { quiz: await quizOf(ctx, quizId), pickUps: await pickUpsOf(ctx, quizId) })
  const agrees = (await agreeing(ctx, [ctx.actor.id], 'publish-name-1')).has(ctx.actor.id)
  const shownOnes = own.flatMap(
    ({ id, quizId, drawId, drawNumber, state, claimBy, movedUpFor, out, reason, publish }) => {
      const of = around.get(quizId)
      if (!of || of.quiz.calledOff) return []
      const { quiz, pickUps } = of
      return {
        ...{ id, quizId, drawId, drawNumber, state, out, reason: out === 'refused' ? reason : null },
        quizTitleZh: quiz.titleZh,
        quizTitleEn: quiz.titleEn,
        organiser: quiz.organiser,
        prize: quiz.draws?.prize ?? '',
        claimBy: claimBy.toISOString(),
        fetchBy: fetchByOf(claimBy, daysOf(quiz)).toISOString(),
        movedUp: movedUpFor !== null,
        publish: publish && agrees,
        claimCode: state === 'claimed' ? claimCodeOf(ctx.seal, id) : null,
        pickUp: shownOf(pickUps, drawId),
      }
    },
  )
  return { prizes: shownOnes, now: ctx.now.toISOString() }
}

/** What is kept of a citizen's prizes, for who asks for it. */
export const prizesKept = async (ctx: Ctx, citizenId: string) =>
  (await ownPrizes(ctx, citizenId)).map(prize => {
    const { drawId, drawNumber, number, state, claimBy, toldAt, publish } = prize
    return { drawId, drawNumber, number, state, claimBy, toldAt, publish, name: nameIn(ctx, prize) }
  })
