import { actorNamed } from '#kernel/accounts/members.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { command, type Kernel } from '#kernel/run.ts'
import { report } from '#server/matters/index.ts'

const REPORTERS = [
  'science.reporter',
  'innovation.reporter',
  'commerce.reporter',
  'industry.reporter',
  'haimen.reporter',
]

/**
 * Progress reports (报进展) on so many matters of the demonstration city that are going on: each call gives one report on each of them,
 * ready to be run as a command by the unit that leads it.
 */
export async function progressReports(kernel: Kernel, region: number, count: number) {
  const { db } = kernel.database
  const actors = await Promise.all(REPORTERS.map(name => actorNamed(db, region, name)))
  const matters = await rows(
    db,
    sql<{ id: string; unit: string }>`
      select m.id, m.lead_unit_id unit from matter m
      where m.region_id = ${region} and m.state = 'in_progress' and m.lead_unit_id = any(${actors.map(each => each.unitId)}::uuid[])
      order by m.id limit ${count}`,
  )
  return (batch: number) =>
    matters.map(({ id, unit }, n) => () => {
      const actor = actors.find(each => each.unitId === unit)
      if (!actor) throw new Error('a matter of nobody')
      const request = { id, text: `第${batch}次：设备到位，正在调试`, percent: (batch * 7 + n) % 100 }
      return command(kernel, actor, region, ctx => report(ctx, id, request), {
        idempotencyKey: `${batch}-${n}`,
        request,
      })
    })
}
