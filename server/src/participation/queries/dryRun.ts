import type { z } from 'zod'
import type { dryRun as dryRunBody, QuizDryRun } from '#contract/participation/dryRun.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { bankVersionOf } from '../bankVersions.ts'
import { runDry } from '../dryRun/run.ts'
import { quizPolicy } from '../policy.ts'
import { quizzes } from '../store/records.ts'

/**
 * How a quiz would go with people who do not exist, by its rules as they stand; nothing is kept. Without a seed another one is taken each
 * time, which the answer tells. Refuses `participation.not-found` and `participation.bank-too-small`.
 */
export async function dryRunOf(ctx: Ctx, id: string, { seed }: z.output<typeof dryRunBody>): Promise<QuizDryRun> {
  const quiz = await quizzes.find(ctx, id)
  if (!quiz) throw refuse('participation.not-found')
  must(ctx, quizPolicy, 'participation.prepare', quiz)
  const bank = await bankVersionOf(ctx, quiz.bankId, quiz.bankVersion)
  // The last signs of an id are its chance; the first are the time.
  return runDry({ ...quiz, bank, seed: seed ?? ctx.newId().slice(-8) })
}
