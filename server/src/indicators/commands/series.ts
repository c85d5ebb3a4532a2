import type { z } from 'zod'
import type { confirmSeries as confirming, newSeries, SubjectKind, withdrawing } from '#contract/indicators.ts'
import { regions, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { namesOf } from '../../registry/index.ts'
import { policy } from '../policy.ts'
import { lockNaming, lockSeriesValues, observationsOf, seriesOf, seriesOfIndicator } from '../store/series.ts'
import { type ComparisonColumn, indicators, observations, type SeriesRecord, series } from '../store/tables.ts'
import { type Changed, lockFor, ofOffice } from './checks.ts'
import { learnAlias } from './indicators.ts'

/** A subject as a series keeps it: the key makes one series of one subject however it was named. */
export type KeptSubject = Pick<SeriesRecord, 'subjectKind' | 'subjectId' | 'subjectName' | 'subjectKey'>

export function keptSubject(kind: SubjectKind, id: string | null, name: string): KeptSubject {
  const key =
    kind === 'region' ? 'region' : kind === 'text' ? `text ${name.normalize('NFKC').toLowerCase()}` : `${kind} ${id}`
  return { subjectKind: kind, subjectId: id, subjectName: name, subjectKey: key }
}

/** Opens a series: an indicator of a subject under a comparison. Refuses one that stands (`indicators.series-exists`). */
export async function createSeries(ctx: Ctx, body: z.output<typeof newSeries>): Promise<Changed> {
  must(ctx, policy, 'indicators.define', ofOffice(ctx))
  await lockNaming(ctx)
  const indicator = await indicators.find(ctx, body.indicatorId)
  if (!indicator) throw refuse('indicators.indicator-unknown', {}, { field: 'indicatorId' })
  await refuseUnknownUnit(ctx, body.unitId)
  const wanted = {
    indicatorId: indicator.id,
    ...(await subjectNamed(ctx, body.subject)),
    comparison: body.comparison ?? ('' as const),
    changeOf: '' as const,
    unit: body.unit ?? (body.comparison ? '%' : indicator.unit),
  }
  if (await seriesOf(ctx, wanted)) throw refuse('indicators.series-exists', { name: indicator.nameZh })
  const made = await insertSeries(ctx, {
    ...wanted,
    unitId: body.unitId ?? null,
    standing: 'confirmed',
    draftedFrom: null,
  })
  return { id: made.id, version: made.version }
}

type NewSeries = Omit<
  SeriesRecord,
  'regionId' | 'id' | 'version' | 'recordedFrom' | 'recordedBy' | 'reason' | 'withdrawn'
>

/** Writes a series; the caller has asked the policy and looked for the same one. */
export async function insertSeries(ctx: Ctx, wanted: NewSeries): Promise<SeriesRecord> {
  const made = await series.insert(ctx, wanted)
  await ctx.record(
    wanted.standing === 'draft' ? 'indicators.series-drafted' : 'indicators.series-opened',
    { kind: 'series', id: made.id },
    { indicator: made.indicatorId, fact: made.draftedFrom },
  )
  return made
}

/**
 * A person stands for a drafted series; or says that it is a standing one (`into`), which then takes its values and learns the name
 * under which the page printed it. Values that disagree there wait for a decision.
 */
export async function confirmSeries(ctx: Ctx, id: string, body: z.output<typeof confirming>): Promise<Changed> {
  const found = await lockFor(ctx, series, id, 'indicators.confirm', body.version, row => row.unitId)
  if (found.standing === 'confirmed') throw refuse('indicators.already-confirmed')
  await refuseUnknownUnit(ctx, body.unitId)
  if (body.into === undefined) {
    const indicator = await indicators.lock(ctx, found.indicatorId)
    if (indicator?.standing === 'draft') await indicators.change(ctx, indicator, { standing: 'confirmed' })
    const next = await series.change(ctx, found, { standing: 'confirmed', unitId: body.unitId ?? found.unitId })
    await ctx.record('indicators.series-confirmed', { kind: 'series', id })
    return { id, version: next.version }
  }
  return joinSeries(ctx, found, body.into)
}

async function joinSeries(ctx: Ctx, draft: SeriesRecord, into: string): Promise<Changed> {
  const target = await series.lock(ctx, into)
  if (!target || target.id === draft.id) throw refuse('indicators.series-unknown', {}, { field: 'into' })
  if (target.unit !== draft.unit)
    throw refuse('indicators.units-differ', { from: draft.unit, to: target.unit }, { field: 'into' })
  await lockSeriesValues(ctx, target.id)
  for (const { id } of await observationsOf(ctx, [draft.id])) {
    const value = await observations.lock(ctx, id)
    if (value) await observations.change(ctx, value, { seriesId: target.id })
  }
  const indicator = await indicators.find(ctx, draft.indicatorId)
  if (indicator && indicator.id !== target.indicatorId) await learnAlias(ctx, target.indicatorId, indicator.nameZh)
  await series.withdraw(ctx, draft, '并入已有序列')
  await withdrawUnusedIndicator(ctx, draft.indicatorId, '并入已有指标')
  await ctx.record('indicators.series-joined', { kind: 'series', id: target.id }, { from: draft.id })
  return { id: target.id, version: target.version }
}

/** Withdraws a series with its values; they stay in the past. */
export async function withdrawSeries(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, series, id, 'indicators.withdraw', body.version, row => row.unitId)
  await lockSeriesValues(ctx, id)
  for (const { id: valueId } of await observationsOf(ctx, [id])) {
    const value = await observations.lock(ctx, valueId)
    if (value) await observations.withdraw(ctx, value, body.reason)
  }
  const next = await series.withdraw(ctx, found, body.reason)
  await withdrawUnusedIndicator(ctx, found.indicatorId, body.reason)
  await ctx.record('indicators.series-withdrawn', { kind: 'series', id })
  return { id, version: next.version }
}

/** A drafted indicator without a series is nothing any more. */
export async function withdrawUnusedIndicator(ctx: Ctx, id: string, reason: string): Promise<void> {
  if ((await seriesOfIndicator(ctx, id)).length > 0) return
  const indicator = await indicators.lock(ctx, id)
  if (indicator?.standing === 'draft') await indicators.withdraw(ctx, indicator, reason)
}

async function subjectNamed(
  ctx: Ctx,
  { kind, id = null, name }: { kind: SubjectKind; id?: string | null | undefined; name?: string | undefined },
): Promise<KeptSubject> {
  if (kind === 'region') {
    const region = (await regions(ctx.tx)).find(each => each.regionId === ctx.regionId)
    return keptSubject('region', null, region?.nameZh ?? '')
  }
  if (kind === 'text') {
    if (!name) throw refuse('indicators.subject-unknown', {}, { field: 'subject' })
    return keptSubject('text', null, name)
  }
  const found = id === null ? undefined : (await namesOf(ctx, kind, [id])).get(id)
  if (id === null || found === undefined) throw refuse('indicators.subject-unknown', {}, { field: 'subject' })
  return keptSubject(kind, id, found)
}

async function refuseUnknownUnit(ctx: Ctx, unitId: string | null | undefined): Promise<void> {
  if (unitId && !(await units.find(ctx, unitId))) throw refuse('indicators.unit-unknown', {}, { field: 'unitId' })
}

export const columnOf = (comparison: Exclude<ComparisonColumn, ''> | null): ComparisonColumn => comparison ?? ''
