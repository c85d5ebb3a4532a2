import type { PutStage, RecogniseStage } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { misplaced, standing, stepOf, unticked } from '../rules.ts'
import { stageRules } from '../stageRules.ts'
import { type Project, projects, type Stage, stageRow, stages, stagesOf } from '../store/records.ts'
import { lockFor } from './projects.ts'

/** Plans or claims a stage (自报). A claim is shown as a claim until the office recognises it. A day to come cannot be claimed. */
export async function putStage(ctx: Ctx, id: string, given: PutStage): Promise<Stage> {
  const project = await lockFor(ctx, id, 'projects.claim')
  checkStage(given.stage)
  if (!given.plannedOn && !given.claimedOn) throw refuse('projects.stage-without-day', {}, { field: 'claimedOn' })
  if (given.claimedOn && given.claimedOn > ctx.today)
    throw refuse('projects.stage-in-future', { on: given.claimedOn }, { field: 'claimedOn' })
  const stage = await write(ctx, project, given.stage, {
    ...(given.plannedOn === undefined ? {} : { plannedOn: given.plannedOn }),
    ...(given.claimedOn === undefined ? {} : { claimedOn: given.claimedOn }),
    ...(given.note === undefined ? {} : { note: given.note }),
  })
  await ctx.record(
    'projects.stage-claimed',
    { kind: 'project', id },
    { stage: given.stage, claimedOn: given.claimedOn ?? null, plannedOn: given.plannedOn ?? null },
  )
  return stage
}

/**
 * Recognises a stage (认定) under the rule in force. What the checklist asks for and was not seen must be explained in the note;
 * a day that would put stages out of order is refused.
 */
export async function recogniseStage(ctx: Ctx, id: string, given: RecogniseStage): Promise<Stage> {
  const project = await lockFor(ctx, id, 'projects.recognise')
  checkStage(given.stage)
  if (given.recognisedOn > ctx.today)
    throw refuse('projects.stage-in-future', { on: given.recognisedOn }, { field: 'recognisedOn' })
  const open = unticked(stageRules, given.stage, given.checklist)
  if (open.length > 0 && !given.note)
    throw refuse('projects.checklist-open', { count: open.length }, { field: 'checklist' })
  const wrong = misplaced(stageRules, await stagesOf(ctx, id), given.stage, given.recognisedOn)
  if (wrong)
    throw refuse(
      'projects.stage-out-of-order',
      { stage: given.stage, other: wrong.other, on: wrong.on },
      { field: 'recognisedOn' },
    )
  const stage = await write(ctx, project, given.stage, {
    recognisedOn: given.recognisedOn,
    checklist: given.checklist,
    ...(given.note ? { note: given.note } : {}),
  })
  await ctx.record(
    'projects.stage-recognised',
    { kind: 'project', id },
    { stage: given.stage, on: given.recognisedOn, rule: stageRules.version },
  )
  return stage
}

/** Writes a stage and brings the project's shown stage up to date in the same transaction. */
export async function write(ctx: Ctx, project: Project, code: string, patch: Partial<Stage>): Promise<Stage> {
  const rule = { ruleName: stageRules.name, ruleVersion: stageRules.version }
  const before = await stageRow(ctx, project.id, code)
  const stage = before
    ? await stages.change(ctx, before, { ...patch, ...rule })
    : await stages.insert(ctx, {
        projectId: project.id,
        stage: code,
        plannedOn: null,
        claimedOn: null,
        recognisedOn: null,
        checklist: [],
        note: null,
        ...rule,
        ...patch,
      })
  await refreshStanding(ctx, project)
  return stage
}

/** The project's shown stage, from its stages as they stand now. */
export async function refreshStanding(ctx: Ctx, project: Project): Promise<void> {
  const stands = standing(stageRules, await stagesOf(ctx, project.id))
  const next = {
    stage: stands?.stage ?? null,
    stageOn: stands?.on ?? null,
    stageRecognised: stands?.recognised ?? false,
  }
  if (
    next.stage === project.stage &&
    next.stageOn === project.stageOn &&
    next.stageRecognised === project.stageRecognised
  )
    return
  await projects.change(ctx, project, next)
}

function checkStage(code: string): void {
  if (!stepOf(stageRules, code)) throw refuse('projects.stage-unknown', { stage: code }, { field: 'stage' })
}
