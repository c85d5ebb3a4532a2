import type { Role } from '#contract/kernel.ts'
import type { Actor, Ctx } from '../context.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'
import { recordTable, type Versioned } from '../history/records.ts'
import type { Day } from '../time/day.ts'
import { newRecoveryCodes, recoveryCodeFrom, recoveryHash } from './recoveryCodes.ts'
import type { Seal } from './seal.ts'
import { newTotpSecret, stepOfCode } from './totp.ts'

/*
 * Second factors of accounts. Times are the database's, which is the machine's: the telephone knows nothing of a demonstration's clock.
 */

/** After this many wrong codes in a row no code is taken for this long: as for passwords. */
export const codeLock = { failures: 5, minutes: 10 } as const

/** Which roles of a region need a second factor, from a day on. One row a region. */
export type SecondFactorRule = Versioned & { roles: Role[]; fromOn: string }
export const secondFactorRules = recordTable<SecondFactorRule>('second_factor_rule', ['roles', 'from_on'])

/** The region's rule, or undefined where none was ever set. */
export function secondFactorRule(ctx: Ctx): Promise<SecondFactorRule | undefined> {
  return one(ctx.tx, sql<SecondFactorRule>`select * from ${secondFactorRules.at(ctx)} r`)
}

export type SecondFactorState = {
  isOn: boolean
  confirmedAt: Date | null
  recoveryLeft: number
  lockedUntil: Date | null
  /** The day from which the actor's roles need one; null when they do not. */
  neededFrom: Day | null
  /** Whether the password is a first one, which its owner has yet to change. */
  hasFirstPassword: boolean
}

/** How the actor's account stands: whether it has a second factor, from when it needs one, and whether its password is a first one. */
export async function secondFactorOf(db: Db | Tx, actor: Pick<Actor, 'id' | 'regionId'>): Promise<SecondFactorState> {
  const found = await one(
    db,
    sql<Omit<SecondFactorState, 'isOn'>>`
      select f.confirmed_at, case when f.locked_until > now() then f.locked_until end locked_until,
        (select count(*) from recovery_code c where c.account_id = m.account_id)::int recovery_left, r.from_on needed_from,
        exists (select 1 from first_password p where p.account_id = m.account_id) has_first_password
      from member m
      left join second_factor f on f.account_id = m.account_id and f.confirmed_at is not null
      left join second_factor_rule r on r.region_id = m.region_id and r.roles && m.roles
      where m.region_id = ${actor.regionId} and m.id = ${actor.id}`,
  )
  if (!found)
    return {
      isOn: false,
      confirmedAt: null,
      recoveryLeft: 0,
      lockedUntil: null,
      neededFrom: null,
      hasFirstPassword: false,
    }
  return { ...found, isOn: found.confirmedAt !== null, recoveryLeft: found.confirmedAt ? found.recoveryLeft : 0 }
}

/** Whether somebody may do nothing but enrol: the day has come and there is no second factor. */
export const mustEnrol = (state: SecondFactorState, today: Day) =>
  !state.isOn && state.neededFrom !== null && state.neededFrom <= today

/** Whether the account's sign-in asks for a code. */
export async function asksForCode(db: Db | Tx, accountId: string): Promise<boolean> {
  const found = await one(
    db,
    sql`select 1 from second_factor where account_id = ${accountId} and confirmed_at is not null`,
  )
  return found !== undefined
}

/** How a code that was given counts: as one of the application, as a recovery code, not at all, or not for some time. */
export type Spent = 'application' | 'recovery' | 'wrong' | { lockedFor: number }

/**
 * Takes a code for an account whose second factor is on. The failure is counted before the code is looked at and taken back when it is
 * right, so that codes sent at once cannot share one count; the row stays locked until the transaction ends, so that one code sent twice
 * at once counts once. Without a second factor every code is wrong.
 */
export async function spendCode(db: Db | Tx, seal: Seal, accountId: string, typed: string): Promise<Spent> {
  const row = await one(
    db,
    sql<{ secret: string; spentStep: number | null; recoverySalt: string; left: number | null; seconds: number }>`
      update second_factor f set
        failures = case when f.locked_until <= now() then 1 else f.failures + 1 end,
        locked_until = case
          when f.locked_until > now() then f.locked_until
          when f.locked_until is null and f.failures + 1 > ${codeLock.failures} then now() + make_interval(mins => ${codeLock.minutes})
          else null end
      where account_id = ${accountId} and confirmed_at is not null
      returning secret, spent_step, recovery_salt, extract(epoch from locked_until - now())::int "left",
        floor(extract(epoch from now()))::bigint seconds`,
  )
  if (!row) return 'wrong'
  if (row.left !== null && row.left > 0) return { lockedFor: row.left }

  const step = stepOfCode(seal.open(row.secret, accountId), typed.trim(), row.seconds, row.spentStep)
  if (step !== undefined) return (await spendStep(db, accountId, step)) ? 'application' : 'wrong'
  const code = recoveryCodeFrom(typed)
  if (code === undefined) return 'wrong'
  const hash = await recoveryHash(code, row.recoverySalt)
  const used = await run(db, sql`delete from recovery_code where account_id = ${accountId} and hash = ${hash}`)
  if (used === 0) return 'wrong'
  await forgetWrongCodes(db, accountId)
  return 'recovery'
}

/** Spends a step of the application's codes; false when it, or a later one, was spent in between. */
async function spendStep(db: Db | Tx, accountId: string, step: number): Promise<boolean> {
  const spent = await run(
    db,
    sql`update second_factor set spent_step = ${step}, failures = 0, locked_until = null
      where account_id = ${accountId} and coalesce(spent_step, -1) < ${step}`,
  )
  return spent > 0
}

/** Codes count again at once. */
export async function forgetWrongCodes(db: Db | Tx, accountId: string): Promise<boolean> {
  const count = await run(
    db,
    sql`update second_factor set failures = 0, locked_until = null where account_id = ${accountId} and failures > 0`,
  )
  return count > 0
}

/** Begins enrolment with a fresh secret, over one that was never confirmed; undefined where a second factor is on. */
export async function beginEnrolment(ctx: Ctx, accountId: string): Promise<Uint8Array | undefined> {
  const secret = newTotpSecret()
  const begun = await run(
    ctx.tx,
    sql`insert into second_factor as f (account_id, secret, recovery_salt)
      values (${accountId}, ${ctx.seal.close(secret, accountId)}, ${newSalt()})
      on conflict (account_id) do update set secret = excluded.secret, spent_step = null, failures = 0, locked_until = null
      where f.confirmed_at is null`,
  )
  return begun > 0 ? secret : undefined
}

/**
 * Ends enrolment with the first code of the application; gives the ten recovery codes, which are shown this once, or undefined for a
 * wrong code.
 */
export async function confirmEnrolment(ctx: Ctx, accountId: string, typed: string): Promise<string[] | undefined> {
  const row = await one(
    ctx.tx,
    sql<{ secret: string; seconds: number }>`
      select secret, floor(extract(epoch from now()))::bigint seconds from second_factor
      where account_id = ${accountId} and confirmed_at is null for update`,
  )
  const step = row && stepOfCode(ctx.seal.open(row.secret, accountId), typed.trim(), row.seconds, null)
  if (step === undefined) return undefined
  await run(
    ctx.tx,
    sql`update second_factor set confirmed_at = now(), spent_step = ${step}, failures = 0 where account_id = ${accountId}`,
  )
  return renewRecoveryCodes(ctx, accountId)
}

/** Replaces the recovery codes by ten fresh ones; the old open nothing. */
export async function renewRecoveryCodes(ctx: Ctx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  const salt = newSalt()
  const hashes = await Promise.all(codes.map(code => recoveryHash(code.replaceAll('-', ''), salt)))
  await run(ctx.tx, sql`update second_factor set recovery_salt = ${salt} where account_id = ${accountId}`)
  await run(ctx.tx, sql`delete from recovery_code where account_id = ${accountId}`)
  await run(ctx.tx, sql`insert into recovery_code (account_id, hash) select ${accountId}, unnest(${hashes}::text[])`)
  return codes
}

/** Takes the second factor away with its recovery codes; false where there is none. */
export async function removeSecondFactor(ctx: Ctx, accountId: string): Promise<boolean> {
  const count = await run(ctx.tx, sql`delete from second_factor where account_id = ${accountId}`)
  return count > 0
}

const newSalt = () => Buffer.from(newTotpSecret()).toString('base64url')
