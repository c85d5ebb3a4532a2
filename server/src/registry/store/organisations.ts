import type { Standing } from '#contract/registry.ts'
import type { OrganisationType } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

export type OrganisationRecord = Versioned & {
  code: string | null
  name: string
  nameEn: string | null
  shortName: string | null
  nameKey: string
  shortKey: string | null
  nameCore: string
  type: OrganisationType
  placeId: string | null
  unitId: string | null
  creditCode: string | null
  note: string | null
  standing: Standing
  /** The accepted fact this record was drafted from. */
  draftedFrom: string | null
}
export const organisations = recordTable<OrganisationRecord>('organisation', [
  'code',
  'name',
  'name_en',
  'short_name',
  'name_key',
  'short_key',
  'name_core',
  'type',
  'place_id',
  'unit_id',
  'credit_code',
  'note',
  'standing',
  'drafted_from',
])

export type AliasRecord = Versioned & {
  organisationId: string
  alias: string
  aliasKey: string
  validFrom: Day | null
  validTo: Day | null
}
export const aliases = recordTable<AliasRecord>('organisation_alias', [
  'organisation_id',
  'alias',
  'alias_key',
  'valid_from',
  'valid_to',
])

export type MembershipRecord = Versioned & {
  memberId: string
  bodyId: string
  role: string
  validFrom: Day | null
  validTo: Day | null
  note: string | null
}
export const memberships = recordTable<MembershipRecord>('membership', [
  'member_id',
  'body_id',
  'role',
  'valid_from',
  'valid_to',
  'note',
])

/** Organisations found under a key, by name, short form or alias. */
export function organisationsByKey(ctx: Ctx, key: string) {
  return rows(
    ctx.tx,
    sql<OrganisationRecord & { how: 'name' | 'short' | 'alias' }>`
      select o.*, case when o.name_key = ${key} then 'name' when o.short_key = ${key} then 'short' else 'alias' end how
      from ${organisations.at(ctx)} o
      where o.name_key = ${key} or o.short_key = ${key}
        or exists (select 1 from ${aliases.at(ctx)} a where a.organisation_id = o.id and a.alias_key = ${key})
      order by o.id`,
  )
}

/** Organisations that share a pair of neighbouring characters with a name, with every name they go by; to be scored in code. */
export function organisationsLike(ctx: Ctx, { pairs, name }: { pairs: readonly string[]; name: string }) {
  const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
  const patterns = pairs.map(pair => `%${literal(pair)}%`)
  // A short form takes characters of the whole name in order (通大 of 南通大学), whichever of the two was asked for.
  const [...characters] = name
  const spread = characters.length >= 2 && characters.length <= 8 ? `%${characters.map(literal).join('%')}%` : null
  return rows(
    ctx.tx,
    sql<Pick<OrganisationRecord, 'id' | 'name' | 'type' | 'nameKey' | 'nameCore'> & { aliases: string[] }>`
      select o.id, o.name, o.type, o.name_key, o.name_core, array_remove(array_agg(a.alias) || o.short_name, null) aliases
      from ${organisations.at(ctx)} o left join ${aliases.at(ctx)} a on a.organisation_id = o.id
      where o.name_core like any(${patterns}::text[]) or o.short_key like any(${patterns}::text[]) or a.alias_key like any(${patterns}::text[])
        or o.name like ${spread}
        or (char_length(o.name_key) between 2 and 8 and ${name} like '%' || regexp_replace(o.name_key, '(.)', '\\1%', 'g'))
      group by o.id, o.name, o.type, o.name_key, o.name_core, o.short_name`,
  )
}

/** The name of every organisation as of the instant asked; a few thousand short rows at most. */
export function organisationNamesBy(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<Pick<OrganisationRecord, 'id' | 'name' | 'shortName' | 'type'>>`
      select o.id, o.name, o.short_name, o.type from ${organisations.at(ctx)} o where o.id = any(${[...ids]}::uuid[])`,
  )
}

/** Every name an organisation goes by, for the reader of pages. */
export function namesForReader(ctx: Ctx) {
  return rows(
    ctx.tx,
    sql<{ name: string; type: string; full: string }>`
      select n.name, o.type, o.name "full" from ${organisations.at(ctx)} o
      cross join lateral (
        select o.name union select o.short_name union select a.alias from ${aliases.at(ctx)} a where a.organisation_id = o.id
      ) n where n.name is not null order by o.id, n.name`,
  )
}

export function aliasesOf(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<AliasRecord>`select a.* from ${aliases.at(ctx)} a where a.organisation_id = any(${[...ids]}::uuid[]) order by a.valid_from nulls last, a.alias, a.id`,
  )
}

/** Memberships in which one of the organisations is the member or the body. */
export function membershipsOf(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<MembershipRecord>`
      select m.* from ${memberships.at(ctx)} m where m.member_id = any(${[...ids]}::uuid[]) or m.body_id = any(${[...ids]}::uuid[])
      order by m.valid_from nulls last, m.id`,
  )
}

/** A standing membership of the same pair and role whose time touches the one given. */
export function membershipLike(
  ctx: Ctx,
  wanted: Pick<MembershipRecord, 'memberId' | 'bodyId' | 'role' | 'validFrom' | 'validTo'>,
  except: string | null,
): Promise<MembershipRecord | undefined> {
  return one(
    ctx.tx,
    sql<MembershipRecord>`
      select m.* from ${memberships.at(ctx)} m
      where m.member_id = ${wanted.memberId} and m.body_id = ${wanted.bodyId} and m.role = ${wanted.role} and m.id is distinct from ${except}
        and daterange(m.valid_from, m.valid_to, '[]') && daterange(${wanted.validFrom}::date, ${wanted.validTo}::date, '[]') limit 1`,
  )
}

/** Organisations drafted from a fact and not looked at since. */
export function organisationsDraftedFrom(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<OrganisationRecord>`
      select o.* from organisation o where o.region_id = ${ctx.regionId} and o.drafted_from = ${factId}
        and o.standing = 'draft' and o.version = 1 and not o.withdrawn for update`,
  )
}

/** Whether anything of this room still stands on the organisation. */
export async function organisationInUse(ctx: Ctx, id: string): Promise<boolean> {
  const used = await one(
    ctx.tx,
    sql`select 1 where exists (select 1 from membership m where m.region_id = ${ctx.regionId} and (m.member_id = ${id} or m.body_id = ${id}) and not m.withdrawn)
      or exists (select 1 from tenure t where t.region_id = ${ctx.regionId} and t.organisation_id = ${id} and not t.withdrawn)
      or exists (select 1 from organisation_link l where l.region_id = ${ctx.regionId} and l.judgement = 'same' and (l.left_id = ${id} or l.right_id = ${id}) and not l.withdrawn)`,
  )
  return used !== undefined
}

export function organisationByCode(ctx: Ctx, code: string): Promise<OrganisationRecord | undefined> {
  return one(ctx.tx, sql<OrganisationRecord>`select o.* from ${organisations.at(ctx)} o where o.code = ${code}`)
}
