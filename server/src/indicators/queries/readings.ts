import type { Indicator, Reading } from '#contract/indicators.ts'
import type { EvidenceKind, Figure } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { before } from '../rules/periods.ts'
import { agrees, type Chosen, chooseByPeriod, compare, implied, previousOf } from '../rules/readings.ts'
import { changesBeside, indicatorsById, observationsOf } from '../store/series.ts'
import type { IndicatorRecord, ObservationRecord, SeriesRecord } from '../store/tables.ts'

export type Stored = ObservationRecord & { proven: boolean }
/** A series with its values chosen by period, and the steps from the month before that pages state. */
export type Loaded = {
  record: SeriesRecord
  indicator: IndicatorRecord
  all: Stored[]
  chosen: Chosen<Stored>[]
  steps: ReadonlyMap<string, Stored>
}

/** Loads series with everything their readings need, in four statements however many there are. */
export async function loadSeries(ctx: Ctx, records: readonly SeriesRecord[]): Promise<Loaded[]> {
  if (records.length === 0) return []
  const changes = await changesBeside(ctx, records)
  const ids = [...new Set([...records, ...changes].map(each => each.id))]
  const stored = Map.groupBy(await observationsOf(ctx, ids), each => each.seriesId)
  const known = new Map(
    (await indicatorsById(ctx, [...new Set(records.map(each => each.indicatorId))])).map(each => [each.id, each]),
  )
  return records.flatMap(record => {
    const indicator = known.get(record.indicatorId)
    if (!indicator) return []
    const all = stored.get(record.id) ?? []
    const beside = changes.find(
      each =>
        each.indicatorId === record.indicatorId &&
        each.subjectKey === record.subjectKey &&
        each.changeOf === record.comparison &&
        each.changeOf !== '',
    )
    const steps = chooseByPeriod(beside ? (stored.get(beside.id) ?? []) : [])
    return [
      {
        record,
        indicator,
        all,
        chosen: chooseByPeriod(all),
        steps: new Map(steps.flatMap(each => (each.period === null ? [] : [[each.period, each.value] as const]))),
      },
    ]
  })
}

/** Every period's value beside the one before, oldest first. */
export function readingsOf(loaded: Loaded): Reading[] {
  return loaded.chosen.map((_, index) => readingAt(loaded, index))
}

/** The value of one period beside the one before. */
export function readingAt(loaded: Loaded, index: number): Reading {
  const { chosen, indicator, record } = loaded
  const own = chosen[index]
  if (!own) throw new Error('there is no such period')
  const { value } = own
  const previous = previousAt(loaded, index)
  const step = compare(value.value, previous?.value.value ?? null, indicator.kind, record.unit)
  const computed = (field: string, amount: number, unit: string): Figure => ({
    value: amount,
    unit,
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'observation', id: value.id, field },
  })
  return {
    observationId: value.id,
    period: own.period,
    value: figureOf(value, record.unit, own.differs),
    status: value.status,
    basis: value.basis,
    differs: own.differs,
    previous,
    change: step ? computed('change', step.change, step.unit) : null,
    percent: step?.percent == null ? null : computed('percent', step.percent, '%'),
  }
}

/**
 * The period before: the value on file, or the one the page implies when the month before has none. Where both are there and do not
 * agree the figure says so, and its evidence shows both.
 */
function previousAt(loaded: Loaded, index: number): Reading['previous'] {
  const { chosen, indicator, record, steps } = loaded
  const own = chosen[index]
  const found = previousOf(chosen, index, indicator.kind)
  const step = own?.period == null ? undefined : steps.get(own.period)
  const derived =
    own?.period != null && step?.value != null ? implied(own.value.value, step.value, own.period) : undefined
  const just = own?.period == null ? undefined : before(own.period)
  if (own && derived && found?.period !== just)
    return {
      period: derived.period,
      value: impliedFigure(own.value.id, derived.value, record.unit, 'computed'),
      implied: true,
    }
  if (!found) return null
  const known = found.value.value
  if (own && derived && known !== null && !agrees(known, derived.value))
    return { period: found.period, value: impliedFigure(own.value.id, known, record.unit, 'differs'), implied: false }
  return { period: found.period, value: figureOf(found.value, record.unit, found.differs), implied: false }
}

function impliedFigure(id: string, value: number, unit: string, evidence: EvidenceKind): Figure {
  return {
    value,
    unit,
    bound: null,
    printed: null,
    evidence,
    ref: { kind: 'observation', id, field: 'impliedPrevious' },
  }
}

export function figureOf(value: Stored, unit: string, differs: boolean): Figure {
  return {
    value: value.value,
    unit,
    bound: value.bound,
    printed: value.printed,
    evidence: differs ? 'differs' : value.proven ? 'source' : 'hand',
    ref: { kind: 'observation', id: value.id, field: 'value' },
  }
}

export function indicatorShape(row: IndicatorRecord, may: string[]): Indicator {
  return {
    id: row.id,
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    unit: row.unit,
    kind: row.kind,
    frequency: row.frequency,
    direction: row.direction,
    publisher: row.publisher,
    note: row.note,
    aliases: row.aliases,
    standing: row.standing,
    version: row.version,
    may,
  }
}
