import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOfField } from '#kernel/evidence/field.ts'
import type { RecordTable, Versioned } from '#kernel/history/records.ts'
import { newIn, policy } from './policy.ts'
import { batchEvidence, isComputed } from './queries/batches.ts'
import { funnelEvidence } from './queries/funnel.ts'
import { agreements, amounts, batches, type Project, projects, stages } from './store/records.ts'

const readable = (ctx: Ctx, project: Project | undefined) =>
  project !== undefined && policy['projects.read'].test(ctx.actor, project)

/** Batches are the region's own, as their list is. */
const readsBatches = (ctx: Ctx) => policy['projects.read'].test(ctx.actor, newIn(ctx.regionId))

/** Fields whose shown name differs from the column that holds them. */
const columnOf: Readonly<Record<string, string>> = { statedTotal: 'statedTotalPrinted' }

async function ofRecord<Row extends Versioned>(
  ctx: Ctx,
  table: RecordTable<Row>,
  ref: EvidenceRef,
): Promise<Evidence[]> {
  // A field's name is a column of the row; an unknown one has no version in which it changed and so no evidence.
  return evidenceOfField(ctx, table, ref, (columnOf[ref.field] ?? ref.field) as keyof Row & string)
}

/** Answers for the evidence of projects, their stages and amounts, batches and agreements; null for what the actor may not know. */
export const evidence = {
  project: async (ctx: Ctx, ref: EvidenceRef) => {
    if (!readable(ctx, await projects.find(ctx, ref.id))) return null
    // 未填: an amount that nobody gave has no evidence, and that is what is answered.
    return ref.field === 'investment' ? [] : ofRecord(ctx, projects, ref)
  },
  'project-funnel': funnelEvidence,
  'project-stage': async (ctx: Ctx, ref: EvidenceRef) => {
    const stage = await stages.find(ctx, ref.id)
    return stage && readable(ctx, await projects.find(ctx, stage.projectId)) ? ofRecord(ctx, stages, ref) : null
  },
  'project-amount': async (ctx: Ctx, ref: EvidenceRef) => {
    const amount = await amounts.find(ctx, ref.id)
    return amount && readable(ctx, await projects.find(ctx, amount.projectId)) ? ofRecord(ctx, amounts, ref) : null
  },
  batch: async (ctx: Ctx, ref: EvidenceRef) => {
    if (!readsBatches(ctx) || !(await batches.find(ctx, ref.id))) return null
    if (isComputed(ref.field)) return [await batchEvidence(ctx, ref.id, ref.field)]
    return ofRecord(ctx, batches, ref)
  },
  agreement: async (ctx: Ctx, ref: EvidenceRef) => {
    const agreement = await agreements.find(ctx, ref.id)
    return agreement && policy['projects.read'].test(ctx.actor, { ...agreement, unitIds: [] })
      ? ofRecord(ctx, agreements, ref)
      : null
  },
}

/** What a source's list of dependants shows of a project, a batch or an agreement. */
export const subjects = {
  project: async (ctx: Ctx, id: string) => {
    const project = await projects.find(ctx, id)
    return project && readable(ctx, project) ? { title: project.name, href: `/projects/${id}` } : null
  },
  'project-stage': async (ctx: Ctx, id: string) => {
    const stage = await stages.find(ctx, id)
    const project = stage && (await projects.find(ctx, stage.projectId))
    return project && readable(ctx, project) ? { title: project.name, href: `/projects/${project.id}` } : null
  },
  'project-amount': async (ctx: Ctx, id: string) => {
    const amount = await amounts.find(ctx, id)
    const project = amount && (await projects.find(ctx, amount.projectId))
    return project && readable(ctx, project) ? { title: project.name, href: `/projects/${project.id}` } : null
  },
  batch: async (ctx: Ctx, id: string) => {
    const batch = readsBatches(ctx) ? await batches.find(ctx, id) : undefined
    return batch ? { title: batch.name, href: '/projects/batches' } : null
  },
  agreement: async (ctx: Ctx, id: string) => {
    const agreement = await agreements.find(ctx, id)
    return agreement && policy['projects.read'].test(ctx.actor, { ...agreement, unitIds: [] })
      ? { title: agreement.subject, href: '/projects/agreements' }
      : null
  },
}
