import type { z } from 'zod'
import type { Evidence, EvidenceRef, Figure } from '#contract/kernel.ts'
import type { StageFunnel, stageFunnelQuery } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { newIn, policy } from '../policy.ts'
import { stageRules } from '../stageRules.ts'
import { type Listed, visibleProjects } from '../store/lists.ts'

type Narrowed = Pick<z.output<typeof stageFunnelQuery>, 'batch' | 'unit'>

/** Where the projects on the list stand now, all of them or those of one batch or unit; drafts are not on the list yet. */
export async function stageFunnel(ctx: Ctx, narrowed: Narrowed): Promise<StageFunnel> {
  must(ctx, policy, 'projects.read', newIn(ctx.regionId))
  const found = await listed(ctx, narrowed)
  const figure = (field: string): Figure => ({
    value: counted(found, field).length,
    unit: '个',
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'project-funnel', id: idOf(narrowed), field },
  })
  const lines = (steps: ReadonlyArray<{ code: string; zh: string; en: string }>, end: boolean) =>
    steps.map(({ code, zh, en }) => ({
      stage: code,
      zh,
      en,
      end,
      recognised: figure(`stage:${code}`),
      claimed: figure(`claimed:${code}`),
    }))
  return {
    total: figure('total'),
    without: figure('without'),
    stages: [...lines(stageRules.stages, false), ...lines(stageRules.ends, true)],
  }
}

/** The projects behind one number of the funnel; null for a number that is none. */
export async function funnelEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const narrowed = readId(ref.id)
  if (!narrowed || !policy['projects.read'].test(ctx.actor, newIn(ctx.regionId))) return null
  const [what, stage] = ref.field.split(':')
  const formula = formulas[what ?? '']
  if (!formula) return null
  const inputs = counted(await listed(ctx, narrowed), ref.field).map(project => ({
    label: project.name,
    value: project.stageOn ?? '—',
    light: null,
    href: `/projects/${project.id}`,
    ref: { kind: 'project', id: project.id, field: 'stage' },
  }))
  return [{ kind: 'computed', formula, params: stage ? { stage } : {}, inputs, total: inputs.length }]
}

const formulas: Readonly<Record<string, string>> = {
  total: 'projects.count-all',
  without: 'projects.count-without-stage',
  stage: 'projects.count-stage',
  claimed: 'projects.count-claimed',
}

function counted(found: readonly Listed[], field: string): readonly Listed[] {
  const [what, stage] = field.split(':')
  if (what === 'total') return found
  if (what === 'without') return found.filter(project => project.stage === null)
  return found.filter(project => project.stage === stage && project.stageRecognised === (what === 'stage'))
}

async function listed(ctx: Ctx, { batch, unit }: Narrowed): Promise<Listed[]> {
  return (await visibleProjects(ctx)).filter(
    project =>
      !project.draft &&
      (batch === undefined || project.batchId === batch) &&
      (unit === undefined || project.unitId === unit),
  )
}

const uuid = '[0-9a-f-]{36}'
const idOf = ({ batch, unit }: Narrowed) => `${batch ?? 'all'}~${unit ?? 'all'}`

function readId(id: string): Narrowed | undefined {
  const found = new RegExp(`^(${uuid}|all)~(${uuid}|all)$`).exec(id)
  if (!found) return undefined
  const part = (text: string | undefined) => (text === 'all' ? undefined : text)
  return { batch: part(found[1]), unit: part(found[2]) }
}
