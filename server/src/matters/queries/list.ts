import type { Page } from '#contract/kernel.ts'
import type { MatterLine, MatterQuery, Strips } from '#contract/matters.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { byWeight, lightOfWeight, weightOf } from '../rules/judge.ts'
import { type LineRow, pageOfMatters, stripRows } from '../store/lists.ts'
import { askedDay } from '../store/matters.ts'

export { selectMatters } from '../store/lists.ts'

import { computedFigure, judgementOn, leftOn, planOn, shownOn } from './judged.ts'
import { mayNow } from './may.ts'

/** Matters the actor may see, filtered, sorted and paged in SQL, each with its light on the day asked about and why. */
export function listMatters(ctx: Ctx, query: MatterQuery): Promise<Page<MatterLine>> {
  return pageOfMatters(ctx, query, row => lineOf(ctx, row, () => row.leadUnit))
}

/** One line of the list out of a record, judged on the day asked about. */
export function lineOf(ctx: Ctx, row: LineRow, nameOf: (unitId: string) => string | null): MatterLine {
  const day = askedDay(ctx)
  const { light: lightComputed, because } = judgementOn(ctx, row, day)
  const left = leftOn(ctx, row, day)
  const plan = planOn(row, day)
  return {
    id: row.id,
    regionId: row.regionId,
    version: row.version,
    refNo: row.refNo,
    title: row.title,
    kind: row.kind,
    state: row.state,
    leadUnitId: row.leadUnitId,
    leadUnit: row.leadUnitId ? nameOf(row.leadUnitId) : null,
    ...shownOn(row, lightComputed, day),
    lightComputed,
    because: because.map(({ rule, light, value }) => ({ rule, light, value })),
    dueOn: row.state === 'long_term' ? null : row.dueCurrent,
    dueOriginal: row.dueOriginal,
    workdaysLeft: left === null ? null : computedFigure(row, 'workdaysLeft', left, '个工作日'),
    planPercent: plan === null ? null : computedFigure(row, 'planPercent', plan, '%'),
    actualPercent: row.actualPercent === null ? null : computedFigure(row, 'actualPercent', row.actualPercent, '%'),
    lastReportOn: row.lastReportOn,
    sharedWith: row.sharedWith,
    may: mayNow(ctx, row),
  }
}

/** The lights of each lead unit over the matters going on (各单位的灯), heaviest first, with one cell per matter up to sixty. */
export async function lightStrips(ctx: Ctx): Promise<Strips> {
  const found = await stripRows(ctx)
  const names = await unitNames(ctx)
  const unitIds = [...new Set(found.map(each => each.unitId))]
  const units = unitIds.map(unitId => {
    const own = found.filter(each => each.unitId === unitId)
    return {
      unitId,
      unit: unitId ? (names.get(unitId)?.shortZh ?? names.get(unitId)?.nameZh ?? '') : '',
      total: sum(own),
      counts: own.map(each => ({ light: lightOfWeight(each.weight), count: each.n })),
      cells: own.flatMap(each => (each.cells ?? []).map(cell => ({ ...cell, light: lightOfWeight(each.weight) }))),
    }
  })
  const heaviest = (unit: (typeof units)[number]) => weightOf(unit.counts[0]?.light ?? 'grey')
  units.sort((a, b) => heaviest(b) - heaviest(a) || b.total - a.total || (a.unit < b.unit ? -1 : 1))
  const counts = [...byWeight]
    .reverse()
    .map(light => ({ light, count: sum(found.filter(each => lightOfWeight(each.weight) === light)) }))
  return { asOf: ctx.asOf?.toISOString() ?? null, total: sum(found), counts, units }
}

const sum = (counts: readonly { n: number }[]) => counts.reduce((total, each) => total + each.n, 0)
