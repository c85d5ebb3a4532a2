import type { z } from 'zod'
import type { decideSuspicion as decideBody } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { suspicionPolicy } from '../policy.ts'
import { bucketChanges } from '../rules/standing.ts'
import { countedIn, holdStanding, setAside } from '../store/ranking.ts'
import { type SuspicionRow, suspicions } from '../store/records.ts'
import { isAsideOtherwise } from '../store/suspicions.ts'

/**
 * Decides a suspicion: cleared, or the citizen is set aside, which takes them out of the ranking in the same transaction. A decision can be
 * taken back by the other one; who was set aside for two reasons stays so until both are cleared. What counts of their attempts is kept
 * all the while, so coming back they stand where they would have stood.
 */
export async function decideSuspicion(
  ctx: Ctx,
  id: string,
  { version, decision, why }: z.output<typeof decideBody>,
): Promise<SuspicionRow> {
  const found = await suspicions.lock(ctx, id)
  if (!found) throw refuse('participation.not-found')
  must(ctx, suspicionPolicy, 'participation.decide', found)
  if (found.version !== version) throw refuse('participation.changed-conflict', { seen: version, now: found.version })
  if (found.decision === decision) throw refuse('participation.decision-same', {}, { field: 'decision' })

  const standing = await holdStanding(ctx, found.quizId, found.citizenId)
  if (!standing) throw new Error(`the suspicion ${id} is about somebody who is not in the quiz`)
  const isAside = decision === 'set-aside' || (await isAsideOtherwise(ctx, found))
  if (isAside !== standing.setAside) {
    const move = { from: countedIn(standing), to: countedIn({ ...standing, setAside: isAside }) }
    await setAside(ctx, found.quizId, found.citizenId, isAside, bucketChanges([move]))
  }
  const decided = await suspicions.change(ctx, found, {
    ...{ decision, why },
    decidedBy: ctx.actor.id,
    decidedAt: ctx.now,
  })
  await ctx.record(
    'participation.suspicion-decided',
    { kind: 'quiz-suspicion', id },
    { quiz: found.quizId, citizen: found.citizenId, decision, setAside: isAside },
  )
  return decided
}
