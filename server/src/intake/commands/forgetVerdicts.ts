import type { Ctx } from '#kernel/context.ts'
import { contradictions, lockContradictionsOn } from '../store/contradictions.ts'

/**
 * Withdraws what was said of contradictions of a fact: all of it once the fact says something else (then they are raised anew), or with
 * `version` what was said in the act that gave the fact this version, which is being undone.
 */
export async function forgetVerdicts(
  ctx: Ctx,
  factId: string,
  { version, reason }: { version?: number; reason: string },
): Promise<void> {
  for (const each of await lockContradictionsOn(ctx, factId))
    if (version === undefined || (each.factId === factId && each.factVersion === version))
      await contradictions.withdraw(ctx, each, reason)
}
