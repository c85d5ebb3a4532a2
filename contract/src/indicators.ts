import { z } from 'zod'
import { comparisons } from './extraction.ts'
import { bound, day, figure, id, instant, listQuery, page } from './kernel.ts'
import { nameUpTo, someName } from './text.ts'

/** How an indicator behaves in time; it decides what may be added up and what the period before is. */
export const indicatorKinds = ['stock', 'flow', 'cumulative', 'ratio', 'rank'] as const
export const indicatorKind = z.enum(indicatorKinds)
export type IndicatorKind = z.infer<typeof indicatorKind>
export const frequencies = ['day', 'month', 'quarter', 'half-year', 'year', 'irregular'] as const
export const frequency = z.enum(frequencies)
export const directions = ['up', 'down', 'neutral'] as const
export const direction = z.enum(directions)

/** What a figure is compared with; null is the level itself. */
export const seriesComparison = z.enum(comparisons).nullable()
/** 2024 · 2024-05 · 2024-Q2 · 2024-H1 · 2024-05-08. */
export const period = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?|-Q[1-4]|-H[12])?$/)

export const statuses = ['actual', 'provisional', 'revised', 'demonstration', 'missing'] as const
export const status = z.enum(statuses)
export type Status = z.infer<typeof status>
/** What a value rests on: printed somewhere, derived from other printed values, computed here, made up for the demonstration, typed. */
export const bases = ['fact', 'derived', 'computed', 'demonstration', 'hand'] as const
export const basis = z.enum(bases)
export type Basis = z.infer<typeof basis>
/**
 * What a person decided on values that disagree: `open` nothing yet, `beside` both stand (并存), `preferred` this one counts (以此为准),
 * `rejected` not taken (不收).
 */
export const verdicts = ['open', 'beside', 'preferred', 'rejected'] as const
export const verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof verdict>
export const subjectKinds = ['region', 'place', 'unit', 'organisation', 'text'] as const
export const subjectKind = z.enum(subjectKinds)
export type SubjectKind = z.infer<typeof subjectKind>
export const standing = z.enum(['draft', 'confirmed'])

const name = someName(120)
const note = z.string().trim().max(2000)
const reason = z.string().trim().min(1).max(500)
const version = z.int().min(1)
const may = z.array(z.string())

export const indicator = z.object({
  id,
  code: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  unit: z.string(),
  kind: indicatorKind,
  frequency,
  direction,
  publisher: z.string().nullable(),
  note: z.string().nullable(),
  aliases: z.array(z.string()),
  standing,
  version,
  may,
})
export type Indicator = z.infer<typeof indicator>
export const subject = z.object({ kind: subjectKind, id: id.nullable(), name: z.string() })

/** One value of one period beside the one before: the change, and its percentage where a percentage means something. */
export const reading = z.object({
  observationId: id,
  period: z.string().nullable(),
  value: figure,
  status,
  basis,
  /** Whether another value stands for the same period. */
  differs: z.boolean(),
  previous: z.object({ period: z.string().nullable(), value: figure, implied: z.boolean() }).nullable(),
  change: figure.nullable(),
  percent: figure.nullable(),
})
export type Reading = z.infer<typeof reading>

const seriesHead = {
  id,
  indicator,
  subject,
  comparison: seriesComparison,
  /** For 较上月: which comparison the change is one of (环比涨幅较上月扩大). */
  changeOf: seriesComparison,
  unit: z.string(),
  responsible: z.object({ id, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  standing,
  version,
  may,
}
export const seriesRow = z.object({
  ...seriesHead,
  latest: reading.nullable(),
  /** The chosen values by period, oldest first, for a small line. */
  points: z.array(z.object({ period: z.string(), value: z.number().nullable() })),
  differing: z.int(),
})
export type SeriesRow = z.infer<typeof seriesRow>

export const observation = z.object({
  id,
  period: z.string().nullable(),
  periodText: z.string().nullable(),
  value: figure,
  status,
  basis,
  verdict,
  vintage: z.int(),
  /** Whether this is the value shown for its period. */
  chosen: z.boolean(),
  differs: z.boolean(),
  publishedOn: day.nullable(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
  version,
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  may,
})
export type Observation = z.infer<typeof observation>
export const series = z.object({
  ...seriesHead,
  readings: z.array(reading),
  observations: z.array(observation),
})
export type Series = z.infer<typeof series>

export const seriesQuery = listQuery.extend({
  standing: standing.optional(),
  kind: indicatorKind.optional(),
  unitId: id.optional(),
  differs: z.stringbool().optional(),
})
export const asked = z.object({ asOf: instant.optional() })
export const seriesPage = page(seriesRow)
export const indicatorList = z.object({ rows: z.array(indicator), may })

const indicatorFields = {
  code: someName(60).nullable().optional(),
  nameZh: name,
  nameEn: name.nullable().optional(),
  unit: nameUpTo(40),
  kind: indicatorKind,
  frequency: frequency.optional(),
  direction: direction.optional(),
  publisher: name.nullable().optional(),
  note: note.nullable().optional(),
  aliases: z.array(name).max(50).optional(),
}
export const newIndicator = z.object(indicatorFields)
export const changeIndicator = z.object({ ...indicatorFields, version, reason: reason.optional() })
export const newSeries = z.object({
  indicatorId: id,
  subject: z.object({ kind: subjectKind, id: id.nullable().optional(), name: name.optional() }),
  comparison: seriesComparison.optional(),
  unit: nameUpTo(40).optional(),
  unitId: id.nullable().optional(),
})
/** Confirms a drafted series; `into` moves its values to a standing series that it turned out to be, which learns its name. */
export const confirmSeries = z.object({
  version,
  into: id.optional(),
  unitId: id.nullable().optional(),
})
export const versioned = z.object({ version })
export const withdrawing = z.object({ version, reason })
export const newObservation = z.object({
  seriesId: id,
  period,
  value: z.number().nullable(),
  bound: bound.nullable().optional(),
  printed: z.string().trim().max(120).nullable().optional(),
  status: status.optional(),
  publishedOn: day.nullable().optional(),
  note: note.nullable().optional(),
})
export const judging = z.object({ version, verdict: z.enum(['beside', 'preferred', 'rejected']), reason })

export const importTables = ['indicators', 'observations'] as const
export const importTableName = z.enum(importTables)
export type ImportTable = z.infer<typeof importTableName>
export const tableRows = z.array(z.record(z.string().max(60), z.string().max(4000))).max(20_000)
export const newImport = z.object({ table: importTableName, rows: tableRows })
export const imported = z.object({
  table: importTableName,
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  proven: z.int(),
  elsewhere: z.int(),
})
export type Imported = z.infer<typeof imported>
