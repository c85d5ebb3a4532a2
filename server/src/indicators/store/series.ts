import type { z } from 'zod'
import type { seriesQuery } from '#contract/indicators.ts'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { sources } from '#kernel/evidence/sources.ts'
import { contains, listPage } from '#kernel/list.ts'
import { lockNamed } from '#kernel/namedLock.ts'
import { visible } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import {
  type IndicatorRecord,
  indicators,
  type ObservationRecord,
  observations,
  type SeriesRecord,
  series,
} from './tables.ts'

export function allIndicators(ctx: Ctx) {
  return rows(ctx.tx, sql<IndicatorRecord>`select i.* from ${indicators.at(ctx)} i order by i.name_zh, i.id`)
}

export function indicatorsById(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<IndicatorRecord>`select i.* from ${indicators.at(ctx)} i where i.id = any(${[...ids]}::uuid[])`,
  )
}

export function indicatorByCode(ctx: Ctx, code: string): Promise<IndicatorRecord | undefined> {
  return one(ctx.tx, sql<IndicatorRecord>`select i.* from ${indicators.at(ctx)} i where i.code = ${code}`)
}

/** The indicator that goes by a name; a confirmed one before a draft. */
export function indicatorByKey(ctx: Ctx, key: string): Promise<IndicatorRecord | undefined> {
  return one(
    ctx.tx,
    sql<IndicatorRecord>`
      select i.* from ${indicators.at(ctx)} i where i.name_key = ${key} or ${key} = any(i.alias_keys)
      order by case i.standing when 'confirmed' then 0 else 1 end, i.id limit 1`,
  )
}

/** The series of an indicator about a subject under a comparison. */
export function seriesOf(
  ctx: Ctx,
  {
    indicatorId,
    subjectKey,
    comparison,
    changeOf,
    unit,
  }: Pick<SeriesRecord, 'indicatorId' | 'subjectKey' | 'comparison' | 'changeOf' | 'unit'>,
): Promise<SeriesRecord | undefined> {
  return one(
    ctx.tx,
    sql<SeriesRecord>`
      select s.* from ${series.at(ctx)} s where s.indicator_id = ${indicatorId} and s.subject_key = ${subjectKey}
        and s.comparison = ${comparison} and s.change_of = ${changeOf} and s.unit = ${unit}`,
  )
}

/** The series of the same indicator and subject that state changes from the month before. */
export function changesBeside(ctx: Ctx, all: readonly SeriesRecord[]) {
  return rows(
    ctx.tx,
    sql<SeriesRecord>`
      select s.* from ${series.at(ctx)} s where s.comparison = '较上月' and s.change_of <> ''
        and s.indicator_id = any(${[...new Set(all.map(each => each.indicatorId))]}::uuid[])`,
  )
}

export function observationsOf(ctx: Ctx, seriesIds: readonly string[]) {
  return rows(
    ctx.tx,
    sql<ObservationRecord & { proven: boolean }>`
      select o.*, exists (select 1 from ${provenance.at(ctx)} p where p.subject_kind = 'observation' and p.subject_id = o.id::text
        and p.field = 'value' and p.source_id is not null) proven
      from ${observations.at(ctx)} o where o.series_id = any(${[...seriesIds]}::uuid[]) order by o.series_id, o.id`,
  )
}

export function seriesOfIndicator(ctx: Ctx, indicatorId: string) {
  return rows(
    ctx.tx,
    sql<SeriesRecord>`select s.* from ${series.at(ctx)} s where s.indicator_id = ${indicatorId} order by s.id`,
  )
}

/** Series that a person stands for, with those units and regions are asked about. */
export function confirmedSeries(ctx: Ctx) {
  return rows(
    ctx.tx,
    sql<SeriesRecord>`select s.* from ${series.at(ctx)} s where s.standing = 'confirmed' order by s.id`,
  )
}

/**
 * Series in which a value nobody has decided on disagrees with another of its period and vintage, or with the preferred one. The same
 * rule as `chooseByPeriod` and `waits`, in SQL, so that a list can be narrowed by it.
 */
export function differingSeries(ctx: Ctx) {
  return rows(
    ctx.tx,
    sql<{ seriesId: string; periods: number }>`
      with standing as (select * from ${observations.at(ctx)} v where v.verdict <> 'rejected' and v.period is not null)
      select o.series_id, count(distinct o.period) periods from standing o where o.verdict = 'open'
        and not exists (select 1 from standing b where b.series_id = o.series_id and b.period = o.period and b.vintage > o.vintage)
        and exists (select 1 from standing b where b.series_id = o.series_id and b.period = o.period and b.id <> o.id
          and (b.vintage = o.vintage or b.verdict = 'preferred')
          and (b.value is distinct from o.value or b.bound is distinct from o.bound))
      group by o.series_id`,
  )
}

/** Writers of one series' values, one after the other: two that each see no contradiction could together make one. */
export async function lockSeriesValues(ctx: Ctx, seriesId: string): Promise<void> {
  await run(ctx.tx, sql`select 1 from series s where s.region_id = ${ctx.regionId} and s.id = ${seriesId} for update`)
}

/** One new name of an indicator or a series at a time in a region. */
export async function lockNaming(ctx: Ctx): Promise<void> {
  await lockNamed(ctx, 'indicators.naming')
}

export function observationsFrom(ctx: Ctx, factId: string) {
  return rows(
    ctx.tx,
    sql<ObservationRecord>`select o.* from observation o where o.region_id = ${ctx.regionId} and o.drafted_from = ${factId} and not o.withdrawn for update`,
  )
}

/** Observations of the same value that a source proves at a place that overlaps the given one: the same printed figure. */
export function sameFigure(ctx: Ctx, at: { sourceId: string; start: number; end: number }, value: number) {
  return rows(
    ctx.tx,
    sql<ObservationRecord>`
      select o.* from ${observations.at(ctx)} o join ${provenance.at(ctx)} p
        on p.subject_kind = 'observation' and p.subject_id = o.id::text and p.field = 'value'
      where p.source_id = ${at.sourceId} and p.span_start < ${at.end} and p.span_end > ${at.start} and o.value = ${value} order by o.id`,
  )
}

/** The links of a value: what proves it. */
export function linksOf(ctx: Ctx, observationId: string) {
  return rows(
    ctx.tx,
    sql<{
      factId: string | null
      sourceId: string | null
      spanStart: number | null
      spanEnd: number | null
      modality: string | null
      confidence: number | null
    }>`
      select p.fact_id, p.source_id, p.span_start, p.span_end, p.modality, p.confidence from ${provenance.at(ctx)} p
      where p.subject_kind = 'observation' and p.subject_id = ${observationId} and p.field = 'value'`,
  )
}

export function sourceNamed(ctx: Ctx, name: string) {
  return one(
    ctx.tx,
    sql<{
      id: string
      text: string
    }>`select s.id, s.text from ${sources.at(ctx)} s where s.name = ${name} order by s.id limit 1`,
  )
}

export function seriesPage(
  ctx: Ctx,
  query: z.output<typeof seriesQuery>,
  differing: readonly string[],
): Promise<Page<SeriesRecord>> {
  const latest = sql`(select max(coalesce(o.period_end, o.published_on)) from ${observations.at(ctx)} o where o.series_id = s.id)`
  return listPage(ctx, query, {
    columns: sql`s.*`,
    from: sql`${series.at(ctx)} s join ${indicators.at(ctx)} i on i.id = s.indicator_id`,
    where: [
      visible(ctx, policy, 'indicators.read', 's'),
      contains(query.find, [
        sql`i.name_zh`,
        sql`i.name_en`,
        sql`i.code`,
        sql`s.subject_name`,
        sql`array_to_string(i.aliases, ' ')`,
      ]),
      ...(query.standing ? [sql`s.standing = ${query.standing}`] : []),
      ...(query.kind ? [sql`i.kind = ${query.kind}`] : []),
      ...(query.unitId ? [sql`s.unit_id = ${query.unitId}`] : []),
      ...(query.differs ? [sql`s.id = any(${[...differing]}::uuid[])`] : []),
    ],
    sorts: {
      name: { by: sql`i.name_zh`, type: 'text' },
      subject: { by: sql`s.subject_name`, type: 'text' },
      latest: { by: sql`coalesce(${latest}, '0001-01-01'::date)`, type: 'date' },
      recorded: { by: sql`s.recorded_from`, type: 'timestamptz' },
    },
    sort: 'name',
    id: sql`s.id`,
    map: (row: SeriesRecord) => row,
  })
}
