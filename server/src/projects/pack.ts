import type { BatchRow } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { batchList } from './queries/batches.ts'
import { stageRules } from './stageRules.ts'
import { visibleProjects } from './store/lists.ts'

/** A project as a review pack needs it. */
export type PackProject = {
  id: string
  name: string
  unitId: string | null
  batchId: string | null
  stage: string | null
  stageOn: string | null
  recognised: boolean
  investmentFen: number | null
  investmentPrinted: string | null
  draft: boolean
}
export type PackBatch = BatchRow

/** The projects, batches and stages in force, as of the context's instant: what the review pack and the home page count. */
export async function projectsForPack(ctx: Ctx): Promise<{
  projects: PackProject[]
  batches: PackBatch[]
  stages: ReadonlyArray<{ code: string; zh: string; en: string; end: boolean }>
  /** Name and version of the stage rules in force. */
  rule: string
}> {
  const found = await visibleProjects(ctx)
  return {
    projects: found.map(project => ({
      id: project.id,
      name: project.name,
      unitId: project.unitId,
      batchId: project.batchId,
      stage: project.stage,
      stageOn: project.stageOn,
      recognised: project.stageRecognised,
      investmentFen: project.investmentFen,
      investmentPrinted: project.investmentPrinted,
      draft: project.draft,
    })),
    batches: (await batchList(ctx)).rows,
    stages: [
      ...stageRules.stages.map(({ code, zh, en }) => ({ code, zh, en, end: false })),
      ...stageRules.ends.map(({ code, zh, en }) => ({ code, zh, en, end: true })),
    ],
    rule: `${stageRules.name} ${stageRules.version}`,
  }
}
