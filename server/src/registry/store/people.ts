import type { Standing } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

export type PersonRecord = Versioned & {
  code: string | null
  name: string
  nameKey: string
  note: string | null
  standing: Standing
  draftedFrom: string | null
}
export const people = recordTable<PersonRecord>('person', [
  'code',
  'name',
  'name_key',
  'note',
  'standing',
  'drafted_from',
])

export type TenureRecord = Versioned & {
  personId: string
  post: string
  postKey: string
  acting: boolean
  rankWord: boolean
  organisationId: string | null
  unitId: string | null
  organisationText: string | null
  /** The key of the organisation as printed, empty where none is named: continuity is judged on it when nothing was resolved. */
  organisationKey: string
  validFrom: Day | null
  validTo: Day | null
  seenFirst: Day | null
  seenLast: Day | null
  draftedFrom: string | null
}
export const tenures = recordTable<TenureRecord>('tenure', [
  'person_id',
  'post',
  'post_key',
  'acting',
  'rank_word',
  'organisation_id',
  'unit_id',
  'organisation_text',
  'organisation_key',
  'valid_from',
  'valid_to',
  'seen_first',
  'seen_last',
  'drafted_from',
])

export function peopleByKey(ctx: Ctx, key: string) {
  return rows(ctx.tx, sql<PersonRecord>`select p.* from ${people.at(ctx)} p where p.name_key = ${key} order by p.id`)
}

export function tenuresOfPeople(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<TenureRecord>`
      select t.* from ${tenures.at(ctx)} t where t.person_id = any(${[...ids]}::uuid[])
      order by coalesce(t.valid_from, t.seen_first) nulls last, t.id`,
  )
}

export function tenuresIn(ctx: Ctx, organisationIds: readonly string[]) {
  return rows(
    ctx.tx,
    sql<TenureRecord>`
      select t.* from ${tenures.at(ctx)} t where t.organisation_id = any(${[...organisationIds]}::uuid[])
      order by coalesce(t.valid_from, t.seen_first) nulls last, t.id`,
  )
}

/** Tenures of one post; narrowed to a seat when an organisation or a unit is named. */
export function tenuresOfPost(
  ctx: Ctx,
  postKey: string,
  seat: { organisationIds?: readonly string[]; unitId?: string | undefined },
) {
  const inOrganisation = seat.organisationIds
    ? sql`t.organisation_id = any(${[...seat.organisationIds]}::uuid[])`
    : sql`true`
  const inUnit = seat.unitId ? sql`t.unit_id = ${seat.unitId}` : sql`true`
  return rows(
    ctx.tx,
    sql<TenureRecord>`select t.* from ${tenures.at(ctx)} t where t.post_key = ${postKey} and ${inOrganisation} and ${inUnit} order by t.id`,
  )
}

export function peopleDraftedFrom(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<PersonRecord>`
      select p.* from person p where p.region_id = ${ctx.regionId} and p.drafted_from = ${factId}
        and p.standing = 'draft' and p.version = 1 and not p.withdrawn for update`,
  )
}

export function tenuresDraftedFrom(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<TenureRecord>`
      select t.* from tenure t where t.region_id = ${ctx.regionId} and t.drafted_from = ${factId} and not t.withdrawn for update`,
  )
}

export async function personInUse(ctx: Ctx, id: string): Promise<boolean> {
  const used = await one(
    ctx.tx,
    sql`select 1 where exists (select 1 from tenure t where t.region_id = ${ctx.regionId} and t.person_id = ${id} and not t.withdrawn)
      or exists (select 1 from person_link l where l.region_id = ${ctx.regionId} and l.judgement = 'same' and (l.left_id = ${id} or l.right_id = ${id}) and not l.withdrawn)`,
  )
  return used !== undefined
}

export function personNamesBy(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<{
      id: string
      name: string
    }>`select p.id, p.name from ${people.at(ctx)} p where p.id = any(${[...ids]}::uuid[])`,
  )
}

export function personNames(ctx: Ctx) {
  return rows(ctx.tx, sql<{ name: string }>`select distinct p.name from ${people.at(ctx)} p order by p.name`)
}

/** Tenures, locked, that name an organisation by one of the keys and were joined to none. */
export function tenuresNaming(ctx: Ctx, organisationKeys: readonly string[]) {
  return rows(
    ctx.tx,
    sql<TenureRecord>`
      select t.* from tenure t where t.region_id = ${ctx.regionId} and t.organisation_key = any(${[...organisationKeys]}::text[])
        and t.organisation_key <> '' and t.organisation_id is null and t.unit_id is null and not t.withdrawn for update`,
  )
}

export function personByCode(ctx: Ctx, code: string): Promise<PersonRecord | undefined> {
  return one(ctx.tx, sql<PersonRecord>`select p.* from ${people.at(ctx)} p where p.code = ${code}`)
}
