import type { Bound, EvidenceKind, EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { confirmedSeries } from '../store/series.ts'
import { loadSeries, readingAt } from './readings.ts'

/** A series' latest figure beside the one before, as a review pack shows it. */
export type PackFigure = {
  indicatorId: string
  seriesId: string
  /** The indicator with its comparison: 居民消费价格同比. */
  nameZh: string
  nameEn: string | null
  unit: string
  subject: string
  /** The unit of government that answers for it. */
  unitId: string | null
  period: string
  value: number | null
  bound: Bound | null
  previous: { period: string; value: number | null; ref: EvidenceRef } | null
  /** In the unit's own steps; of percentages, in percentage points. */
  change: number | null
  changeUnit: string | null
  percent: number | null
  evidence: EvidenceKind
  ref: EvidenceRef
}

const english: Readonly<Record<string, string>> = {
  同比: ', year on year',
  环比: ', month on month',
  较上月: ', change from the month before',
  累计: ', cumulative',
}

/**
 * The figures a person stands for, each with its latest period and the one before, as of the context's instant. Drafts and values
 * without a period are left out.
 */
export async function figuresForPack(ctx: Ctx): Promise<PackFigure[]> {
  const loaded = await loadSeries(ctx, await confirmedSeries(ctx))
  return loaded.flatMap(each => {
    const last = each.chosen.findLastIndex(({ period }) => period !== null)
    if (last < 0) return []
    const { record, indicator } = each
    const reading = readingAt(each, last)
    const { previous } = reading
    return [
      {
        indicatorId: indicator.id,
        seriesId: record.id,
        nameZh: indicator.nameZh + record.comparison,
        nameEn: indicator.nameEn === null ? null : indicator.nameEn + (english[record.comparison] ?? ''),
        unit: record.unit,
        subject: record.subjectName,
        unitId: record.unitId,
        period: reading.period ?? '',
        value: reading.value.value,
        bound: reading.value.bound,
        previous:
          previous?.period == null
            ? null
            : { period: previous.period, value: previous.value.value, ref: previous.value.ref },
        change: reading.change?.value ?? null,
        changeUnit: reading.change?.unit ?? null,
        percent: reading.percent?.value ?? null,
        evidence: reading.value.evidence,
        ref: reading.value.ref,
      },
    ]
  })
}
