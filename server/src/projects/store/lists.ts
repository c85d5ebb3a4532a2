import type { z } from 'zod'
import type { Bound } from '#contract/kernel.ts'
import type { projectsQuery } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { contains, listPage } from '#kernel/list.ts'
import { ofRegion, visible } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import {
  type Agreement,
  agreements,
  amounts,
  type Batch,
  batches,
  type Party,
  type Project,
  parties,
  projects,
  type Stage,
  stages,
} from './records.ts'

export type Listed = Project & {
  parentName: string | null
  batchName: string | null
  partyNames: string[] | null
  investmentId: string | null
  investmentFen: number | null
  investmentBound: Bound | null
  investmentPrinted: string | null
  investmentQuoted: boolean | null
}

/**
 * The projects beside what a list shows of them: a parent or batch the actor may not see is not named. The counted amount is the newest total, else the newest single one; amounts are read
 * once for all projects, not once a project.
 */
const listed = (ctx: Ctx) => sql`${projects.at(ctx)} p
  left join ${projects.at(ctx)} up on up.id = p.parent_id and ${visible(ctx, policy, 'projects.read', 'up')}
  left join ${batches.at(ctx)} b on b.id = p.batch_id and ${ofRegion.where(ctx.actor, 'b')}
  left join (
    select distinct on (project_id) project_id, id, fen, bound, printed from ${amounts.at(ctx)} a
    where fen is not null and what in ('total', 'single') order by project_id, (what = 'total') desc, recorded_from desc, id desc
  ) inv on inv.project_id = p.id
  left join (select project_id, array_agg(name order by recorded_from, id) names from ${parties.at(ctx)} q group by project_id) who on who.project_id = p.id`

const columns = (
  ctx: Ctx,
) => sql`p.*, up.name parent_name, b.name batch_name, who.names party_names, inv.id investment_id, inv.fen investment_fen,
  inv.bound investment_bound, inv.printed investment_printed,
  (inv.id is not null and exists (select 1 from ${provenance.at(ctx)} l where l.subject_kind = 'project-amount' and l.subject_id = inv.id::text)) investment_quoted`

/** One page of projects, narrowed by permission before the limit. */
export function listProjects<Out>(ctx: Ctx, query: z.output<typeof projectsQuery>, map: (row: Listed) => Out) {
  return listPage<Listed, Out>(ctx, query, {
    columns: columns(ctx),
    from: listed(ctx),
    where: [
      visible(ctx, policy, 'projects.read', 'p'),
      contains(query.find, [
        sql`p.name`,
        sql`p.code`,
        sql`p.place`,
        sql`p.chain`,
        sql`array_to_string(who.names, ' ')`,
      ]),
      ...(query.stage ? [sql`p.stage = ${query.stage}`] : []),
      ...(query.batch ? [sql`p.batch_id = ${query.batch}`] : []),
      ...(query.unit ? [sql`p.unit_id = ${query.unit}`] : []),
      ...(query.draft === undefined ? [] : [sql`p.draft = ${query.draft}`]),
    ],
    sorts: {
      name: { by: sql`p.name`, type: 'text' },
      stageOn: { by: sql`coalesce(p.stage_on, date '0001-01-01')`, type: 'date' },
      investment: { by: sql`coalesce(inv.fen, -1)`, type: 'numeric' },
      stage: { by: sql`coalesce(p.stage, '')`, type: 'text' },
    },
    sort: '-stageOn',
    id: sql`p.id`,
    map,
  })
}

/** One project as a list shows it, without asking permission: the caller does. */
export async function listedProject(ctx: Ctx, id: string): Promise<Listed | undefined> {
  return (await rows(ctx.tx, sql<Listed>`select ${columns(ctx)} from ${listed(ctx)} where p.id = ${id}`))[0]
}

/** All projects the actor may see, for packs and funnels. */
export function visibleProjects(ctx: Ctx): Promise<Listed[]> {
  return rows(
    ctx.tx,
    sql<Listed>`select ${columns(ctx)} from ${listed(ctx)} where ${visible(ctx, policy, 'projects.read', 'p')} order by p.name, p.id`,
  )
}

export const allBatches = (ctx: Ctx) =>
  rows(
    ctx.tx,
    sql<Batch>`select * from ${batches.at(ctx)} b order by coalesce(signed_on, date '0001-01-01') desc, code`,
  )

/** The stages and the parties of every project of the region; the caller keeps to those the actor may see. */
export const stagesOfAll = (ctx: Ctx) =>
  rows(ctx.tx, sql<Stage>`select * from ${stages.at(ctx)} s order by project_id, id`)
export const partiesOfAll = (ctx: Ctx) =>
  rows(ctx.tx, sql<Party>`select * from ${parties.at(ctx)} q order by project_id, recorded_from, id`)

const readableAgreements = (ctx: Ctx) => sql`(select *, '{}'::uuid[] unit_ids from ${agreements.at(ctx)} a) g`

/** All agreements the actor may see. */
export const visibleAgreements = (ctx: Ctx) =>
  rows(
    ctx.tx,
    sql<Agreement>`select g.* from ${readableAgreements(ctx)} where ${visible(ctx, policy, 'projects.read', 'g')} order by g.id`,
  )

/** Which fields of which records have a page behind them, as `kind:id:field`. */
export async function quoted(ctx: Ctx, kinds: readonly string[], ids: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{
      mark: string
    }>`select distinct subject_kind || ':' || subject_id || ':' || field mark from ${provenance.at(ctx)} l
      where subject_kind = any(${[...kinds]}) and subject_id = any(${[...ids]}) and source_id is not null`,
  )
  return new Set(found.map(each => each.mark))
}

export function listAgreements<Out>(ctx: Ctx, query: ListAsked, map: (row: Agreement) => Out) {
  return listPage<Agreement, Out>(ctx, query, {
    columns: sql`g.*`,
    from: readableAgreements(ctx),
    where: [
      visible(ctx, policy, 'projects.read', 'g'),
      contains(query.find, [sql`g.subject`, sql`array_to_string(g.parties, ' ')`]),
    ],
    sorts: {
      signedOn: { by: sql`coalesce(g.signed_on, date '0001-01-01')`, type: 'date' },
      subject: { by: sql`g.subject`, type: 'text' },
    },
    sort: '-signedOn',
    id: sql`g.id`,
    map,
  })
}

export type ListAsked = {
  sort?: string | undefined
  cursor?: string | undefined
  limit: number
  find?: string | undefined
}
