import { type Member, members, units } from '#kernel/accounts/members.ts'
import { countFailure, failureKey } from '#kernel/accounts/signIn.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, run, sql } from '#kernel/database/sql.ts'

/*
 * The tables here are the kernel's and the accounts library's. The library itself is not asked: it reaches the database by connections of
 * its own, and on the embedded engine there is only one, which this command holds. Times in its tables are the machine's, not the city's.
 */

export { beginFirstPassword, endFirstPassword } from '#kernel/accounts/firstPasswords.ts'
export { forgetWrongCodes } from '#kernel/accounts/secondFactor.ts'
export type { Member }
export { members, units }

/** Wrong sign-ins by user name, and locks: those that still count. */
export const failures = sql`(select username, failures, last_at, case when locked_until > now() then locked_until end locked_until from sign_in_failure)`

/** Second factors by account, with the locks that still count. */
const secondFactors = sql`(select account_id, confirmed_at, failures, case when locked_until > now() then locked_until end locked_until from second_factor)`

/** Whether somebody has the user name, in whatever region: names are of the installation, so that nobody must say where they belong. */
export async function isTaken(ctx: Ctx, username: string): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 from "user" where "username" = ${username.toLowerCase()}
      union all select 1 from member where region_id = ${ctx.regionId} and lower(username) = ${username.toLowerCase()} limit 1`,
  )
  return found !== undefined
}

/** Makes the account a membership stands on, with its password already hashed; gives its id, or undefined when the name is taken. */
export async function addCredentials(
  ctx: Ctx,
  account: { username: string; name: string; address: string; hash: string },
): Promise<string | undefined> {
  const id = ctx.newId()
  const made = await run(
    ctx.tx,
    sql`insert into "user" ("id", "name", "email", "emailVerified", "username", "displayUsername")
      values (${id}, ${account.name}, ${account.address}, false, ${account.username.toLowerCase()}, ${account.username})
      on conflict do nothing`,
  )
  if (made === 0) return undefined
  await run(
    ctx.tx,
    sql`insert into "account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
      values (${ctx.newId()}, ${id}, 'credential', ${id}, ${account.hash}, now())`,
  )
  return id
}

/** The hash of an account's password, locked until the command ends; undefined where it has none. */
export async function lockPassword(ctx: Ctx, accountId: string): Promise<string | undefined> {
  const found = await one(
    ctx.tx,
    sql<{ password: string | null }>`
      select "password" from "account" where "userId" = ${accountId} and "providerId" = 'credential' for update`,
  )
  return found?.password ?? undefined
}

/** Replaces the hash of an account's password; tells whether the account has one. */
export async function setPassword(ctx: Ctx, accountId: string, hash: string): Promise<boolean> {
  const count = await run(
    ctx.tx,
    sql`update "account" set "password" = ${hash}, "updatedAt" = now() where "userId" = ${accountId} and "providerId" = 'credential'`,
  )
  return count > 0
}

/** The library keeps the name too; one person has one name. */
export async function rename(ctx: Ctx, accountId: string, name: string): Promise<void> {
  await run(ctx.tx, sql`update "user" set "name" = ${name}, "updatedAt" = now() where "id" = ${accountId}`)
}

/** Ends the sessions of an account, all but one where that is named; gives how many. */
export function endSessions(ctx: Ctx, accountId: string, keep: string | undefined): Promise<number> {
  return run(ctx.tx, sql`delete from "session" where "userId" = ${accountId} and "id" is distinct from ${keep ?? null}`)
}

/** Opens a name that wrong passwords or days had locked, and forgets its failures; false where it was neither. */
export async function forgetFailures(ctx: Ctx, username: string): Promise<boolean> {
  return (await run(ctx.tx, sql`delete from sign_in_failure where username = ${failureKey(username)}`)) > 0
}

/**
 * Counts a try of the own password within a command, as a sign-in is counted: before it is looked at. Gives the seconds for which no try
 * is taken, or undefined. The command that refuses then keeps the count.
 */
export async function countAttempt(ctx: Ctx, username: string): Promise<number | undefined> {
  return countFailure(ctx.tx, failureKey(username))
}

/** Locks a name for some days, whatever its password. */
export async function lockName(ctx: Ctx, username: string, days: number): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into sign_in_failure (username, failures, last_at, locked_until)
      values (${failureKey(username)}, 0, now(), now() + make_interval(days => ${days}))
      on conflict (username) do update set locked_until = excluded.locked_until`,
  )
}

/**
 * The region's system operators who can act, locked in one order: two who take each other's rights at once meet here, and the second
 * finds that it is no longer one.
 */
export async function lockOperators(ctx: Ctx): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string }>`
      select id from member where region_id = ${ctx.regionId} and active and not withdrawn and 'system-operator' = any(roles)
      order by id for update`,
  )
  return found.map(({ id }) => id)
}

/** Everything the list of accounts is selected from, as of the context's instant: `m` the member, `u` its unit, `f` its failures, `s` its second factor. */
export function listed(ctx: Ctx): RawBuilder<unknown> {
  return sql`${members.at(ctx)} m
    left join ${units.at(ctx, { withdrawn: true })} u on u.id = m.unit_id
    left join ${failures} f on f.username = lower(m.username)
    left join ${secondFactors} s on s.account_id = m.account_id`
}

/** What the log is selected from: `e` the entry, `l` its leaf, `m` who did it as known now. */
export function loggedEntries(ctx: Ctx): RawBuilder<unknown> {
  const until = ctx.asOf ? sql`and at <= ${ctx.asOf}` : sql``
  return sql`(select * from log_entry where region_id = ${ctx.regionId} ${until}) e
    left join log_leaf l on l.region_id = e.region_id and l.entry_id = e.id
    left join member m on m.region_id = e.region_id and m.id = e.actor_id`
}
