import type { Day } from '#kernel/time/index.ts'
import type { PromisedBatch, PromisedProject } from '../../projects/index.ts'
import { promiseRule } from '../mechanism.ts'
import { lateDays, ofMembers, ofStages, reachedOn } from '../rules.ts'
import { heardIn, type Own, type PromiseFound, type Spoken } from './found.ts'

const earliest = (...days: ReadonlyArray<Day | null | undefined>): Day | null =>
  days.reduce<Day | null>((first, on) => (on && (first === null || on < first) ? on : first), null)

/** A project's promise: announced when it was signed or a page first spoke of it; its stages are what was done since. */
export function ofProject(
  project: PromisedProject,
  order: readonly string[],
  spoken: Spoken,
  organisations: PromiseFound['organisations'],
): Own {
  const { stages } = project
  const { dueStage, ...told } = ofStages(stages, order, promiseRule)
  const signed = stages.find(stage => stage.stage === 'signed')
  const announcedOn = earliest(
    project.batchSignedOn,
    signed && reachedOn(signed),
    spoken.get(`project:${project.id}`)?.first,
    ...stages.map(reachedOn),
  )
  const due = stages.find(stage => stage.stage === dueStage)
  return {
    id: project.id,
    kind: 'project',
    title: project.name,
    href: `/projects/${project.id}`,
    draft: project.draft,
    unitId: project.unitId,
    organisations,
    batchId: project.batchId,
    announcedOn,
    by: null,
    announcedIn: { kind: 'project', id: project.id, field: 'name' },
    dueOn: told.dueOn,
    dueOriginal: null,
    dueZh: due?.zh ?? null,
    dueEn: due?.en ?? null,
    steps: stages
      .filter(stage => reachedOn(stage) !== null && stage !== signed)
      .map(stage => ({
        code: stage.stage,
        zh: stage.zh,
        en: stage.en,
        text: null,
        on: reachedOn(stage),
        recognised: stage.recognisedOn !== null,
        lateDays: lateDays(stage),
        stageId: stage.id,
        href: `/projects/${project.id}`,
        ref: { kind: 'project-stage', id: stage.id, field: stage.recognisedOn ? 'recognisedOn' : 'claimedOn' },
        proofs: ['claimedOn', 'recognisedOn', 'stage'].map(field => ({ kind: 'project-stage', id: stage.id, field })),
      })),
    told: {
      ...told,
      announcedOn,
      heardOn: [
        ...told.heardOn,
        ...heardIn(spoken, `project:${project.id}`, ...stages.map(stage => `project-stage:${stage.id}`)),
      ],
    },
  }
}

/** A batch's promise: as many projects as were stated; what was done is how far each known member has come. */
export function ofBatch(batch: PromisedBatch, spoken: Spoken, projects: readonly Own[]): Own {
  const members = projects.filter(project => project.batchId === batch.id)
  const announcedOn = batch.signedOn ?? spoken.get(`batch:${batch.id}`)?.first ?? null
  const { heardOn, ...told } = ofMembers(
    batch.statedCount,
    members.map(member => member.told),
  )
  return {
    id: batch.id,
    kind: 'batch',
    title: batch.name,
    href: '/projects/batches',
    draft: false,
    unitId: null,
    organisations: [],
    batchId: batch.id,
    announcedOn,
    by: null,
    announcedIn: { kind: 'batch', id: batch.id, field: 'statedCount' },
    dueOn: null,
    dueOriginal: null,
    dueZh: null,
    dueEn: null,
    steps: members.flatMap(member => {
      const last = member.steps.toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? '')).at(-1)
      return last ? [{ ...last, code: 'member', text: member.title, lateDays: null }] : []
    }),
    told: { ...told, announcedOn, dueOn: null, heardOn: [...heardOn, ...heardIn(spoken, `batch:${batch.id}`)] },
  }
}
