import type { z } from 'zod'
import type { poolQuery } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import type { PlaceRow } from './drawRecords.ts'

/** One page of the frozen pool of a draw. */
export function listPlaces<Out>(
  ctx: Ctx,
  drawId: string,
  query: z.output<typeof poolQuery>,
  map: (row: PlaceRow) => Out,
) {
  return listPage<PlaceRow, Out>(ctx, query, {
    columns: sql`p.*`,
    from: sql`(select * from quiz_draw_place where region_id = ${ctx.regionId} and draw_id = ${drawId}) p`,
    where: [contains(query.find, [sql`p.alias`])],
    sorts: { place: { by: sql`p.place`, type: 'integer' } },
    sort: 'place',
    id: sql`p.id`,
    map,
  })
}
