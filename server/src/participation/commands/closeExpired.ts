import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { dueQuizzes, holdDue } from '../store/finishing.ts'
import { quizzes } from '../store/records.ts'
import { finish } from './finish.ts'

/** Attempts closed in one statement. */
const AT_ONCE = 200

/**
 * Closes every attempt of a quiz whose time was over by an instant, and waits for those that somebody else is closing: from then on the
 * ranking as of that instant does not change any more. Gives how many it closed. To be called in a command, before a ranking is fixed;
 * `until` must not be after the command's own instant.
 */
export async function closeExpired(ctx: Ctx, quizId: string, until: Date): Promise<number> {
  const quiz = await quizzes.find(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  let closed = 0
  for (;;) {
    const held = await holdDue(ctx, quizId, until, { most: AT_ONCE, waits: true })
    if (held.length === 0) return closed
    await finish(ctx, quiz, held)
    closed += held.length
  }
}

/**
 * Closes a bounded number of attempts of the region whose time is over; those that somebody else holds are theirs. Tells whether there
 * may be more. Any number of processes may do this at once.
 */
export async function closeSomeExpired(ctx: Ctx): Promise<boolean> {
  let closed = 0
  for (const { quizId, isDue } of await dueQuizzes(ctx)) {
    const quiz = isDue ? await quizzes.find(ctx, quizId) : undefined
    if (!quiz) continue
    const held = await holdDue(ctx, quizId, ctx.now, { most: AT_ONCE - closed, waits: false })
    if (held.length > 0) await finish(ctx, quiz, held)
    closed += held.length
    if (closed >= AT_ONCE) return true
  }
  return false
}
