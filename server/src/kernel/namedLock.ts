import type { Ctx } from './context.ts'
import { run, sql } from './database/sql.ts'

/**
 * Does what has this name one after the other in the region: waits for the command that holds it, and holds it until this one ends.
 *
 * A row and no advisory lock: where regions are spread over machines, an advisory lock is given once on each of them.
 */
export async function lockNamed(ctx: Ctx, name: string): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into named_lock (region_id, name) values (${ctx.regionId}, ${name}) on conflict (region_id, name) do nothing`,
  )
  await run(ctx.tx, sql`select 1 from named_lock where region_id = ${ctx.regionId} and name = ${name} for update`)
}
