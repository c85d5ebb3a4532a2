import type { z } from 'zod'
import type { Comparison } from '#contract/extraction.ts'
import type { Indicator, Observation, Series, SeriesRow, seriesQuery } from '#contract/indicators.ts'
import type { Page } from '#contract/kernel.ts'
import { memberNames, unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { waits } from '../rules/readings.ts'
import { allIndicators, differingSeries, seriesPage } from '../store/series.ts'
import { type ComparisonColumn, series } from '../store/tables.ts'
import { figureOf, indicatorShape, type Loaded, loadSeries, readingAt, readingsOf, type Stored } from './readings.ts'

const own = (ctx: Ctx) => ({ regionId: ctx.regionId, unitId: null })
const compared = (column: ComparisonColumn): Comparison | null => (column === '' ? null : column)

/** How many periods a row's small line shows. */
const POINTS = 24

/** The series of figures, each with its latest value beside the period before. */
export async function listSeries(ctx: Ctx, query: z.output<typeof seriesQuery>): Promise<Page<SeriesRow>> {
  const differing = new Map((await differingSeries(ctx)).map(each => [each.seriesId, each.periods]))
  const page = await seriesPage(ctx, query, [...differing.keys()])
  const units = await unitNames(ctx)
  const loaded = await loadSeries(ctx, page.rows)
  return {
    ...page,
    rows: loaded.map(each => ({
      ...headOf(ctx, each, units),
      latest: each.chosen.length === 0 ? null : readingAt(each, each.chosen.length - 1),
      points: each.chosen
        .slice(-POINTS)
        .flatMap(({ period, value }) => (period === null ? [] : [{ period, value: value.value }])),
      differing: differing.get(each.record.id) ?? 0,
    })),
  }
}

/** One series with every value ever published for it, vintages and rejected ones included. */
export async function seriesDetail(ctx: Ctx, id: string): Promise<Series> {
  const found = await series.find(ctx, id)
  if (!found) throw refuse('indicators.not-found')
  must(ctx, policy, 'indicators.read', found)
  const [loaded] = await loadSeries(ctx, [found])
  if (!loaded) throw refuse('indicators.not-found')
  return {
    ...headOf(ctx, loaded, await unitNames(ctx)),
    readings: readingsOf(loaded),
    observations: await observationShapes(ctx, loaded),
  }
}

/** The indicators, for choosing one. */
export async function listIndicators(ctx: Ctx): Promise<{ rows: Indicator[]; may: string[] }> {
  must(ctx, policy, 'indicators.read', own(ctx))
  const may = mayOn(ctx, policy, own(ctx))
  return { rows: (await allIndicators(ctx)).map(row => indicatorShape(row, may)), may }
}

function headOf(ctx: Ctx, { record, indicator }: Loaded, units: Awaited<ReturnType<typeof unitNames>>) {
  const unit = record.unitId === null ? undefined : units.get(record.unitId)
  return {
    id: record.id,
    indicator: indicatorShape(indicator, mayOn(ctx, policy, { regionId: indicator.regionId, unitId: null })),
    subject: { kind: record.subjectKind, id: record.subjectId, name: record.subjectName },
    comparison: compared(record.comparison),
    changeOf: compared(record.changeOf),
    unit: record.unit,
    responsible:
      unit && record.unitId !== null ? { id: record.unitId, nameZh: unit.nameZh, nameEn: unit.nameEn } : null,
    standing: record.standing,
    version: record.version,
    may: mayOn(ctx, policy, record),
  }
}

async function observationShapes(ctx: Ctx, { record, chosen, all }: Loaded): Promise<Observation[]> {
  const names = await memberNames(ctx, [...new Set(all.map(each => each.recordedBy))])
  const groupOf = (value: Stored) => chosen.find(each => each.all.some(({ id }) => id === value.id))
  const order = (value: Stored) => `${value.periodEnd ?? value.publishedOn ?? ''} ${value.id}`
  return all
    .toSorted((one, other) => (order(one) > order(other) ? -1 : 1))
    .map(value => {
      const group = groupOf(value)
      const differs = group?.differs === true && value.verdict !== 'rejected'
      return {
        id: value.id,
        period: value.period,
        periodText: value.periodText,
        value: figureOf(value, record.unit, differs),
        status: value.status,
        basis: value.basis,
        verdict: value.verdict,
        vintage: value.vintage,
        chosen: group?.value.id === value.id,
        differs: differs && group !== undefined && waits(group),
        publishedOn: value.publishedOn,
        note: value.note,
        reason: value.reason,
        version: value.version,
        recordedAt: value.recordedFrom.toISOString(),
        recordedBy: names.get(value.recordedBy) ?? null,
        may: mayOn(ctx, policy, record),
      }
    })
}
