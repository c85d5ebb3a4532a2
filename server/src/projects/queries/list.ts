import type { z } from 'zod'
import type { Figure } from '#contract/kernel.ts'
import type { ProjectRow, projectsQuery } from '#contract/projects.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn } from '#kernel/policy.ts'
import { inHundredMillions } from '../money.ts'
import { policy } from '../policy.ts'
import { type Listed, listProjects } from '../store/lists.ts'

/** One page of the projects the actor may see, as of the context's instant. */
export async function projectList(ctx: Ctx, query: z.output<typeof projectsQuery>) {
  const names = await unitNames(ctx)
  return listProjects(ctx, query, row => toRow(ctx, row, row.unitId ? (names.get(row.unitId)?.nameZh ?? null) : null))
}

export function toRow(ctx: Ctx, row: Listed, unitName: string | null): ProjectRow {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    // What has no name here is not the actor's to see, or was withdrawn.
    parentId: row.parentName === null ? null : row.parentId,
    parentName: row.parentName,
    batchId: row.batchName === null ? null : row.batchId,
    batchName: row.batchName,
    unitId: row.unitId,
    unitName,
    place: row.place,
    chain: row.chain,
    stage: row.stage,
    stageOn: row.stageOn,
    stageRecognised: row.stageRecognised,
    investment: investmentOf(row),
    parties: row.partyNames ?? [],
    draft: row.draft,
    may: mayOn(ctx, policy, row),
  }
}

/** The amount a project is counted with: its total investment, else its single amount. Not known is null, which is not zero. */
function investmentOf(row: Listed): Figure {
  const quoted = row.investmentQuoted ? 'source' : 'hand'
  return {
    value: row.investmentFen === null ? null : inHundredMillions(row.investmentFen),
    unit: '亿元',
    bound: row.investmentBound,
    printed: row.investmentPrinted,
    evidence: quoted,
    ref: row.investmentId
      ? { kind: 'project-amount', id: row.investmentId, field: 'value' }
      : { kind: 'project', id: row.id, field: 'investment' },
  }
}
