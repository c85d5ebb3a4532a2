import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { type Light, lights } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import type { PackMatter } from '../../matters/index.ts'
import { packPromiseEvidence } from '../../promises/index.ts'
import { policy } from '../policy.ts'
import { previousOf } from '../queries/pack.ts'
import { meetings } from '../store/records.ts'
import { readPackRef } from './figures.ts'
import { asPackReader, type PackInputs, packBefore, packInputs } from './inputs.ts'
import { compared, isRunning, sinceOf, tasksDoneOf } from './sheets.ts'

/**
 * The evidence of a number in a pack: what was counted, one line each, computed again as of the pack's own instant. Null when the
 * meeting or the number does not exist.
 */
export async function packEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const asked = readPackRef(ref.id)
  const meeting = asked && (await meetings.find({ ...ctx, asOf: null }, asked.meetingId))
  if (!asked || !meeting || !policy['gatherings.pack'].test(ctx.actor, meeting)) return null
  const asOf = new Date(asked.asOf)
  if (Number.isNaN(asOf.getTime()) || asOf > ctx.now) return null
  if (ref.field.startsWith('promises:')) {
    const promised = await packPromiseEvidence(asPackReader(ctx, asOf), ref.field.slice('promises:'.length))
    return promised && [promised]
  }
  const previous = await previousOf({ ...ctx, asOf }, meeting)
  const inputs = await packInputs(ctx, asOf, meeting.id, previous?.meeting.id)
  const before = compared(previous ? await packBefore(ctx, previous.asOf) : undefined)
  const counted = count(ref.field, inputs, before, previous !== undefined)
  return counted ? [counted] : null
}

type Counted = { label: string; value: string; light: Light | null; href: string; ref: EvidenceRef }

function count(
  field: string,
  inputs: PackInputs,
  before: ReturnType<typeof compared>,
  hasBefore: boolean,
): Evidence | null {
  const unit = /^unit:([0-9a-f-]{36}):(.+)$/.exec(field)
  const what = unit?.[2] ?? field
  const unitId = unit?.[1]
  const matters = inputs.matters.filter(matter => unitId === undefined || matter.leadUnitId === unitId)
  const projects = inputs.projects.filter(project => unitId === undefined || project.unitId === unitId)
  const [head, first, second] = what.split(':')

  if (head === 'light' && isLight(first))
    return answer(
      'gatherings.count-light',
      { light: first },
      matters.filter(matter => isRunning(matter) && matter.light === first).map(ofMatter),
    )
  if (head === 'total') return answer('gatherings.count-running', {}, matters.filter(isRunning).map(ofMatter))
  if (head === 'fresh' || head === 'closed') {
    const wanted = head === 'fresh' ? 'new' : 'closed'
    return answer(
      `gatherings.count-${head}`,
      {},
      matters.filter(matter => sinceOf(matter, before, hasBefore) === wanted).map(ofMatter),
    )
  }
  if (head === 'move' && isLight(first) && isLight(second))
    return answer(
      'gatherings.count-move',
      { from: first, to: second },
      matters
        .filter(
          matter => isRunning(matter) && matter.light === second && before.matters.get(matter.id)?.light === first,
        )
        .map(ofMatter),
    )
  if (head === 'projects') return answer('gatherings.count-projects', {}, projects.map(ofProject))
  if ((head === 'stage' || head === 'claimed') && first !== undefined)
    return answer(
      `gatherings.count-${head}`,
      { stage: first },
      projects.filter(project => project.stage === first && project.recognised === (head === 'stage')).map(ofProject),
    )
  if (head === 'tasks-done') {
    const states = new Map(inputs.matters.map(matter => [matter.id, matter]))
    const tasks = inputs.lastTasks.filter(task => task.unitId === unitId)
    return answer('gatherings.count-tasks-done', { tasks: tasks.length }, tasksDoneOf(tasks, states).map(ofMatter))
  }
  return null
}

const isLight = (word: string | undefined): word is Light => lights.some(light => light === word)

function ofMatter(matter: PackMatter): Counted {
  return {
    label: matter.refNo ? `${matter.refNo} ${matter.title}` : matter.title,
    // Its deadline: why it has its light is the evidence of the light.
    value: matter.dueOn ?? '—',
    light: matter.light,
    href: `/matters/${matter.id}`,
    ref: { kind: 'matter', id: matter.id, field: 'light' },
  }
}

function ofProject(project: PackInputs['projects'][number]): Counted {
  return {
    label: project.name,
    value: project.stageOn ?? '',
    light: null,
    href: `/projects/${project.id}`,
    ref: { kind: 'project', id: project.id, field: 'stage' },
  }
}

function answer(formula: string, params: Record<string, string | number>, inputs: Counted[]): Evidence {
  return { kind: 'computed', formula, params, inputs, total: inputs.length }
}
