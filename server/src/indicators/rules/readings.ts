import type { IndicatorKind, Status, Verdict } from '#contract/indicators.ts'
import type { Day } from '#kernel/time/day.ts'
import { before, grainOf, type Period } from './periods.ts'

/** A value as far as choosing and comparing needs it. */
export type Value = {
  id: string
  period: Period | null
  periodEnd: Day | null
  publishedOn: Day | null
  value: number | null
  bound: string | null
  status: Status
  verdict: Verdict
  vintage: number
}

/** One decimal of a published rate hides at most this much (domain.md section 10). */
const TOLERANCE = 0.05 + 1e-9

/** Differences of printed decimals carry binary dust; nothing printed here has more than six decimals. */
export const tidy = (value: number) => Math.round(value * 1e6) / 1e6

/** Values of one period: which of them is shown, and whether others of the same standing disagree with it. */
export type Chosen<V extends Value> = { period: Period | null; value: V; differs: boolean; all: V[] }

/**
 * One value for each period, oldest period first. What a person preferred goes before all; else the latest vintage; among values of one
 * vintage that disagree the first recorded is shown, marked as differing, until a person decides. Rejected values stay in the file.
 * Values without a period stand each for itself, by the day they were published.
 */
export function chooseByPeriod<V extends Value>(values: readonly V[]): Chosen<V>[] {
  const groups = Map.groupBy(values, each => each.period ?? `${each.publishedOn ?? ''}`)
  const chosen = [...groups.values()].flatMap(all => {
    const standing = all.filter(each => each.verdict !== 'rejected')
    const preferred = standing.filter(each => each.verdict === 'preferred').at(-1)
    const newest = Math.max(...standing.map(each => each.vintage))
    const latest = standing.filter(each => each.vintage === newest)
    const value = preferred ?? latest[0]
    if (!value) return []
    // What came after a decision was not decided on: it waits beside the preferred value for a new one.
    const others = preferred ? standing.filter(each => each.verdict === 'open') : latest
    const differs = others.some(each => each.value !== value.value || each.bound !== value.bound)
    return [{ period: value.period, value, differs, all: [...all] }]
  })
  return chosen.toSorted((one, other) => (orderOf(one.value) < orderOf(other.value) ? -1 : 1))
}

const orderOf = (value: Value) => `${value.periodEnd ?? value.publishedOn ?? ''} ${value.period ?? ''}`

/** Whether a group waits for a person: it differs and not everybody was told to stand beside the others. */
export const waits = <V extends Value>({ differs, all }: Chosen<V>) =>
  differs && all.some(each => each.verdict === 'open')

/**
 * The period to compare with: the last one before of the same length. A total since the year's beginning is compared within its year
 * only, because the year before began from nothing too.
 */
export function previousOf<V extends Value>(
  chosen: readonly Chosen<V>[],
  index: number,
  kind: IndicatorKind,
): Chosen<V> | undefined {
  const own = chosen[index]
  return chosen
    .slice(0, index)
    .findLast(
      each =>
        own?.period != null &&
        each.period !== null &&
        grainOf(each.period) === grainOf(own.period) &&
        (kind !== 'cumulative' || each.period.slice(0, 4) === own.period.slice(0, 4)),
    )
}

/**
 * A value beside the one before: the change in the unit's own steps, and the percentage where the unit is no percentage or rank.
 * The change of percentages is in percentage points (百分点), never in percent.
 */
export function compare(
  value: number | null,
  previous: number | null,
  kind: IndicatorKind,
  unit: string,
): { change: number; unit: string; percent: number | null } | undefined {
  if (value === null || previous === null) return undefined
  const change = tidy(value - previous)
  if (isShare(unit)) return { change, unit: '个百分点', percent: null }
  const percent =
    kind === 'rank' || kind === 'ratio' || previous === 0 ? null : tidy((100 * change) / Math.abs(previous))
  return { change, unit, percent }
}

export const isShare = (unit: string) => unit === '%' || unit === '％' || /百分点/.test(unit)

/**
 * The value of the month before that a page implies: 环比持平, 涨幅较上月扩大0.7个百分点 says that it was −0.7 %. Given the value and the
 * change the page states; the period is the one just before.
 */
export function implied(
  value: number | null,
  change: number,
  period: Period,
): { period: Period; value: number } | undefined {
  return value === null ? undefined : { period: before(period), value: tidy(value - change) }
}

/** Whether a published value agrees with an implied one, as far as one printed decimal can tell. */
export const agrees = (published: number, derived: number) => Math.abs(published - derived) <= TOLERANCE
