import type { Standing } from '#contract/registry.ts'
import type { PlaceLevel } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

export type PlaceRecord = Versioned & {
  code: string | null
  name: string
  nameEn: string | null
  nameKey: string
  level: PlaceLevel
  parentId: string | null
  validFrom: Day | null
  validTo: Day | null
  replacedBy: string[]
  aliases: string[]
  aliasKeys: string[]
  note: string | null
  standing: Standing
  draftedFrom: string | null
}
export const places = recordTable<PlaceRecord>('place', [
  'code',
  'name',
  'name_en',
  'name_key',
  'level',
  'parent_id',
  'valid_from',
  'valid_to',
  'replaced_by',
  'aliases',
  'alias_keys',
  'note',
  'standing',
  'drafted_from',
])

/** All places, divisions first by code: a region has some hundreds, so the tree is sent whole. */
export function allPlaces(ctx: Ctx) {
  return rows(ctx.tx, sql<PlaceRecord>`select p.* from ${places.at(ctx)} p order by p.code nulls last, p.name, p.id`)
}

export function placeNamesBy(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<{
      id: string
      name: string
    }>`select p.id, p.name from ${places.at(ctx)} p where p.id = any(${[...ids]}::uuid[])`,
  )
}

export function placesByKeys(ctx: Ctx, keys: readonly string[]) {
  return rows(
    ctx.tx,
    sql<PlaceRecord>`select p.* from ${places.at(ctx)} p where p.name_key = any(${[...keys]}::text[]) or p.alias_keys && ${[...keys]}::text[] order by p.code nulls last, p.id`,
  )
}

export function placeByCode(ctx: Ctx, code: string): Promise<PlaceRecord | undefined> {
  return one(ctx.tx, sql<PlaceRecord>`select p.* from ${places.at(ctx)} p where p.code = ${code}`)
}

export function placesDraftedFrom(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<PlaceRecord>`
      select p.* from place p where p.region_id = ${ctx.regionId} and p.drafted_from = ${factId}
        and p.standing = 'draft' and p.version = 1 and not p.withdrawn for update`,
  )
}

/** What would be left without its place: places below it, organisations in it, a merge. */
export async function placeInUse(ctx: Ctx, id: string): Promise<boolean> {
  const used = await one(
    ctx.tx,
    sql`select 1 where exists (select 1 from place p where p.region_id = ${ctx.regionId} and p.parent_id = ${id} and not p.withdrawn)
      or exists (select 1 from organisation o where o.region_id = ${ctx.regionId} and o.place_id = ${id} and not o.withdrawn)
      or exists (select 1 from place_link l where l.region_id = ${ctx.regionId} and l.judgement = 'same' and (l.left_id = ${id} or l.right_id = ${id}) and not l.withdrawn)`,
  )
  return used !== undefined
}
