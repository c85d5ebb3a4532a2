import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { visible } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { matters } from './tables.ts'

type Link = { id: string; refNo: string | null; title: string }

/** Another matter's number and title, or null where the actor may not see it. */
export async function linkTo(ctx: Ctx, id: string): Promise<Link | null> {
  const found = await one(
    ctx.tx,
    sql<Link>`select id, ref_no, title from ${matters.at(ctx)} m where id = ${id} and ${visible(ctx, policy, 'matters.read', 'm')}`,
  )
  return found ?? null
}

export const childrenOf = (ctx: Ctx, id: string): Promise<Link[]> =>
  rows(
    ctx.tx,
    sql<Link>`select id, ref_no, title from ${matters.at(ctx)} m
      where (parent_id = ${id} or merged_into = ${id}) and ${visible(ctx, policy, 'matters.read', 'm')} order by id limit 100`,
  )

/** The fields of a matter that rest on a page. */
export async function provenFields(ctx: Ctx, id: string): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ field: string }>`select distinct field from ${provenance.at(ctx)} p
      where subject_kind = 'matter' and subject_id = ${id} and source_id is not null order by field`,
  )
  return found.map(link => link.field)
}
