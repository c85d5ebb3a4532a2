import type { Ctx } from '#kernel/context.ts'
import { forgetPlaces, forgetPlacesOf } from '../store/drawRecords.ts'
import { drawToForget, prizeToLapse } from '../store/prizeRounds.ts'
import { drawsHolding, forgetHolder, prizes, prizesHeldBy, prizesOf } from '../store/prizes.ts'
import { holdDraw } from './prizeActs.ts'
import { takeAway } from './prizes.ts'

/** Takes one prize away that was not claimed in time, and moves a reserve up. Tells whether there may be more. */
export async function lapseOne(ctx: Ctx): Promise<boolean> {
  const due = await prizeToLapse(ctx)
  if (!due) return false
  const held = await holdDraw(ctx, due.drawId)
  const prize = await prizes.lock(ctx, due.id)
  // Claimed, or taken by another process, while we waited.
  if (prize?.state === 'won' && prize.claimBy < ctx.now)
    await takeAway(ctx, held, prize, { state: 'lapsed', out: 'not-claimed' })
  return true
}

/**
 * Forgets who took part in one draw whose prizes are given and whose time for disputes is over: the names, and who stands behind the
 * public names of its pool. A prize that was claimed and never fetched ends here. Tells whether there may be more.
 */
export async function forgetOne(ctx: Ctx): Promise<boolean> {
  const due = await drawToForget(ctx)
  if (!due) return false
  const { draw } = await holdDraw(ctx, due.id)
  for (const { id, state } of await prizesOf(ctx, due.id)) {
    const prize = state === 'claimed' ? await prizes.lock(ctx, id) : undefined
    if (prize?.state === 'claimed') await prizes.change(ctx, prize, { state: 'lapsed', out: 'not-fetched' })
  }
  const names = await forgetHolder(ctx, { drawId: due.id })
  const places = await forgetPlacesOf(ctx, due.id)
  await ctx.record(
    'participation.draw-forgotten',
    { kind: 'quiz-draw', id: due.id },
    { quiz: draw.quizId, names, places },
  )
  return true
}

/**
 * Takes a citizen who is erased out of every pool, and their prizes from them: what is not handed over goes to the next reserve. Their
 * draws are held first, so that nobody moves them up meanwhile.
 */
export async function forgetInDraws(ctx: Ctx, citizenId: string): Promise<void> {
  const held = []
  for (const drawId of await drawsHolding(ctx, citizenId)) held.push(await holdDraw(ctx, drawId))
  await forgetPlaces(ctx, citizenId)
  for (const prizeId of await prizesHeldBy(ctx, citizenId)) {
    const prize = await prizes.lock(ctx, prizeId)
    const of = held.find(({ draw }) => draw.id === prize?.drawId)
    await forgetHolder(ctx, { prizeId })
    if (prize && of && (prize.state === 'won' || prize.state === 'claimed'))
      await takeAway(ctx, of, prize, { state: 'lapsed', out: 'erased' })
  }
}
