import { createHash, randomInt } from 'node:crypto'
import type { Seal } from '../accounts/seal.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'

/*
 * One-time codes by mobile number. Times are the machine's, as for every sign-in: a demonstration's clock must neither end nor lengthen
 * them. Figures are ours [C]; gateways charge by the message, and a code of six digits with five tries is guessed once in 200,000.
 */
export const codeRules = { goodForSeconds: 300, againAfterSeconds: 60, tries: 5, perDay: 10 } as const

/** The keyed hash under which a number is found, in one region. */
export const phoneKeyOf = (seal: Seal, regionId: number, phone: string) => seal.mac(phone, `citizen phone ${regionId}`)

/** The keyed hash of the block of a hundred numbers that a number stands in: its digits but the last two. */
export const blockKeyOf = (seal: Seal, regionId: number, phone: string) =>
  seal.mac(phone.slice(0, -2), `citizen number block ${regionId}`)

/**
 * Makes a new code for a number, in place of the one before. Refuses `citizens.code-too-many` {seconds} within a minute of the last or
 * after ten on one day: one row per number counts, whichever process asks.
 */
export async function newCode(db: Db | Tx, seal: Seal, regionId: number, phone: string): Promise<string> {
  const phoneKey = phoneKeyOf(seal, regionId, phone)
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const { goodForSeconds, againAfterSeconds, tries, perDay } = codeRules
  const made = await one(
    db,
    sql`insert into citizen_code as c (region_id, phone_key, code_hash, sent_at, expires_at, tries_left, day, sent_today)
      values (${regionId}, ${phoneKey}, ${hashOf(phoneKey, code)}, now(), now() + make_interval(secs => ${goodForSeconds}), ${tries},
        (now() at time zone 'Asia/Shanghai')::date, 1)
      on conflict (region_id, phone_key) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at,
        expires_at = excluded.expires_at, tries_left = excluded.tries_left, day = excluded.day,
        sent_today = case when c.day = excluded.day then c.sent_today + 1 else 1 end
      where c.sent_at <= now() - make_interval(secs => ${againAfterSeconds}) and (c.day < excluded.day or c.sent_today < ${perDay})
      returning 1 as n`,
  )
  if (made) return code
  const wait = await one(
    db,
    sql<{ seconds: number }>`select ceil(extract(epoch from case
        when sent_today >= ${perDay} and day = (now() at time zone 'Asia/Shanghai')::date
        then (day + 1)::timestamp at time zone 'Asia/Shanghai' else sent_at + make_interval(secs => ${againAfterSeconds}) end - now()))::int seconds
      from citizen_code where region_id = ${regionId} and phone_key = ${phoneKey}`,
  )
  const seconds = Math.max(1, wait?.seconds ?? 1)
  throw refuse('citizens.code-too-many', { seconds }, { retryAfter: seconds, field: 'phone' })
}

/** Takes a code back that could not be sent, so that the next may be asked for at once. */
export async function dropCode(db: Db | Tx, seal: Seal, regionId: number, phone: string): Promise<void> {
  await run(
    db,
    sql`update citizen_code set expires_at = now(), sent_at = now() - make_interval(secs => ${codeRules.againAfterSeconds}), sent_today = sent_today - 1
      where region_id = ${regionId} and phone_key = ${phoneKeyOf(seal, regionId, phone)}`,
  )
}

/**
 * Uses a code up. A try is taken before the code is compared, so that codes sent at once cannot share one; a right code goes with its
 * row's last use and counts once. Refuses `citizens.code-wrong`, with the tries kept; also where there is no code, it is too old, or
 * the tries are over: who guesses learns nothing of which.
 */
export async function spendCode(db: Db | Tx, seal: Seal, regionId: number, phone: string, code: string): Promise<void> {
  const phoneKey = phoneKeyOf(seal, regionId, phone)
  const hash = hashOf(phoneKey, code)
  const taken = await one(
    db,
    sql<{
      right: boolean
    }>`update citizen_code set tries_left = case when code_hash = ${hash} then 0 else tries_left - 1 end
      where region_id = ${regionId} and phone_key = ${phoneKey} and tries_left > 0 and expires_at > now()
      returning code_hash = ${hash} "right"`,
  )
  if (!taken?.right) throw refuse('citizens.code-wrong', {}, { field: 'code', keeps: true })
}

const hashOf = (phoneKey: string, code: string) =>
  createHash('sha256').update(`${phoneKey}:${code}`).digest('base64url')
