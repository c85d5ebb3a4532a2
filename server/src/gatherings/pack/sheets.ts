import type { PackMatterLine, UnitSheet } from '#contract/gatherings.ts'
import { type Light, lights } from '#contract/kernel.ts'
import type { PackMatter } from '../../matters/index.ts'
import type { PackProject } from '../../projects/index.ts'
import { figureLine } from './figureLines.ts'
import { carried, computed, type PackRef } from './figures.ts'
import type { PackInputs } from './inputs.ts'

/** From worst to harmless; grey last, because it says nothing. */
const severity: readonly Light[] = ['red', 'orange', 'yellow', 'blue', 'green', 'grey']
export const bySeverity = (a: Light, b: Light) => severity.indexOf(a) - severity.indexOf(b)
export const worstOf = (found: readonly Light[]): Light => [...found].sort(bySeverity)[0] ?? 'grey'

/** States in which a matter is no longer being worked on: kept off the counts of lights, but told when it got there. */
const over = [
  'closed',
  'written_off',
  'lookback',
  'archived',
  'merged',
  'transferred',
  'terminated',
  'dropped',
  'rejected',
]
const notYet = ['drafted', 'approving']
export const isRunning = (matter: { state: string }) => !over.includes(matter.state) && !notYet.includes(matter.state)

export type Compared = { matters: Map<string, PackMatter>; projects: Map<string, PackProject> }

export function compared(before: Pick<PackInputs, 'matters' | 'projects'> | undefined): Compared {
  return {
    matters: new Map((before?.matters ?? []).map(matter => [matter.id, matter])),
    projects: new Map((before?.projects ?? []).map(project => [project.id, project])),
  }
}

/** What became of a matter since the instant compared with. */
export function sinceOf(matter: PackMatter, before: Compared, hasBefore: boolean): PackMatterLine['since'] {
  const then = before.matters.get(matter.id)
  if (!hasBefore) return 'same'
  if (!then || (notYet.includes(then.state) && !notYet.includes(matter.state)))
    return isRunning(matter) ? 'new' : 'closed'
  if (isRunning(then) && !isRunning(matter)) return 'closed'
  return then.light === matter.light ? 'same' : 'changed'
}

/** One unit's sheet (单位点评表): its lights, matters, projects by stage, figures and last meeting's tasks. */
export function unitSheet(
  unitId: string,
  name: { nameZh: string; nameEn: string | null; shortZh: string | null },
  inputs: PackInputs,
  before: Compared,
  hasBefore: boolean,
  ref: PackRef,
): UnitSheet {
  const own = inputs.matters.filter(matter => matter.leadUnitId === unitId)
  const shown = own
    .filter(matter => isRunning(matter) || sinceOf(matter, before, hasBefore) === 'closed')
    .sort(
      (a, b) =>
        bySeverity(a.light, b.light) ||
        (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
        a.id.localeCompare(b.id),
    )
  const running = own.filter(isRunning)
  const field = (what: string) => `unit:${unitId}:${what}`
  const projects = inputs.projects.filter(project => project.unitId === unitId)
  const tasks = inputs.lastTasks.filter(task => task.unitId === unitId)
  const states = new Map(inputs.matters.map(matter => [matter.id, matter]))
  const tasksDone = tasksDoneOf(tasks, states).length

  return {
    unit: { id: unitId, ...name },
    worst: worstOf(running.map(matter => matter.light)),
    lights: lights.map(light => ({
      light,
      count: computed(ref, field(`light:${light}`), running.filter(matter => matter.light === light).length, '件'),
    })),
    total: computed(ref, field('total'), running.length, '件'),
    matters: shown.map(matter => matterLine(matter, before, hasBefore)),
    stages: stageCounts(inputs, projects, hasBefore ? before : undefined, ref, field),
    projects: computed(ref, field('projects'), projects.length, '个'),
    figures: inputs.figures.filter(figure => figure.unitId === unitId).map(figureLine),
    tasks: tasks.map(task => {
      const matter = task.matterId ? states.get(task.matterId) : undefined
      return {
        id: task.id,
        text: task.text,
        dueOn: task.dueOn,
        matterId: task.matterId,
        state: matter?.state ?? null,
        light: matter?.light ?? null,
      }
    }),
    tasksDone: computed(ref, field('tasks-done'), tasksDone, '件'),
    comment:
      inputs.outcomes
        .filter(outcome => outcome.unitId === unitId && outcome.kind !== 'task')
        .map(outcome => outcome.text)
        .join('；') || null,
  }
}

/** The matters that tasks became and that are over. One not registered yet (未立项) is not over because it is not running. */
export function tasksDoneOf(tasks: ReadonlyArray<{ matterId: string | null }>, states: Map<string, PackMatter>) {
  return tasks.flatMap(task => {
    const matter = task.matterId ? states.get(task.matterId) : undefined
    return matter && over.includes(matter.state) ? [matter] : []
  })
}

/** A matter as its line on a sheet says it. */
export function matterLine(matter: PackMatter, before: Compared, hasBefore: boolean): PackMatterLine {
  const since = sinceOf(matter, before, hasBefore)
  const of = (field: string) => ({ kind: 'matter', id: matter.id, field })
  return {
    id: matter.id,
    refNo: matter.refNo,
    title: matter.title,
    state: matter.state,
    light: matter.light,
    because: matter.because,
    becauseEn: matter.becauseEn,
    dueOn: matter.dueOn,
    workdaysLeft: matter.workdaysLeft,
    actual: carried(of('actualPercent'), matter.actualPercent, '%', 'hand'),
    plan: carried(of('planPercent'), matter.planPercent, '%', 'computed'),
    since,
    before: since === 'changed' ? (before.matters.get(matter.id)?.light ?? null) : null,
  }
}

function stageCounts(
  inputs: PackInputs,
  projects: readonly PackProject[],
  before: Compared | undefined,
  ref: PackRef,
  field: (what: string) => string,
) {
  return inputs.stages.map(({ code, zh, en, end }) => {
    const at = projects.filter(project => project.stage === code)
    const recognised = at.filter(project => project.recognised)
    return {
      stage: code,
      zh,
      en,
      end,
      recognised: computed(ref, field(`stage:${code}`), recognised.length, '个'),
      // 新进: came to this stage, or was recognised in it, since the instant compared with; nothing is new without one.
      fresh: before ? recognised.filter(project => !wasAt(before.projects.get(project.id), code)).length : 0,
      claimed: computed(ref, field(`claimed:${code}`), at.length - recognised.length, '个'),
    }
  })
}

const wasAt = (then: PackProject | undefined, stage: string) => then?.stage === stage && then.recognised
