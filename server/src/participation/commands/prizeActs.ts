import type { z } from 'zod'
import type {
  claimPrize as claimBody,
  handOver as handOverBody,
  refusePrize as refuseBody,
} from '#contract/participation/draws.ts'
import { agree } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { claimCodeOf } from '../alias.ts'
import { newIn, portalPolicy, prizePolicy } from '../policy.ts'
import { plainCode } from '../rules/prize.ts'
import { quizDraws } from '../store/drawRecords.ts'
import { holdCitizen, holdersOf, keepName, type PrizeRow, prizes } from '../store/prizes.ts'
import { quizzes } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'
import { about, type Held, takeAway } from './prizes.ts'

/** The draw of a prize, locked, with its quiz. */
export async function holdDraw(ctx: Ctx, drawId: string): Promise<Held> {
  const draw = await quizDraws.lock(ctx, drawId)
  const quiz = draw && (await quizzes.find(ctx, draw.quizId))
  if (!draw || !quiz) throw new Error(`there is no draw ${drawId} with a quiz`)
  return { draw, quiz }
}

/**
 * The citizen claims their prize: the name it is handed to is kept sealed, and whoever agrees to it stands in the list by family name and
 * last digits. Claiming again puts a name right, or only the agreement, where no name is given. Refuses `participation.not-found`, also for somebody else's prize,
 * `participation.quiz-withdrawn`, `participation.prize-name-missing`, `participation.prize-too-late` {claimBy} and `participation.prize-over`.
 */
export async function claimPrize(
  ctx: Ctx,
  id: string,
  { name, publish, language }: z.output<typeof claimBody>,
): Promise<PrizeRow> {
  must(ctx, portalPolicy, 'participation.take-part', newIn(ctx.regionId))
  if (!(await holdCitizen(ctx, ctx.actor.id))) throw refuse('citizens.not-signed-in')
  const prize = await prizes.lock(ctx, id)
  const holder = (await holdersOf(ctx, [id])).get(id)
  if (!prize || holder?.citizenId !== ctx.actor.id) throw refuse('participation.not-found')
  if ((await quizzes.find(ctx, prize.quizId))?.calledOff) throw withdrawn()
  if (prize.state !== 'won' && prize.state !== 'claimed') throw refuse('participation.prize-over')
  // Its round may not have come by yet.
  if (prize.state === 'won' && ctx.now > prize.claimBy)
    throw refuse('participation.prize-too-late', { claimBy: prize.claimBy.toISOString() })
  if (name === undefined && holder.nameSealed === null)
    throw refuse('participation.prize-name-missing', {}, { field: 'name' })
  if (publish) await agree(ctx, ctx.actor.id, 'publish-name-1', language)
  await keepName(ctx, id, name, publish)
  const claimed = prize.state === 'claimed' ? prize : await prizes.change(ctx, prize, { state: 'claimed' })
  await ctx.record('participation.prize-claimed', about(prize), { draw: prize.drawId, publish })
  return claimed
}

/** The prize, locked, on which the actor may do the verb, at the version they saw. */
async function lockPrize(ctx: Ctx, id: string, verb: keyof typeof prizePolicy, version: number): Promise<PrizeRow> {
  const prize = await prizes.lock(ctx, id)
  if (!prize) throw refuse('participation.not-found')
  must(ctx, prizePolicy, verb, prize)
  if (prize.version !== version) throw refuse('participation.changed-conflict', { seen: version, now: prize.version })
  return prize
}

/**
 * Hands a claimed prize over to whoever shows its code. Refuses `participation.prize-not-claimed` and
 * `participation.claim-code-wrong`.
 */
export async function handOverPrize(
  ctx: Ctx,
  id: string,
  { version, claimCode }: z.output<typeof handOverBody>,
): Promise<PrizeRow> {
  const prize = await lockPrize(ctx, id, 'participation.hand-over-prize', version)
  if (prize.state !== 'claimed') throw refuse('participation.prize-not-claimed')
  if (plainCode(claimCode) !== plainCode(claimCodeOf(ctx.seal, id)))
    throw refuse('participation.claim-code-wrong', {}, { field: 'claimCode' })
  const handed = await prizes.change(ctx, prize, { state: 'handed-over' })
  await ctx.record('participation.prize-handed-over', about(handed), { draw: handed.drawId, number: handed.number })
  return handed
}

/** Does not give a prize that is won or claimed, with the reason, and moves the next reserve up. Refuses `participation.prize-over`. */
export async function refusePrize(
  ctx: Ctx,
  id: string,
  { version, reason }: z.output<typeof refuseBody>,
): Promise<PrizeRow> {
  const seen = await prizes.find(ctx, id)
  if (!seen) throw refuse('participation.not-found')
  must(ctx, prizePolicy, 'participation.refuse-prize', seen)
  const held = await holdDraw(ctx, seen.drawId)
  const prize = await lockPrize(ctx, id, 'participation.refuse-prize', version)
  if (prize.state !== 'won' && prize.state !== 'claimed') throw refuse('participation.prize-over')
  return takeAway(ctx, held, prize, { state: 'refused', out: 'refused', reason })
}
