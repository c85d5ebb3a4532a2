import type { Ctx } from '../context.ts'
import type { Db } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { randomSigns } from './randomSigns.ts'

/*
 * First passwords: made by the program, shown to the operator once, changed by their owner before anything else (ASVS 5.0, 6.4.1). Times
 * are the database's, which is the machine's: a demonstration's clock must not let an old one in.
 */

/** Letters and digits that are not mistaken for one another when read out by telephone: no I, L, O, U, 0, 1. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** A fresh password of 78 bits, in groups of four. */
export const newFirstPassword = () => randomSigns(SIGNS, LENGTH)

/** Notes that an account's password is a first one from now on; gives the instant until which it lets in. */
export async function beginFirstPassword(ctx: Ctx, accountId: string, days: number): Promise<Date> {
  const begun = await one(
    ctx.tx,
    sql<{ goodUntil: Date }>`
      insert into first_password (account_id, good_until) values (${accountId}, now() + make_interval(days => ${days}))
      on conflict (account_id) do update set good_until = excluded.good_until returning good_until`,
  )
  if (!begun) throw new Error('a first password was not noted')
  return begun.goodUntil
}

/** The owner has set a password of their own. */
export async function endFirstPassword(ctx: Ctx, accountId: string): Promise<void> {
  await run(ctx.tx, sql`delete from first_password where account_id = ${accountId}`)
}

/** Refuses `session.first-password-expired` where the account's first password has had its time; asked after the right password only. */
export async function mustBeInTime(db: Db, accountId: string): Promise<void> {
  const late = await one(db, sql`select 1 from first_password where account_id = ${accountId} and good_until <= now()`)
  if (late) throw refuse('session.first-password-expired', {}, { status: 401 })
}
