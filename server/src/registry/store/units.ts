import { type Unit, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'

/** All units as of the instant asked, in the order of the tree's siblings. */
export function unitsInOrder(ctx: Ctx) {
  return rows(ctx.tx, sql<Unit>`select u.* from ${units.at(ctx)} u order by u.position, u.code`)
}

export function unitByCode(ctx: Ctx, code: string): Promise<Unit | undefined> {
  return one(
    ctx.tx,
    sql<Unit>`select u.* from unit u where u.region_id = ${ctx.regionId} and u.code = ${code} for update`,
  )
}

/** What stands on a unit: units below it, people who hold an account in it. */
export async function unitInUse(ctx: Ctx, id: string): Promise<boolean> {
  const used = await one(
    ctx.tx,
    sql`select 1 where exists (select 1 from unit u where u.region_id = ${ctx.regionId} and u.parent_id = ${id} and not u.withdrawn)
      or exists (select 1 from member m where m.region_id = ${ctx.regionId} and m.unit_id = ${id} and m.active and not m.withdrawn)`,
  )
  return used !== undefined
}
