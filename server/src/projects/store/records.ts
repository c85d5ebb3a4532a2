import type { Bound } from '#contract/kernel.ts'
import type { amountKinds, partyRoles } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { visible } from '#kernel/policy.ts'
import type { Day } from '#kernel/time/day.ts'
import { policy } from '../policy.ts'

export type Batch = Versioned & {
  code: string
  name: string
  signedOn: Day | null
  event: string | null
  statedCount: number | null
  statedTotalFen: number | null
  statedTotalPrinted: string | null
}
export const batches = recordTable<Batch>('signing_batch', [
  'code',
  'name',
  'signed_on',
  'event',
  'stated_count',
  'stated_total_fen',
  'stated_total_printed',
])

export type Project = Versioned & {
  code: string | null
  name: string
  parentId: string | null
  batchId: string | null
  unitId: string | null
  unitIds: string[]
  kind: string | null
  level: string | null
  place: string | null
  chain: string | null
  content: string | null
  stage: string | null
  stageOn: Day | null
  stageRecognised: boolean
  problem: string | null
  draft: boolean
  sharedWith: number[]
}
export const projects = recordTable<Project>('project', [
  'code',
  'name',
  'parent_id',
  'batch_id',
  'unit_id',
  'unit_ids',
  'kind',
  'level',
  'place',
  'chain',
  'content',
  'stage',
  'stage_on',
  'stage_recognised',
  'problem',
  'draft',
  'shared_with',
])

export type Stage = Versioned & {
  projectId: string
  stage: string
  plannedOn: Day | null
  claimedOn: Day | null
  recognisedOn: Day | null
  checklist: string[]
  note: string | null
  ruleName: string
  ruleVersion: string
}
export const stages = recordTable<Stage>('project_stage', [
  'project_id',
  'stage',
  'planned_on',
  'claimed_on',
  'recognised_on',
  'checklist',
  'note',
  'rule_name',
  'rule_version',
])

export type Party = Versioned & {
  projectId: string
  name: string
  organisationId: string | null
  role: (typeof partyRoles)[number]
}
export const parties = recordTable<Party>('project_party', ['project_id', 'name', 'organisation_id', 'role'])

export type Amount = Versioned & {
  projectId: string
  what: (typeof amountKinds)[number]
  value: number
  unit: string
  bound: Bound | null
  printed: string
  fen: number | null
  currency: string | null
}
export const amounts = recordTable<Amount>('project_amount', [
  'project_id',
  'what',
  'value',
  'unit',
  'bound',
  'printed',
  'fen',
  'currency',
])

export type Agreement = Versioned & {
  subject: string
  form: string
  signedOn: Day | null
  parties: string[]
  organisationIds: string[]
  term: string | null
  draft: boolean
  sharedWith: number[]
}
export const agreements = recordTable<Agreement>('agreement', [
  'subject',
  'form',
  'signed_on',
  'parties',
  'organisation_ids',
  'term',
  'draft',
  'shared_with',
])

export const stagesOf = (ctx: Ctx, projectId: string) =>
  rows(ctx.tx, sql<Stage>`select * from ${stages.at(ctx)} s where project_id = ${projectId} order by id`)

/** The stages of every project that was signed in a batch, in no order. */
export const stagesOfBatches = (ctx: Ctx) =>
  rows(
    ctx.tx,
    sql<Stage>`select s.* from ${stages.at(ctx)} s join ${projects.at(ctx)} p on p.id = s.project_id where p.batch_id is not null`,
  )

export const partiesOf = (ctx: Ctx, projectId: string) =>
  rows(
    ctx.tx,
    sql<Party>`select * from ${parties.at(ctx)} p where project_id = ${projectId} order by recorded_from, id`,
  )

export const amountsOf = (ctx: Ctx, projectId: string) =>
  rows(
    ctx.tx,
    sql<Amount>`select * from ${amounts.at(ctx)} a where project_id = ${projectId} order by recorded_from, id`,
  )

/** The projects below one, as far as the actor may see them. */
export const childrenOf = (ctx: Ctx, projectId: string) =>
  rows(
    ctx.tx,
    sql<Project>`select * from ${projects.at(ctx)} p where parent_id = ${projectId} and ${visible(ctx, policy, 'projects.read', 'p')} order by name, id`,
  )

/** A standing project of exactly this name (white space and brackets aside), for joining what two pages say of one project. */
export const projectNamed = (ctx: Ctx, name: string) =>
  one(
    ctx.tx,
    sql<Project>`select * from project where region_id = ${ctx.regionId} and not withdrawn and ${plainName(sql`name`)} = ${plainName(sql`${name}::text`)} limit 1`,
  )

export const batchCoded = (ctx: Ctx, code: string) =>
  one(
    ctx.tx,
    sql<Batch>`select * from signing_batch where region_id = ${ctx.regionId} and code = ${code} and not withdrawn`,
  )

export const stageRow = (ctx: Ctx, projectId: string, stage: string) =>
  one(
    ctx.tx,
    sql<Stage>`select * from project_stage where region_id = ${ctx.regionId} and project_id = ${projectId} and stage = ${stage} and not withdrawn for update`,
  )

/** Records that were drafted from a fact and on which nobody has worked since: their first version stands and was written with it. */
export const draftedFrom = (ctx: Ctx, factId: string) =>
  rows(
    ctx.tx,
    sql<{ kind: string; id: string }>`
      select distinct subject_kind kind, subject_id id from provenance
      where region_id = ${ctx.regionId} and fact_id = ${factId} and subject_kind in ('project', 'agreement', 'batch', 'project-stage', 'project-amount')`,
  )

const plainName = (name: ReturnType<typeof sql>) => sql`regexp_replace(${name}, '[[:space:]()（）“”"]|项目$', '', 'g')`

export const projectCoded = (ctx: Ctx, code: string) =>
  one(
    ctx.tx,
    sql<Project>`select * from project where region_id = ${ctx.regionId} and code = ${code} and not withdrawn limit 1`,
  )
