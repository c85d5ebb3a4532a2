import type { Ctx } from '#kernel/context.ts'
import type { SuspicionRow } from '../store/records.ts'
import { suspicions } from '../store/records.ts'
import { isKnownSuspicion } from '../store/suspicions.ts'

export type Found = Pick<SuspicionRow, 'quizId' | 'citizenId' | 'attemptId' | 'kind' | 'about' | 'facts'>

/**
 * Puts a suspicion into the queue of those who decide. What rests on the same (`about`) is not found twice, whatever became of it: what a
 * person cleared stays cleared. The citizen's standing does not change. Gives the suspicion's id where it is a new one.
 */
export async function suspect(ctx: Ctx, found: Found): Promise<string | undefined> {
  if (await isKnownSuspicion(ctx, found)) return undefined
  const row = await suspicions.insert(ctx, {
    ...found,
    foundAt: ctx.now,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    why: null,
  })
  await ctx.record(
    'participation.suspicion-found',
    { kind: 'quiz-suspicion', id: row.id },
    { quiz: found.quizId, why: found.kind },
  )
  return row.id
}
