import type { Day } from '#kernel/time/index.ts'
import type { PromisedMatter } from '../../matters/index.ts'
import type { PromisedAgreement } from '../../projects/index.ts'
import { heardIn, type Own, type PromiseFound, type Spoken, type StepFound } from './found.ts'

function matterSteps(matter: PromisedMatter): StepFound[] {
  const step = (code: string, on: Day | null, text: string | null, field: string, recognised: boolean): StepFound => ({
    code,
    zh: null,
    en: null,
    text,
    on,
    recognised,
    lateDays: null,
    stageId: null,
    href: `/matters/${matter.id}`,
    ref: { kind: 'matter', id: matter.id, field },
    proofs: [{ kind: 'matter', id: matter.id, field }],
  })
  return [
    ...(matter.lastReportOn === null
      ? []
      : // What a unit reports of its own work is its own account; the closing is the office's.
        [step('report', matter.lastReportOn, matter.lastReportText, 'lastReportText', false)]),
    ...(matter.phase === 'done' ? [step('closed', matter.closedOn, matter.resultText, 'closedOn', true)] : []),
    ...(matter.phase === 'ended' ? [step(matter.state, null, null, 'state', true)] : []),
  ]
}

/** A task's promise: said on a page by its speaker, done when the office closes the matter it became. */
export function ofMatter(matter: PromisedMatter, spoken: Spoken): Own {
  const pages = spoken.get(`matter:${matter.id}`)
  const announcedOn = pages?.first ?? matter.draftedOn
  return {
    id: matter.id,
    kind: 'matter',
    title: matter.title,
    href: `/matters/${matter.id}`,
    draft: matter.phase === 'draft',
    unitId: matter.unitId,
    organisations: matter.assigneeText === null ? [] : [{ id: null, name: matter.assigneeText }],
    batchId: null,
    announcedOn,
    by: matter.instructingLeader,
    announcedIn: { kind: 'matter', id: matter.id, field: 'sourceText' },
    dueOn: matter.dueOn,
    dueOriginal: matter.dueOriginal === matter.dueOn ? null : matter.dueOriginal,
    dueZh: null,
    dueEn: null,
    steps: matterSteps(matter),
    told: {
      announcedOn,
      dueOn: matter.dueOn,
      heardOn: [
        ...[matter.signedOn, matter.lastReportOn, matter.closedOn].flatMap(on => on ?? []),
        ...(pages ? [pages.last] : []),
      ],
      partlyDone: matter.lastReportOn !== null && (matter.actualPercent ?? 0) > 0,
      done: matter.phase === 'done',
      withdrawn: matter.phase === 'ended',
    },
  }
}

/** What became of an agreement shows in what its parties began together since, and in the tasks that name it as where they come from. */
export function ofAgreement(
  agreement: PromisedAgreement,
  spoken: Spoken,
  organisations: PromiseFound['organisations'],
  projects: readonly Own[],
  matters: readonly PromisedMatter[],
): Own {
  const ids = new Set(organisations.map(({ id }) => id))
  const begun = projects.filter(
    project =>
      new Set(project.organisations.flatMap(({ id }) => (id !== null && ids.has(id) ? [id] : []))).size > 1 &&
      (agreement.signedOn === null || (project.announcedOn ?? '') >= agreement.signedOn),
  )
  const tasks = matters.filter(
    matter => matter.sourceKind === 'agreement' && matter.sourceRef?.includes(agreement.subject),
  )
  const steps = [
    ...begun.map(
      (project): StepFound => ({
        code: 'member',
        zh: project.steps.at(-1)?.zh ?? null,
        en: project.steps.at(-1)?.en ?? null,
        text: project.title,
        on: project.steps.at(-1)?.on ?? project.announcedOn,
        recognised: project.steps.at(-1)?.recognised ?? true,
        lateDays: null,
        stageId: null,
        href: project.href,
        ref: project.steps.at(-1)?.ref ?? project.announcedIn,
        proofs: project.steps.at(-1)?.proofs ?? [project.announcedIn],
      }),
    ),
    ...tasks.flatMap(matter =>
      matterSteps(matter).map(step => ({ ...step, text: [matter.title, step.text].filter(Boolean).join('：') })),
    ),
  ]
  const announcedOn = agreement.signedOn ?? spoken.get(`agreement:${agreement.id}`)?.first ?? null
  return {
    id: agreement.id,
    kind: 'agreement',
    title: agreement.subject,
    href: '/projects/agreements',
    draft: agreement.draft,
    unitId: null,
    organisations: organisations.length > 0 ? organisations : agreement.parties.map(name => ({ id: null, name })),
    batchId: null,
    announcedOn,
    by: null,
    announcedIn: { kind: 'agreement', id: agreement.id, field: 'subject' },
    dueOn: null,
    dueOriginal: null,
    dueZh: null,
    dueEn: null,
    steps,
    told: {
      announcedOn,
      dueOn: null,
      heardOn: [
        ...begun.flatMap(project => project.told.heardOn),
        ...steps.flatMap(step => step.on ?? []),
        ...heardIn(spoken, `agreement:${agreement.id}`),
      ],
      partlyDone: steps.length > 0,
      // An agreement names no end that could be reached; its tasks and projects have theirs.
      done: false,
      withdrawn: false,
    },
  }
}
