import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/day.ts'
import { stageRules } from './stageRules.ts'
import { allBatches, partiesOfAll, stagesOfAll, visibleAgreements, visibleProjects } from './store/lists.ts'

export type PromisedStage = {
  id: string
  stage: string
  zh: string
  en: string
  plannedOn: Day | null
  claimedOn: Day | null
  recognisedOn: Day | null
}
/** A project with everything dated that is known of it, its stages in the order of the rule. */
export type PromisedProject = {
  id: string
  name: string
  draft: boolean
  unitId: string | null
  batchId: string | null
  batchSignedOn: Day | null
  parties: Array<{ id: string | null; name: string }>
  stages: PromisedStage[]
}
export type PromisedAgreement = {
  id: string
  subject: string
  draft: boolean
  signedOn: Day | null
  parties: string[]
  organisationIds: string[]
}
export type PromisedBatch = { id: string; name: string; signedOn: Day | null; statedCount: number | null }

/** What projects, agreements and signing batches promised and reached, as far as the actor may see, as of the context's instant. */
export async function promisedProjects(ctx: Ctx): Promise<{
  projects: PromisedProject[]
  agreements: PromisedAgreement[]
  batches: PromisedBatch[]
  /** The codes of the stages in their order, without the ends. */
  order: string[]
}> {
  const found = await visibleProjects(ctx)
  const batches = await allBatches(ctx)
  const signedOn = new Map(batches.map(batch => [batch.id, batch.signedOn]))
  const stages = Map.groupBy(await stagesOfAll(ctx), stage => stage.projectId)
  const parties = Map.groupBy(await partiesOfAll(ctx), party => party.projectId)
  const steps = [...stageRules.stages, ...stageRules.ends]
  return {
    projects: found.map(project => ({
      id: project.id,
      name: project.name,
      draft: project.draft,
      unitId: project.unitId,
      batchId: project.batchId,
      batchSignedOn: project.batchId === null ? null : (signedOn.get(project.batchId) ?? null),
      parties: (parties.get(project.id) ?? []).map(({ organisationId, name }) => ({ id: organisationId, name })),
      stages: steps.flatMap(({ code, zh, en }) =>
        (stages.get(project.id) ?? [])
          .filter(stage => stage.stage === code)
          .map(({ id, stage, plannedOn, claimedOn, recognisedOn }) => ({
            id,
            stage,
            zh,
            en,
            plannedOn,
            claimedOn,
            recognisedOn,
          })),
      ),
    })),
    agreements: (await visibleAgreements(ctx)).map(({ id, subject, draft, signedOn, parties, organisationIds }) => ({
      id,
      subject,
      draft,
      signedOn,
      parties,
      organisationIds,
    })),
    order: stageRules.stages.map(({ code }) => code),
    batches: batches.map(({ id, name, signedOn, statedCount }) => ({ id, name, signedOn, statedCount })),
  }
}
