import { type Unit, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'

export type UnitNamed = { id: string; nameZh: string; nameEn: string | null; shortZh: string | null }

/** The region's own units in their order, as of the context's instant. */
export const ownUnits = (ctx: Ctx): Promise<Unit[]> =>
  rows(ctx.tx, sql<Unit>`select * from ${units.at(ctx)} u order by position, id`)

/** Units of the other regions on this server, to be given a part; at most 500. */
export function partnerUnits(ctx: Ctx): Promise<Array<UnitNamed & { regionId: number }>> {
  return rows(
    ctx.tx,
    sql<UnitNamed & { regionId: number }>`
      select id, name_zh, name_en, short_zh, region_id from unit where region_id <> ${ctx.regionId} and not withdrawn order by region_id, position, id limit 500`,
  )
}

/** A unit of another region, by the region and its id: units belong to their region. */
export const unitElsewhere = (ctx: Ctx, regionId: number, unitId: string): Promise<{ nameZh: string } | undefined> =>
  one(
    ctx.tx,
    sql<{
      nameZh: string
    }>`select name_zh from unit where region_id = ${regionId} and id = ${unitId} and not withdrawn`,
  )
