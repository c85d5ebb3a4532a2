import type { Evidence, EvidenceRef, Figure } from '#contract/kernel.ts'
import type { BatchRow } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { inHundredMillions } from '../money.ts'
import { newIn, policy } from '../policy.ts'
import { everReached, type Furthest, furthest, reconcile } from '../rules.ts'
import { stageRules } from '../stageRules.ts'
import { allBatches, type Listed, quoted, visibleProjects } from '../store/lists.ts'
import { type Batch, type Stage, stagesOfBatches } from '../store/records.ts'

/** The signing batches with what was stated beside what the known members add up to, and how far the members have come. */
export async function batchList(ctx: Ctx): Promise<{ rows: BatchRow[]; asOf: string | null }> {
  must(ctx, policy, 'projects.read', newIn(ctx.regionId))
  const batches = await allBatches(ctx)
  const marks = await quoted(
    ctx,
    ['batch'],
    batches.map(batch => batch.id),
  )
  const members = await membersOf(ctx)
  return {
    rows: batches.map(batch => rowOf(ctx, batch, members.get(batch.id) ?? [], marks)),
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

type Member = Listed & { furthest: Furthest }

/** The known members of each batch, by its id, each with how far it ever came. */
async function membersOf(ctx: Ctx): Promise<Map<string, Member[]>> {
  const stages = new Map<string, Stage[]>()
  for (const stage of await stagesOfBatches(ctx)) {
    const own = stages.get(stage.projectId)
    if (own) own.push(stage)
    else stages.set(stage.projectId, [stage])
  }
  const members = new Map<string, Member[]>()
  for (const project of await visibleProjects(ctx)) {
    if (project.batchId === null) continue
    const member = { ...project, furthest: furthest(stageRules, stages.get(project.id) ?? []) }
    members.set(project.batchId, [...(members.get(project.batchId) ?? []), member])
  }
  return members
}

function rowOf(ctx: Ctx, batch: Batch, members: Member[], marks: Set<string>): BatchRow {
  const sums = reconcile(
    { count: batch.statedCount, fen: batch.statedTotalFen },
    members.map(member => ({ fen: member.investmentFen })),
  )
  const ref = (field: string): EvidenceRef => ({ kind: 'batch', id: batch.id, field })
  const stated = (field: string, value: number | null, unit: string, printed: string | null): Figure => ({
    value,
    unit,
    bound: null,
    printed,
    evidence: marks.has(`batch:${batch.id}:${field}`) ? 'source' : 'hand',
    ref: ref(field),
  })
  const known = (field: string, value: number | null, unit: string, differs: boolean): Figure => ({
    value,
    unit,
    bound: null,
    printed: null,
    evidence: differs ? 'differs' : 'computed',
    ref: ref(field),
  })
  return {
    id: batch.id,
    code: batch.code,
    name: batch.name,
    signedOn: batch.signedOn,
    event: batch.event,
    statedCount: stated('statedCount', batch.statedCount, '个', null),
    knownCount: known('knownCount', sums.count, '个', (sums.countGap ?? 0) !== 0),
    statedTotal: stated(
      'statedTotal',
      batch.statedTotalFen === null ? null : inHundredMillions(batch.statedTotalFen),
      '亿元',
      batch.statedTotalPrinted,
    ),
    knownTotal: known(
      'knownTotal',
      sums.fen === null ? null : inHundredMillions(sums.fen),
      '亿元',
      (sums.fenGap ?? 0) !== 0,
    ),
    withoutAmount: sums.withoutAmount,
    reached: stageRules.stages.map(({ code }) => ({
      stage: code,
      count: known(`reached:${code}`, reached(members, code, 'recognised').length, '个', false),
      claimed: known(`claimed:${code}`, reached(members, code, 'claimed').length, '个', false),
    })),
    may: mayOn(ctx, policy, newIn(ctx.regionId)).filter(verb => verb === 'projects.batch' || verb === 'projects.read'),
  }
}

const reached = (members: readonly Member[], stage: string, how: 'recognised' | 'claimed') =>
  members.filter(member => everReached(stageRules, member.furthest, stage) === how)

/** Whether a field of a batch is one that is computed from its members. */
export const isComputed = (field: string) => /^(knownCount|knownTotal|(reached|claimed):.+)$/.test(field)

/** How a computed number of a batch comes about: its members, one line each, with what each is counted with. */
export async function batchEvidence(ctx: Ctx, batchId: string, field: string): Promise<Evidence> {
  const members = (await membersOf(ctx)).get(batchId) ?? []
  const [what, stage] = field.split(':')
  if (stage !== undefined)
    return reachedEvidence(reached(members, stage, what === 'reached' ? 'recognised' : 'claimed'), what ?? '', stage)
  const batch = (await allBatches(ctx)).find(each => each.id === batchId)
  const sums = reconcile(
    { count: batch?.statedCount ?? null, fen: batch?.statedTotalFen ?? null },
    members.map(member => ({ fen: member.investmentFen })),
  )
  // Sums are taken in fen: the printed decimals of two amounts may not add up to a printed decimal.
  const yi = (fen: number | null) => (fen === null ? null : inHundredMillions(fen))
  const [gap, stated] =
    field === 'knownCount'
      ? [sums.countGap, batch?.statedCount ?? null]
      : [yi(sums.fenGap), yi(batch?.statedTotalFen ?? null)]
  const formula = field === 'knownCount' ? 'projects.batch-count' : 'projects.batch-total'
  return {
    kind: 'computed',
    // What disagrees says by how much; where nothing was stated there is nothing to disagree with.
    formula: gap && stated !== null ? `${formula}-gap` : formula,
    params: {
      count: members.length,
      counted: members.length - sums.withoutAmount,
      total: yi(sums.fen) ?? '—',
      ...(gap && stated !== null ? { gap, stated } : {}),
    },
    inputs: members.map(member => ({
      label: member.name,
      value: (field === 'knownCount' ? member.stageOn : member.investmentPrinted) ?? '—',
      light: null,
      href: `/projects/${member.id}`,
      ref:
        field === 'knownTotal' && member.investmentId
          ? { kind: 'project-amount', id: member.investmentId, field: 'value' }
          : { kind: 'project', id: member.id, field: field === 'knownCount' ? 'batchId' : 'investment' },
    })),
    total: members.length,
  }
}

function reachedEvidence(members: readonly Member[], what: string, stage: string): Evidence {
  return {
    kind: 'computed',
    formula: `projects.batch-${what}`,
    params: { stage },
    inputs: members.map(member => ({
      label: member.name,
      value: member.stageOn ?? '—',
      light: null,
      href: `/projects/${member.id}`,
      ref: { kind: 'project', id: member.id, field: 'stage' },
    })),
    total: members.length,
  }
}
