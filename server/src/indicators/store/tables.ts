import type { Basis, IndicatorKind, Status, SubjectKind, Verdict } from '#contract/indicators.ts'
import type { Bound } from '#contract/kernel.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'

export type IndicatorRecord = Versioned & {
  code: string | null
  nameZh: string
  nameEn: string | null
  nameKey: string
  unit: string
  kind: IndicatorKind
  frequency: 'day' | 'month' | 'quarter' | 'half-year' | 'year' | 'irregular'
  direction: 'up' | 'down' | 'neutral'
  publisher: string | null
  note: string | null
  aliases: string[]
  aliasKeys: string[]
  standing: 'draft' | 'confirmed'
  draftedFrom: string | null
}
export const indicators = recordTable<IndicatorRecord>('indicator', [
  'code',
  'name_zh',
  'name_en',
  'name_key',
  'unit',
  'kind',
  'frequency',
  'direction',
  'publisher',
  'note',
  'aliases',
  'alias_keys',
  'standing',
  'drafted_from',
])

/** '' stands for "the level itself", because the table's unique index takes nulls for different. */
export type ComparisonColumn = '' | '同比' | '环比' | '较上月' | '累计'
export type SeriesRecord = Versioned & {
  indicatorId: string
  subjectKind: SubjectKind
  subjectId: string | null
  subjectName: string
  subjectKey: string
  comparison: ComparisonColumn
  changeOf: ComparisonColumn
  unit: string
  unitId: string | null
  standing: 'draft' | 'confirmed'
  draftedFrom: string | null
}
export const series = recordTable<SeriesRecord>('series', [
  'indicator_id',
  'subject_kind',
  'subject_id',
  'subject_name',
  'subject_key',
  'comparison',
  'change_of',
  'unit',
  'unit_id',
  'standing',
  'drafted_from',
])

export type ObservationRecord = Versioned & {
  seriesId: string
  period: string | null
  periodText: string | null
  periodEnd: Day | null
  value: number | null
  bound: Bound | null
  printed: string | null
  status: Status
  basis: Basis
  verdict: Verdict
  vintage: number
  publishedOn: Day | null
  note: string | null
  draftedFrom: string | null
}
export const observations = recordTable<ObservationRecord>('observation', [
  'series_id',
  'period',
  'period_text',
  'period_end',
  'value',
  'bound',
  'printed',
  'status',
  'basis',
  'verdict',
  'vintage',
  'published_on',
  'note',
  'drafted_from',
])
