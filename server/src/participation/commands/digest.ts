import type { Ctx } from '#kernel/context.ts'
import { thresholds } from '../rules/suspicion.ts'
import { dueQuizzes } from '../store/finishing.ts'
import { leaveTraces, type Suspect, sameBlock, sharing } from '../store/suspicions.ts'
import { takeTally, tally, untallied } from '../store/tally.ts'
import { suspect } from './suspect.ts'

/** Attempts counted in one transaction. */
const AT_ONCE = 500
/** People of one address who are shown to whoever decides: the best placed, since a school's thousand say nothing more. */
const OF_ONE_ADDRESS = 20
const OF_ONE_KEY = 1000

/**
 * Goes through finished attempts that nobody went through yet, a bounded number: puts them into the organiser's counts, and finds whom a
 * person should look at. Tells whether there may be more. One process at a time does it for a quiz; the others leave it to that one.
 */
export async function digestSome(ctx: Ctx): Promise<boolean> {
  for (const { quizId } of await dueQuizzes(ctx)) {
    if (!(await takeTally(ctx, quizId))) continue
    const ids = await untallied(ctx, quizId, AT_ONCE)
    if (ids.length === 0) continue
    await tally(ctx, quizId, ids)
    await leaveTraces(ctx, quizId, ids)
    await findSuspects(ctx, quizId, ids)
    return true
  }
  return false
}

async function findSuspects(ctx: Ctx, quizId: string, ids: readonly string[]): Promise<void> {
  const { device, answers, block, address } = thresholds
  const found = [
    {
      kind: 'same-device' as const,
      minutes: null,
      suspects: await sharing(ctx, quizId, ids, {
        ...{ trace: 'device', kind: 'same-device', minutes: null, most: OF_ONE_KEY },
        people: device.people,
      }),
    },
    {
      kind: 'same-answers' as const,
      minutes: answers.minutes,
      suspects: await sharing(ctx, quizId, ids, {
        ...{ trace: 'answers', kind: 'same-answers', most: OF_ONE_KEY },
        ...answers,
      }),
    },
    {
      kind: 'many-from-address' as const,
      minutes: address.minutes,
      suspects: await sharing(ctx, quizId, ids, {
        ...{ trace: 'address', kind: 'many-from-address', most: OF_ONE_ADDRESS },
        ...address,
      }),
    },
    { kind: 'number-block' as const, minutes: block.minutes, suspects: await sameBlock(ctx, quizId, ids, block) },
  ]
  for (const { kind, minutes, suspects } of found)
    for (const each of suspects) await suspect(ctx, { ...about(quizId, each), kind, facts: factsOf(each, minutes) })
}

const about = (quizId: string, { citizenId, attemptId, about: rests }: Suspect) => ({
  ...{ quizId, citizenId, attemptId },
  about: rests,
})

function factsOf({ people }: Suspect, minutes: number | null): Record<string, number> {
  return minutes === null ? { people } : { people, minutes }
}
