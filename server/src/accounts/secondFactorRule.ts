import type { z } from 'zod'
import type { SecondFactorRule, setSecondFactorRule } from '#contract/signIn.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy, regionPolicy } from './policy.ts'
import * as accounts from './store/accounts.ts'
import * as store from './store/secondFactor.ts'

/** Which roles need a second factor, and how far the region has come. */
export async function factorRule(ctx: Ctx): Promise<SecondFactorRule> {
  must(ctx, regionPolicy, 'accounts.read-second-factor-rule', { regionId: ctx.regionId })
  const rule = await store.secondFactorRule(ctx)
  const roles = rule?.roles ?? []
  return {
    roles,
    fromOn: rule?.fromOn ?? null,
    version: rule?.version ?? 0,
    ...(await store.enrolled(ctx, roles)),
    may: mayOn(ctx, regionPolicy, { regionId: ctx.regionId }),
  }
}

/**
 * Sets which roles need a second factor, and from which day: whoever has none by then is led to enrolment right after signing in and can
 * do nothing else. No role: nobody needs one. Refuses a version that is not the newest.
 */
export async function setFactorRule(
  ctx: Ctx,
  { version, roles, fromOn }: z.output<typeof setSecondFactorRule>,
): Promise<SecondFactorRule> {
  must(ctx, regionPolicy, 'accounts.set-second-factor-rule', { regionId: ctx.regionId })
  const known = await store.secondFactorRule(ctx)
  const before = known && (await store.secondFactorRules.lock(ctx, known.id))
  if (version !== (before?.version ?? 0))
    throw refuse('accounts.rule-changed-conflict', { seen: version, now: before?.version ?? 0 }, { field: 'version' })
  const values = { roles: [...new Set(roles)], fromOn }
  const rule = before
    ? await store.secondFactorRules.change(ctx, before, values)
    : await store.secondFactorRules.insert(ctx, values)
  await ctx.record('accounts.second-factor-rule-set', { kind: 'second_factor_rule', id: rule.id }, values)
  return factorRule(ctx)
}

/**
 * Takes away the second factor of somebody who lost telephone and recovery sheet, and signs them out everywhere: the security officer's
 * act, never on oneself. Who sets passwords anew is another person, so that no one alone can enter in somebody's name.
 */
export async function resetFactor(ctx: Ctx, id: string): Promise<{ sessions: number }> {
  const row = await accounts.members.lock(ctx, id)
  if (!row) throw refuse('accounts.not-found')
  must(ctx, policy, 'accounts.reset-second-factor', row)
  if (!(await store.removeSecondFactor(ctx, row.accountId))) throw refuse('accounts.no-second-factor')
  const sessions = await accounts.endSessions(ctx, row.accountId, undefined)
  await ctx.record('accounts.second-factor-reset', { kind: 'member', id }, { sessions })
  return { sessions }
}
