import { regions } from '#kernel/accounts/members.ts'
import { phonesOf } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { dayOf, printDay } from '#kernel/time/index.ts'
import { forgetPlaces, forgetPlacesOf, type QuizDrawRow, quizDraws } from '../store/drawRecords.ts'
import { drawToForget, noteTold, prizeToLapse, type Untold, untold } from '../store/prizeRounds.ts'
import { drawsHolding, forgetHolder, prizes, prizesHeldBy, prizesOf } from '../store/prizes.ts'
import { type Quiz, quizzes } from '../store/records.ts'
import { holdDraw } from './prizeActs.ts'
import { takeAway } from './prizes.ts'

/** Messages to hand over in one transaction: together they take as long as the slowest. */
const AT_ONCE = 20

/**
 * Tells some winners, by the installation's carrier. Each is told once; where the carrier fails it is tried again later, and where the
 * process ends between the message and the note of it, the message comes again with the same id. Tells whether there may be more.
 */
export async function tellSome(ctx: Ctx): Promise<boolean> {
  const { sender } = ctx
  if (!sender) return false
  const waiting = await untold(ctx, AT_ONCE)
  const phones = await phonesOf(
    ctx,
    waiting.map(({ citizenId }) => citizenId),
  )
  const region = (await regions(ctx.tx)).find(({ regionId }) => regionId === ctx.regionId)
  const told = await Promise.all(
    (await messages(ctx, waiting, region?.nameZh ?? '')).map(async ({ prizeId: _, citizenId, ...message }) => {
      const phone = phones.get(citizenId)
      if (phone === undefined) return false
      return sender.send({ phone, kind: 'won', ...message }).then(
        () => true,
        () => false,
      )
    }),
  )
  for (const [at, { prizeId, drawId }] of waiting.entries()) {
    const isTold = told[at] ?? false
    await noteTold(ctx, prizeId, isTold)
    if (isTold) await ctx.record('participation.winner-told', { kind: 'quiz-prize', id: prizeId }, { draw: drawId })
  }
  return waiting.length === AT_ONCE
}

async function messages(ctx: Ctx, waiting: readonly Untold[], region: string) {
  const draws = new Map<string, { draw: QuizDrawRow; quiz: Quiz }>()
  for (const { drawId, quizId } of waiting) {
    if (draws.has(drawId)) continue
    const [draw, quiz] = [await quizDraws.find(ctx, drawId), await quizzes.find(ctx, quizId)]
    if (draw && quiz) draws.set(drawId, { draw, quiz })
  }
  return waiting.map(({ prizeId, citizenId, drawId, claimBy }) => {
    const of = draws.get(drawId)
    if (!of) throw new Error(`the prize ${prizeId} is of a draw that is not there`)
    const { titleZh: quiz, titleEn, draws: rules } = of.quiz
    const { number } = of.draw
    const prize = rules?.prize ?? ''
    const day = dayOf(claimBy)
    const zh = `${region}江海协同：您在“${quiz}”第${number}次抽取中签，奖品：${prize}。${printDay(day, 'zh')}前用这个手机号登录活动页面领取，逾期由递补者得。`
    const en = `You won in draw ${number} of “${titleEn ?? quiz}”: ${prize}. Claim it by ${printDay(day, 'en')} on the page of the quiz, signed in with this number.`
    return {
      ...{ prizeId, citizenId },
      text: `${zh} ${en}`,
      fields: { id: prizeId, region, quiz, draw: String(number), prize, claimBy: day },
    }
  })
}

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
