import { regions } from '#kernel/accounts/members.ts'
import { type Message, phonesOf, type Sender } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { dayOf, printDay } from '#kernel/time/index.ts'
import { type QuizDrawRow, quizDraws } from '../store/drawRecords.ts'
import { noteTold, type Untold, untold } from '../store/prizeRounds.ts'
import { type Quiz, quizzes } from '../store/records.ts'
import { noteReminded, takeToRemind } from '../store/reminders.ts'

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
  for (const { prizeId, drawId, isSent } of await sendAll(ctx, sender, waiting, won)) {
    await noteTold(ctx, prizeId, isSent)
    if (isSent) await ctx.record('participation.winner-told', { kind: 'quiz-prize', id: prizeId }, { draw: drawId })
  }
  return waiting.length === AT_ONCE
}

/**
 * Reminds some winners who have not claimed, three days before the last one (`REMIND_DAYS`). A prize is taken for it before the message
 * goes, so that each is reminded once, whoever else looks; a carrier that fails is asked again later, as for `tellSome`, while it can
 * still be claimed. Tells whether there may be more.
 */
export async function remindSome(ctx: Ctx): Promise<boolean> {
  const { sender } = ctx
  if (!sender) return false
  const waiting = await takeToRemind(ctx, AT_ONCE)
  for (const { prizeId, drawId, isSent } of await sendAll(ctx, sender, waiting, reminder)) {
    if (!isSent) continue
    await noteReminded(ctx, prizeId)
    await ctx.record('participation.winner-reminded', { kind: 'quiz-prize', id: prizeId }, { draw: drawId })
  }
  return waiting.length === AT_ONCE
}

type About = {
  id: string
  region: string
  quizZh: string
  quizEn: string
  number: number
  prize: string
  claimBy: Date
}
type Text = Pick<Message, 'kind' | 'text' | 'fields'>

function won({ id, region, quizZh, quizEn, number, prize, claimBy }: About): Text {
  const day = dayOf(claimBy)
  const zh = `${region}江海协同：您在“${quizZh}”第${number}次抽取中签，奖品：${prize}。${printDay(day, 'zh')}前用这个手机号登录活动页面领取，逾期由递补者得。`
  const en = `You won in draw ${number} of “${quizEn}”: ${prize}. Claim it by ${printDay(day, 'en')} on the page of the quiz, signed in with this number.`
  return {
    kind: 'won',
    text: `${zh} ${en}`,
    fields: { id, region, quiz: quizZh, draw: String(number), prize, claimBy: day },
  }
}

/** The id is another than that of the first message, which a gateway that drops what comes twice has seen. */
function reminder({ id, region, quizZh, quizEn, number, prize, claimBy }: About): Text {
  const day = dayOf(claimBy)
  const zh = `${region}江海协同：您在“${quizZh}”第${number}次抽取中签的奖品（${prize}）还没有申领，${printDay(day, 'zh')}是最后一天。用这个手机号登录活动页面申领，逾期由递补者得。`
  const en = `Your prize in draw ${number} of “${quizEn}” (${prize}) is not claimed yet; ${printDay(day, 'en')} is the last day. Claim it on the page of the quiz, signed in with this number.`
  return {
    kind: 'claim-reminder',
    text: `${zh} ${en}`,
    fields: { id: `${id}-reminder`, region, quiz: quizZh, draw: String(number), prize, claimBy: day },
  }
}

async function sendAll(ctx: Ctx, sender: Sender, waiting: readonly Untold[], textOf: (about: About) => Text) {
  const phones = await phonesOf(
    ctx,
    waiting.map(({ citizenId }) => citizenId),
  )
  const region = (await regions(ctx.tx)).find(({ regionId }) => regionId === ctx.regionId)?.nameZh ?? ''
  const around = await aroundOf(ctx, waiting)
  return Promise.all(
    waiting.map(async ({ prizeId, citizenId, drawId, claimBy }) => {
      const [phone, of] = [phones.get(citizenId), around.get(drawId)]
      if (!of) throw new Error(`the prize ${prizeId} is of a draw that is not there`)
      const { titleZh: quizZh, titleEn, draws } = of.quiz
      const about = { id: prizeId, region, quizZh, quizEn: titleEn ?? quizZh, number: of.draw.number, claimBy }
      const isSent =
        phone !== undefined &&
        (await sender.send({ phone, ...textOf({ ...about, prize: draws?.prize ?? '' }) }).then(
          () => true,
          () => false,
        ))
      return { prizeId, drawId, isSent }
    }),
  )
}

async function aroundOf(ctx: Ctx, waiting: readonly Untold[]) {
  const draws = new Map<string, { draw: QuizDrawRow; quiz: Quiz }>()
  for (const { drawId, quizId } of waiting) {
    if (draws.has(drawId)) continue
    const [draw, quiz] = [await quizDraws.find(ctx, drawId), await quizzes.find(ctx, quizId)]
    if (draw && quiz) draws.set(drawId, { draw, quiz })
  }
  return draws
}
