import type { Role } from '#contract/kernel.ts'
import type { Actor, Ctx } from '../context.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, type RawBuilder, rows, sql } from '../database/sql.ts'
import { recordTable, type Versioned } from '../history/records.ts'
import { refuse } from '../refusal.ts'

/** A unit of a region's government or a partner's: they form a tree. */
export type Unit = Versioned & {
  parentId: string | null
  code: string
  nameZh: string
  nameEn: string | null
  shortZh: string | null
  kind: string
  position: number
  validFrom: string | null
  validTo: string | null
}
export const units = recordTable<Unit>('unit', [
  'parent_id',
  'code',
  'name_zh',
  'name_en',
  'short_zh',
  'kind',
  'position',
  'valid_from',
  'valid_to',
])

/** A person's membership of a region: account, unit, roles. */
export type Member = Versioned & {
  accountId: string
  username: string
  name: string
  unitId: string | null
  roles: Role[]
  active: boolean
}
export const members = recordTable<Member>('member', ['account_id', 'username', 'name', 'unit_id', 'roles', 'active'])

export type Region = { regionId: number; nameZh: string; nameEn: string; demonstration: boolean }

export function regions(db: Db | Tx): Promise<Region[]> {
  return rows(db, sql<Region>`select region_id, name_zh, name_en, demonstration from region order by region_id`)
}

/** Adds a region or renames it. Regions are few and shared by all, so they have no history. */
/** The region whose list of work the system operator of an installation reads: the first that has one in use, or the first of all. */
export async function operatedRegion(db: Db | Tx): Promise<number | undefined> {
  const all = await regions(db)
  for (const { regionId } of all) {
    const operator = await one(
      db,
      sql`select 1 from member
        where region_id = ${regionId} and active and not withdrawn and 'system-operator' = any(roles) limit 1`,
    )
    if (operator) return regionId
  }
  return all[0]?.regionId
}

export async function putRegion(db: Db | Tx, region: Region): Promise<void> {
  await one(
    db,
    sql`insert into region (region_id, name_zh, name_en, demonstration)
      values (${region.regionId}, ${region.nameZh}, ${region.nameEn}, ${region.demonstration})
      on conflict (region_id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`,
  )
}

/** The program itself, for what happens without a person: first start, timers. */
export function systemActor(regionId: number): Actor {
  return {
    id: '00000000-0000-7000-8000-000000000000',
    name: '系统',
    regionId,
    unitId: null,
    unitIds: [],
    roles: new Set<Role>(['system-operator', 'office-head']),
  }
}

/** The actor an account stands for, or undefined when it has no active membership. */
export async function actorOfAccount(db: Db | Tx, accountId: string): Promise<Actor | undefined> {
  const member = await one(
    db,
    sql<Member>`select * from member where account_id = ${accountId} and active and not withdrawn`,
  )
  return member && actorOf(db, member)
}

/** The actor behind a user name, for commands run on the server itself. */
export async function actorNamed(db: Db | Tx, regionId: number, username: string): Promise<Actor> {
  const member = await one(
    db,
    sql<Member>`select * from member where region_id = ${regionId} and username = ${username} and active and not withdrawn`,
  )
  if (!member) throw refuse('kernel.member-not-found', { username })
  return actorOf(db, member)
}

/** The active member with a user name, in whatever region, or undefined: names are of the installation. */
export function memberNamed(db: Db, username: string): Promise<{ id: string; regionId: number } | undefined> {
  return one(
    db,
    sql<{ id: string; regionId: number }>`
      select id, region_id from member where lower(username) = ${username.normalize('NFKC').trim().toLowerCase()}
        and active and not withdrawn`,
  )
}

async function actorOf(db: Db | Tx, member: Member): Promise<Actor> {
  return {
    id: member.id,
    name: member.name,
    regionId: member.regionId,
    unitId: member.unitId,
    unitIds: member.unitId ? await unitsBelow(db, member.regionId, member.unitId) : [],
    roles: new Set(member.roles),
  }
}

/** A unit and every unit below it. */
export async function unitsBelow(db: Db | Tx, regionId: number, unitId: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`
      with recursive below as (
        select id from unit where region_id = ${regionId} and id = ${unitId}
        union select u.id from unit u join below b on u.parent_id = b.id where u.region_id = ${regionId} and not u.withdrawn
      ) select id from below`,
  )
  return found.map(unit => unit.id)
}

/** The unit with a code, as of the context's instant, or undefined. */
export function unitCoded(ctx: Ctx, code: string): Promise<Unit | undefined> {
  return one(ctx.tx, sql<Unit>`select * from ${units.at(ctx)} u where code = ${code}`)
}

/** Names of units by id, as of the context's instant: rooms show them beside their own records. */
export async function unitNames(
  ctx: Ctx,
): Promise<Map<string, { nameZh: string; nameEn: string | null; shortZh: string | null }>> {
  const found = await rows(ctx.tx, sql<Unit>`select * from ${units.at(ctx)} u`)
  return new Map(found.map(unit => [unit.id, unit]))
}

/** Names of members by id, as of the context's instant, also of those who have left. */
export async function memberNames(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter(id => id !== null)
  if (wanted.length === 0) return new Map()
  const found = await rows(
    ctx.tx,
    sql<{ id: string; name: string }>`select id, name from ${members.at(ctx, { withdrawn: true })} m
      where id = any(${wanted}::uuid[])`,
  )
  return new Map(found.map(member => [member.id, member.name]))
}

/** An expression for the name a member had at an instant: what was signed keeps the name it was signed with. */
export function nameThen(
  ctx: Pick<Ctx, 'regionId'>,
  who: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`coalesce(
    (select h.name from member_history h where h.region_id = ${ctx.regionId} and h.id = ${who} and h.recorded_from <= ${at} and h.recorded_to > ${at}),
    (select c.name from member c where c.region_id = ${ctx.regionId} and c.id = ${who}))`
}

/** Everybody who can sign in, with their unit, in every region: for the accounts a demonstration offers. */
export function peopleWithAccounts(
  db: Db,
): Promise<Array<{ username: string; name: string; roles: Role[]; unitZh: string | null; unitEn: string | null }>> {
  return rows(
    db,
    sql<{ username: string; name: string; roles: Role[]; unitZh: string | null; unitEn: string | null }>`
      select m.username, m.name, m.roles, u.name_zh unit_zh, u.name_en unit_en from member m
      left join unit u on u.region_id = m.region_id and u.id = m.unit_id
      where m.active and not m.withdrawn and m.account_id not like 'none:%' order by m.region_id desc, m.id`,
  )
}

/** All units of all regions, for loaders that name units by code. */
export function allUnits(db: Db): Promise<Unit[]> {
  return rows(db, sql<Unit>`select * from unit where not withdrawn order by region_id, position, id`)
}
