import { createHash } from 'node:crypto'
import type { CitizenSelf, ConsentKind } from '#contract/citizens.ts'
import { consentTexts } from '#contract/consentTexts.ts'
import type { Ctx } from '../context.ts'
import { one, rows, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { blockKeyOf, phoneKeyOf } from './codes.ts'

type Language = 'zh' | 'en'
type Consent = {
  kind: ConsentKind
  text: string
  sha256: string
  language: Language
  givenAt: Date
  withdrawnAt: Date | null
}

/**
 * The citizen of a number, made at first: two requests at once make one. The log gets the id, never the number. The number is closed
 * under its owner's id, so that a row copied to another opens nothing.
 */
export async function joined(ctx: Ctx, phone: string): Promise<string> {
  const phoneKey = phoneKeyOf(ctx.seal, ctx.regionId, phone)
  const id = ctx.newId()
  const made = await run(
    ctx.tx,
    sql`insert into citizen (region_id, id, phone_key, block_key, phone_sealed, joined_at)
      values (${ctx.regionId}, ${id}, ${phoneKey}, ${blockKeyOf(ctx.seal, ctx.regionId, phone)}, ${ctx.seal.close(Buffer.from(phone), id)}, ${ctx.now})
      on conflict (region_id, phone_key) do nothing`,
  )
  if (made > 0) {
    await ctx.record('citizens.joined', { kind: 'citizen', id })
    return id
  }
  const before = await one(
    ctx.tx,
    sql<{ id: string }>`select id from citizen where region_id = ${ctx.regionId} and phone_key = ${phoneKey}`,
  )
  if (!before) throw Object.assign(new Error('the citizen was erased in between'), { code: '40001' })
  return before.id
}

/** Keeps that a text was agreed to, with the text; agreeing again to what is agreed to changes nothing. */
export async function agree(ctx: Ctx, citizenId: string, kind: ConsentKind, language: Language): Promise<void> {
  const text = consentTexts[kind][language]
  const sha256 = createHash('sha256').update(text).digest('hex')
  await run(
    ctx.tx,
    sql`insert into consent_text (region_id, sha256, kind, language, text) values (${ctx.regionId}, ${sha256}, ${kind}, ${language}, ${text}) on conflict do nothing`,
  )
  const given = await run(
    ctx.tx,
    sql`insert into citizen_consent (region_id, citizen_id, kind, given_at, sha256)
      select ${ctx.regionId}::integer, ${citizenId}::uuid, ${kind}::text, ${ctx.now}::timestamptz, ${sha256}::text where not exists (select 1 from citizen_consent
        where region_id = ${ctx.regionId} and citizen_id = ${citizenId} and kind = ${kind} and withdrawn_at is null)`,
  )
  if (given > 0)
    await ctx.record('citizens.consent-given', { kind: 'citizen', id: citizenId }, { consent: kind, sha256 })
}

/** Takes an agreement back; the row stays, with the instant. */
export async function withdrawConsent(ctx: Ctx, citizenId: string, kind: ConsentKind): Promise<void> {
  const taken = await run(
    ctx.tx,
    sql`update citizen_consent set withdrawn_at = ${ctx.now}
      where region_id = ${ctx.regionId} and citizen_id = ${citizenId} and kind = ${kind} and withdrawn_at is null`,
  )
  if (taken > 0) await ctx.record('citizens.consent-withdrawn', { kind: 'citizen', id: citizenId }, { consent: kind })
}

/** Everything a citizen agreed to, oldest first, with the words that were agreed to. */
export function consentsOf(ctx: Ctx, citizenId: string): Promise<Consent[]> {
  return rows(
    ctx.tx,
    sql<Consent>`select c.kind, t.text, c.sha256, t.language, c.given_at, c.withdrawn_at from citizen_consent c
      join consent_text t on t.region_id = c.region_id and t.sha256 = c.sha256
      where c.region_id = ${ctx.regionId} and c.citizen_id = ${citizenId} order by c.given_at, c.kind`,
  )
}

/** Which of some citizens agree to something now. */
export async function agreeing(ctx: Ctx, citizenIds: readonly string[], kind: ConsentKind): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{ citizenId: string }>`select citizen_id from citizen_consent
      where region_id = ${ctx.regionId} and citizen_id = any(${[...citizenIds]}::uuid[]) and kind = ${kind} and withdrawn_at is null`,
  )
  return new Set(found.map(each => each.citizenId))
}

/** The mobile numbers of some citizens, opened; who was erased is left out. For telling winners, and nothing else. */
export async function phonesOf(ctx: Ctx, citizenIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string; phoneSealed: string }>`select id, phone_sealed from citizen
      where region_id = ${ctx.regionId} and id = any(${[...citizenIds]}::uuid[]) and erased_at is null`,
  )
  return new Map(found.map(each => [each.id, ctx.seal.open(each.phoneSealed, each.id).toString('utf8')]))
}

/** A citizen as the portal shows them to themselves. */
export async function selfOf(ctx: Ctx, citizenId: string): Promise<CitizenSelf & { phone: string }> {
  const found = await one(
    ctx.tx,
    sql<{
      joinedAt: Date
    }>`select joined_at from citizen where region_id = ${ctx.regionId} and id = ${citizenId} and erased_at is null`,
  )
  const phone = (await phonesOf(ctx, [citizenId])).get(citizenId)
  if (!found || phone === undefined) throw refuse('citizens.not-found')
  const given = await consentsOf(ctx, citizenId)
  return {
    id: citizenId,
    since: found.joinedAt.toISOString(),
    consents: given.filter(each => each.withdrawnAt === null).map(each => each.kind),
    lastFour: phone.slice(-4),
    phone,
  }
}

/**
 * Forgets who a citizen is: number, sessions and codes go, the row stays as a tombstone under which what was counted stays counted, by
 * nobody. Rooms hear `citizens.erased` and forget their part in the same transaction.
 */
export async function erase(ctx: Ctx, citizenId: string): Promise<void> {
  const before = await one(
    ctx.tx,
    sql<{
      phoneKey: string
    }>`select phone_key from citizen where region_id = ${ctx.regionId} and id = ${citizenId} and erased_at is null for update`,
  )
  if (!before) throw refuse('citizens.not-found')
  await run(ctx.tx, sql`delete from citizen_session where region_id = ${ctx.regionId} and citizen_id = ${citizenId}`)
  await run(ctx.tx, sql`delete from citizen_code where region_id = ${ctx.regionId} and phone_key = ${before.phoneKey}`)
  await run(
    ctx.tx,
    sql`update citizen set phone_key = null, block_key = null, phone_sealed = null, erased_at = ${ctx.now} where region_id = ${ctx.regionId} and id = ${citizenId}`,
  )
  await ctx.announce('citizens.erased', { citizenId })
  await ctx.record('citizens.erased', { kind: 'citizen', id: citizenId })
}

/** Holds citizens, in one order, until the command ends: nobody of them begins anything meanwhile, or is erased. */
export async function holdCitizens(ctx: Ctx, citizenIds: readonly string[]): Promise<void> {
  await rows(
    ctx.tx,
    sql`select id from citizen where region_id = ${ctx.regionId} and id = any(${[...citizenIds]}::uuid[]) order by id for update`,
  )
}

/**
 * Forgets the numbers of citizens, who are held, since nothing they are kept for is left: number, hashes, sessions and codes go, the row
 * stays as a tombstone. Unlike `erase`, which a citizen asks for, nobody hears of it: what rooms published stays as it is. Gives how many
 * had one; the caller says so in the log.
 */
export async function forgetNumbers(ctx: Ctx, citizenIds: readonly string[]): Promise<number> {
  const ids = [...citizenIds]
  await run(
    ctx.tx,
    sql`delete from citizen_session where region_id = ${ctx.regionId} and citizen_id = any(${ids}::uuid[])`,
  )
  await run(
    ctx.tx,
    sql`delete from citizen_code where region_id = ${ctx.regionId} and phone_key in (select phone_key from citizen
      where region_id = ${ctx.regionId} and id = any(${ids}::uuid[]) and erased_at is null)`,
  )
  return run(
    ctx.tx,
    sql`update citizen set phone_key = null, block_key = null, phone_sealed = null, erased_at = ${ctx.now}
      where region_id = ${ctx.regionId} and id = any(${ids}::uuid[]) and erased_at is null`,
  )
}
