import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { figuresForPack, type PackFigure } from '../../indicators/index.ts'
import { mattersForPack, type PackMatter } from '../../matters/index.ts'
import { type PackBatch, type PackProject, projectsForPack } from '../../projects/index.ts'
import { type PackPromises, promisesForPack } from '../../promises/index.ts'
import { type Outcome, outcomesOf } from '../store/records.ts'

/** Rows of the page of promises; the rest stands in the list it is taken from. */
const PROMISES_SHOWN = 20

/** Everything a pack is computed from, as of one instant. */
export type PackInputs = {
  matters: PackMatter[]
  projects: PackProject[]
  batches: PackBatch[]
  stages: ReadonlyArray<{ code: string; zh: string; en: string; end: boolean }>
  stageRule: string
  figures: PackFigure[]
  units: Map<string, { nameZh: string; nameEn: string | null; shortZh: string | null }>
  /** Outcomes of the meeting itself (what was said on each unit), and of the meeting before (last meeting's tasks). */
  outcomes: Outcome[]
  lastTasks: Outcome[]
}

/**
 * Whose eyes a pack is read with: those of a viewer of the region, whoever asks. The pack is one paper for all units (`gatherings.pack`
 * says who may have it); read with the asker's own eyes it would count differently for each of them, and a frozen one would never hash
 * the same twice.
 */
export const asPackReader = (ctx: Ctx, asOf: Date): Ctx => ({
  ...ctx,
  asOf,
  actor: { ...ctx.actor, regionId: ctx.regionId, unitIds: [], roles: new Set(['viewer'] as const) },
})

/** Reads what a pack needs as of an instant. The calls follow one another because they share one connection. */
export async function packInputs(
  ctx: Ctx,
  asOf: Date,
  meetingId: string,
  previousId: string | undefined,
): Promise<PackInputs> {
  const then = asPackReader(ctx, asOf)
  const matters = await mattersForPack(then)
  const { projects, batches, stages, rule } = await projectsForPack(then)
  const figures = await figuresForPack(then)
  const units = await unitNames(then)
  const outcomes = await outcomesOf(then, meetingId)
  const lastTasks = previousId ? (await outcomesOf(then, previousId)).filter(outcome => outcome.kind === 'task') : []
  return {
    matters,
    projects: projects.filter(project => !project.draft),
    batches,
    stages,
    stageRule: rule,
    figures,
    units,
    outcomes,
    lastTasks,
  }
}

/** What was announced and what was done, as of the instant. */
export const packPromisesAt = (ctx: Ctx, asOf: Date): Promise<PackPromises> =>
  promisesForPack(asPackReader(ctx, asOf), PROMISES_SHOWN)

/** What is compared with: the matters and projects as they stood when the meeting before was frozen. */
export async function packBefore(ctx: Ctx, asOf: Date): Promise<Pick<PackInputs, 'matters' | 'projects'>> {
  const then = asPackReader(ctx, asOf)
  const matters = await mattersForPack(then)
  const { projects } = await projectsForPack(then)
  return { matters, projects: projects.filter(project => !project.draft) }
}
