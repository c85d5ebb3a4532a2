import type { z } from 'zod'
import type { meetingsQuery } from '#contract/gatherings.ts'
import type { Ctx } from '#kernel/context.ts'
import { sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { type Meeting, meetings, outcomes, packs } from './records.ts'

export type Listed = Meeting & { packs: number; tasks: number }

/** One page of meetings with how many packs were frozen and how many tasks came out. */
export function listMeetings<Out>(ctx: Ctx, query: z.output<typeof meetingsQuery>, map: (row: Listed) => Out) {
  return listPage<Listed, Out>(ctx, query, {
    columns: sql`m.*, coalesce(k.n, 0)::int packs, coalesce(t.n, 0)::int tasks`,
    from: sql`${meetings.at(ctx)} m
      left join (select meeting_id, count(*) n from ${packs.at(ctx)} x group by meeting_id) k on k.meeting_id = m.id
      left join (select meeting_id, count(*) n from ${outcomes.at(ctx)} y where kind = 'task' group by meeting_id) t on t.meeting_id = m.id`,
    where: [
      visible(ctx, policy, 'gatherings.read', 'm'),
      contains(query.find, [sql`m.title`, sql`m.place`]),
      ...(query.kind ? [sql`m.kind = ${query.kind}`] : []),
    ],
    sorts: { heldOn: { by: sql`m.held_on`, type: 'date' }, title: { by: sql`m.title`, type: 'text' } },
    sort: '-heldOn',
    id: sql`m.id`,
    map,
  })
}
