import type { EvidenceKind } from '#contract/kernel.ts'
import type { Project as ProjectAnswer } from '#contract/projects.ts'
import { memberNames, unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { listedProject, quoted } from '../store/lists.ts'
import { amountsOf, childrenOf, type Project, partiesOf, projects, stagesOf } from '../store/records.ts'
import { toRow } from './list.ts'

/** One project with everything known of it, as of the context's instant. */
export async function projectDetail(ctx: Ctx, id: string): Promise<ProjectAnswer> {
  const listed = await listedProject(ctx, id)
  if (!listed) throw refuse('projects.not-found')
  must(ctx, policy, 'projects.read', listed)

  const [stages, amounts, partyList, children, names] = [
    await stagesOf(ctx, id),
    await amountsOf(ctx, id),
    await partiesOf(ctx, id),
    await childrenOf(ctx, id),
    await unitNames(ctx),
  ]
  const marks = await quoted(
    ctx,
    ['project', 'project-stage', 'project-amount'],
    [id, ...stages.map(s => s.id), ...amounts.map(a => a.id)],
  )
  const kindOf = (mark: string): EvidenceKind => (marks.has(mark) ? 'source' : 'hand')
  return {
    ...toRow(ctx, listed, listed.unitId ? (names.get(listed.unitId)?.nameZh ?? null) : null),
    kind: listed.kind,
    level: listed.level,
    content: listed.content,
    problem: listed.problem,
    partyList: partyList.map(({ id, name, organisationId, role }) => ({
      id,
      name,
      organisationId,
      role,
    })),
    amounts: amounts.map(({ id, what, value, unit, bound, printed, fen }) => ({
      id,
      what,
      value,
      unit,
      bound,
      printed,
      fen,
      evidence: kindOf(`project-amount:${id}:value`),
    })),
    stages: stages.map(({ ruleName, ruleVersion, ...stage }) => ({
      id: stage.id,
      stage: stage.stage,
      plannedOn: stage.plannedOn,
      claimedOn: stage.claimedOn,
      recognisedOn: stage.recognisedOn,
      checklist: stage.checklist,
      note: stage.note,
      rule: { name: ruleName, version: ruleVersion },
      evidence: kindOf(`project-stage:${stage.id}:claimedOn`),
      version: stage.version,
    })),
    children: children.map(({ id, name, stage, stageRecognised }) => ({ id, name, stage, stageRecognised })),
    evidence: Object.fromEntries(['name', 'place', 'stage'].map(field => [field, kindOf(`project:${id}:${field}`)])),
    history: await historyOf(ctx, id),
    version: listed.version,
  }
}

/** The project's versions up to the instant asked, newest first, each saying which fields it changed. */
async function historyOf(ctx: Ctx, id: string) {
  const versions = (await projects.versions(ctx, id)).filter(version => version.recordedFrom <= (ctx.asOf ?? ctx.now))
  const names = await memberNames(
    ctx,
    versions.map(version => version.recordedBy),
  )
  return versions
    .map((version, index) => ({
      version: version.version,
      at: version.recordedFrom.toISOString(),
      by: names.get(version.recordedBy) ?? '',
      reason: version.reason,
      what: changedFields(versions[index - 1], version).join(','),
      withdrawn: version.withdrawn,
    }))
    .reverse()
}

const watched = [
  'name',
  'code',
  'parentId',
  'batchId',
  'unitId',
  'place',
  'chain',
  'content',
  'stage',
  'stageOn',
  'stageRecognised',
  'problem',
  'draft',
] as const

function changedFields(before: Project | undefined, after: Project): string[] {
  return before ? watched.filter(field => before[field] !== after[field]) : []
}
