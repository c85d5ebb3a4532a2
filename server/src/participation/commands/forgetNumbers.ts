import { forgetNumbers, holdCitizens } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { addDays } from '#kernel/time/index.ts'
import { disputeDaysOf, isOver } from '../rules/forgetting.ts'
import { cutoffsOf } from '../rules/state.ts'
import { drawsOf, forgetPlacesOf } from '../store/drawRecords.ts'
import {
  eraseDigests,
  holdPass,
  inDispute,
  keepPass,
  type Pass,
  peopleAfter,
  type QuizHeld,
  quizzesHeld,
  stillIn,
} from '../store/forgetting.ts'

/** People to go through in one transaction. */
const AT_ONCE = 500
const DAY_MS = 86_400_000

/**
 * Forgets some of those who took part in a quiz that is over with its prizes and its time for disputes: the keyed hashes of their devices
 * and addresses in it; and their number with its own hashes, once everything else they took part in is over too. Public names, papers,
 * places and results stay, so that what was published can still be computed again.
 *
 * Whoever is in dispute is kept: a suspicion is not decided, or was within those days. So is the number of who holds a prize or takes part
 * elsewhere. The log says how many, never who. Tells whether there may be more.
 */
export async function forgetSomeNumbers(ctx: Ctx, atOnce = AT_ONCE): Promise<boolean> {
  const all = await quizzesHeld(ctx)
  const over = all.filter(quiz => isOver({ ...quiz, planned: cutoffsOf(quiz, quiz.draws).length }, ctx.now))
  for (const quiz of over.filter(each => isDue(ctx, each))) {
    const pass = await holdPass(ctx, quiz.id)
    // Another process has it in hand, or was through with it while we waited.
    if (!pass || !isDue(ctx, pass)) continue
    await goOn(ctx, quiz, pass, over, atOnce)
    return true
  }
  return false
}

const isDue = ({ today }: Ctx, { doneAt, nextOn }: Pick<Pass, 'doneAt' | 'nextOn'>) =>
  doneAt === null && (nextOn === null || nextOn <= today)

async function goOn(ctx: Ctx, quiz: QuizHeld, pass: Pass, over: readonly QuizHeld[], atOnce: number): Promise<void> {
  const { id: quizId } = quiz
  if (pass.afterId === null) await forgetPools(ctx, quiz)
  const people = await peopleAfter(ctx, quizId, pass.afterId, atOnce)
  // Whoever begins elsewhere at this moment waits for us, or we for them: what is asked next is true until the command ends.
  await holdCitizens(ctx, people)
  const since = new Date(ctx.now.getTime() - disputeDaysOf(quiz) * DAY_MS)
  const disputed = await inDispute(ctx, people, since, quizId)
  const digests = await eraseDigests(
    ctx,
    quizId,
    people.filter(each => !disputed.has(each)),
  )
  const anywhere = await inDispute(ctx, people, since, null)
  const busy = await stillIn(
    ctx,
    people,
    over.map(({ id }) => id),
  )
  const numbers = await forgetNumbers(
    ctx,
    people.filter(each => !anywhere.has(each) && !busy.has(each)),
  )
  if (people.length > 0)
    await ctx.record(
      'participation.numbers-forgotten',
      { kind: 'quiz', id: quizId },
      { people: people.length, numbers, digests, kept: disputed.size },
    )
  await keepPass(
    ctx,
    quizId,
    nextPass(ctx, pass, { disputed: disputed.size, last: people.length < atOnce ? null : (people.at(-1) ?? null) }),
  )
}

/** Where the pass goes on; at its end it is done, or is made again tomorrow for those it kept. */
function nextPass(ctx: Ctx, pass: Pass, { disputed, last }: { disputed: number; last: string | null }): Pass {
  const kept = pass.kept + disputed
  if (last !== null) return { ...pass, kept, afterId: last }
  const again = { afterId: null, kept: 0, nextOn: addDays(ctx.today, 1), doneAt: null }
  return kept > 0 ? again : { ...again, nextOn: null, doneAt: ctx.now }
}

/** Of a quiz that was taken back, the pools that were frozen and can no longer be drawn. */
async function forgetPools(ctx: Ctx, { id, calledOff }: QuizHeld): Promise<void> {
  if (!calledOff) return
  for (const draw of await drawsOf(ctx, id)) if (draw.publishedAt === null) await forgetPlacesOf(ctx, draw.id)
}
