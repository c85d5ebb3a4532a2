import type { Pack } from '#contract/gatherings.ts'
import { lights } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { lightRuleVersion } from '../../matters/index.ts'
import type { Meeting } from '../store/records.ts'
import { figureLine } from './figureLines.ts'
import { computed, type PackRef } from './figures.ts'
import { packBefore, packInputs, packPromisesAt } from './inputs.ts'
import { promisesPage } from './promises.ts'
import { bySeverity, compared, isRunning, matterLine, sinceOf, unitSheet } from './sheets.ts'

export type Previous = { meeting: Meeting; asOf: Date }
/**
 * The form packs are frozen in today. 1: without what was announced and done; 2: with it. A frozen pack is rendered in its own form for ever.
 */
export const PACK_FORM = 2

export type PackBody = Omit<Pack, 'frozen' | 'same'>

/**
 * The review pack of a meeting as of an instant, compared with the instant the meeting before was frozen at. It is computed from the
 * history alone, so the same instant gives the same pack on any later day, in any process, on either database.
 */
export async function buildPack(
  ctx: Ctx,
  meeting: Meeting,
  asOf: Date,
  previous: Previous | undefined,
  form = PACK_FORM,
): Promise<PackBody> {
  const inputs = await packInputs(ctx, asOf, meeting.id, previous?.meeting.id)
  const earlier = previous ? await packBefore(ctx, previous.asOf) : undefined
  const before = compared(earlier)
  const hasBefore = earlier !== undefined
  const ref: PackRef = { meetingId: meeting.id, asOf: asOf.toISOString() }

  const refBefore: PackRef | null = previous ? { ...ref, asOf: previous.asOf.toISOString() } : null

  const running = inputs.matters.filter(isRunning)
  const runningBefore = (earlier?.matters ?? []).filter(isRunning)
  const unitIds = [
    ...new Set([
      ...inputs.matters
        .filter(matter => isRunning(matter) || sinceOf(matter, before, hasBefore) === 'closed')
        .map(matter => matter.leadUnitId),
      ...inputs.projects.map(project => project.unitId),
      ...inputs.figures.map(figure => figure.unitId),
      ...inputs.lastTasks.map(task => task.unitId),
    ]),
  ]
  const sheets = unitIds
    .flatMap(unitId => {
      const name = unitId ? inputs.units.get(unitId) : undefined
      return unitId && name
        ? [
            unitSheet(
              unitId,
              { nameZh: name.nameZh, nameEn: name.nameEn, shortZh: name.shortZh },
              inputs,
              before,
              hasBefore,
              ref,
            ),
          ]
        : []
    })
    .sort(
      (a, b) =>
        bySeverity(a.worst, b.worst) ||
        (b.total.value ?? 0) - (a.total.value ?? 0) ||
        a.unit.id.localeCompare(b.unit.id),
    )

  const fresh = inputs.matters.filter(matter => sinceOf(matter, before, hasBefore) === 'new').length
  const closed = inputs.matters.filter(matter => sinceOf(matter, before, hasBefore) === 'closed').length
  const body: Omit<PackBody, 'figureCount'> = {
    meeting: { id: meeting.id, title: meeting.title, heldOn: meeting.heldOn, startTime: meeting.startTime },
    asOf: ref.asOf,
    previous: previous
      ? {
          meetingId: previous.meeting.id,
          title: previous.meeting.title,
          heldOn: previous.meeting.heldOn,
          asOf: previous.asOf.toISOString(),
        }
      : null,
    rules: {
      lights: lightRuleVersion(),
      stages: inputs.stageRule,
      calendar: ctx.calendar.calendarVersion.slice(0, 12),
    },
    lights: lights.map(light => ({
      light,
      count: computed(ref, `light:${light}`, running.filter(matter => matter.light === light).length, '件'),
      before: refBefore
        ? computed(refBefore, `light:${light}`, runningBefore.filter(matter => matter.light === light).length, '件')
        : null,
    })),
    total: computed(ref, 'total', running.length, '件'),
    totalBefore: refBefore ? computed(refBefore, 'total', runningBefore.length, '件') : null,
    moves: hasBefore ? movesOf(running, before, ref) : [],
    fresh: computed(ref, 'fresh', hasBefore ? fresh : null, '件'),
    closed: computed(ref, 'closed', hasBefore ? closed : null, '件'),
    sheets,
    unassigned: running
      .filter(matter => matter.leadUnitId === null)
      .map(matter => matterLine(matter, before, hasBefore)),
    cityFigures: inputs.figures.filter(figure => figure.unitId === null).map(figureLine),
    batches: inputs.batches.map(
      ({ id, name, signedOn, statedCount, knownCount, statedTotal, knownTotal, reached }) => ({
        id,
        name,
        signedOn,
        statedCount,
        knownCount,
        statedTotal,
        knownTotal,
        reached,
      }),
    ),
    said: saidNotDone(running, inputs.units),
    ...(form >= 2 ? { promises: promisesPage(await packPromisesAt(ctx, asOf), ref) } : {}),
  }
  return { ...body, figureCount: countFigures(body) }
}

function movesOf(
  running: ReadonlyArray<{ id: string; title: string; light: (typeof lights)[number] }>,
  before: ReturnType<typeof compared>,
  ref: PackRef,
) {
  const moves = new Map<string, { from: (typeof lights)[number]; to: (typeof lights)[number]; titles: string[] }>()
  for (const matter of running) {
    const from = before.matters.get(matter.id)?.light
    if (from === undefined || from === matter.light) continue
    const key = `${from}>${matter.light}`
    const move = moves.get(key) ?? { from, to: matter.light, titles: [] }
    move.titles.push(matter.title)
    moves.set(key, move)
  }
  return [...moves.values()]
    .sort((a, b) => bySeverity(a.to, b.to) || bySeverity(a.from, b.from))
    .map(move => ({
      ...move,
      titles: move.titles.sort(),
      count: computed(ref, `move:${move.from}:${move.to}`, move.titles.length, '件'),
    }))
}

/** 说了没做: what is overdue, worst first, for the leader's page; at most twenty, the rest stands on the sheets. */
function saidNotDone(
  running: ReadonlyArray<{
    id: string
    title: string
    leadUnitId: string | null
    dueOn: string | null
    workdaysLeft: number | null
    light: (typeof lights)[number]
  }>,
  units: Map<string, { nameZh: string }>,
) {
  return running
    .filter(matter => matter.workdaysLeft !== null && matter.workdaysLeft < 0)
    .sort((a, b) => (a.workdaysLeft ?? 0) - (b.workdaysLeft ?? 0) || a.id.localeCompare(b.id))
    .slice(0, 20)
    .map(matter => ({
      id: matter.id,
      text: matter.title,
      unit: matter.leadUnitId ? (units.get(matter.leadUnitId)?.nameZh ?? null) : null,
      dueOn: matter.dueOn,
      light: matter.light,
    }))
}

/** How many numbers the pack shows, each with its evidence: what the walk through all of them counts against. */
function countFigures(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countFigures(item), 0)
  if (value === null || typeof value !== 'object') return 0
  if ('evidence' in value && 'ref' in value && 'value' in value) return 1
  return Object.values(value).reduce<number>((sum, item) => sum + countFigures(item), 0)
}
