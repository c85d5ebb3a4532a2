import type { Role } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, sql } from '#kernel/database/sql.ts'

export {
  beginEnrolment,
  confirmEnrolment,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  secondFactorRule,
  secondFactorRules,
  spendCode,
} from '#kernel/accounts/secondFactor.ts'

/** How many active accounts hold one of the roles, and how many of them have a second factor. */
export async function enrolled(ctx: Ctx, roles: readonly Role[]): Promise<{ accounts: number; enrolled: number }> {
  const found = await one(
    ctx.tx,
    sql<{ accounts: number; enrolled: number }>`
      select count(*) accounts, count(f.confirmed_at) enrolled from member m
      left join second_factor f on f.account_id = m.account_id
      where m.region_id = ${ctx.regionId} and m.active and not m.withdrawn and m.account_id not like 'none:%' and m.roles && ${[...roles]}::text[]`,
  )
  return found ?? { accounts: 0, enrolled: 0 }
}
