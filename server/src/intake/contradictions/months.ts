import { plain } from '../rules.ts'
import { beyond, type Found, halfOfLast, type Known, ofKind, shown } from './known.ts'

type Monthly = { id: string; value: number; month: number; comparison: string }

/** The number of a month a period names (2025年4月, 2025-04): years times twelve and months, so that the month before is one less. */
export function monthOf(period: string | null): number | undefined {
  const found = /^(\d{4})(?:年|-)(\d{1,2})月?份?$/.exec(plain(period ?? ''))
  const [year, month] = [Number(found?.[1]), Number(found?.[2])]
  return found && month >= 1 && month <= 12 ? year * 12 + month - 1 : undefined
}

/** The monthly figures about the same thing as one, in percent; those of the same month and comparison only once, the first given. */
function seriesOf(
  own: Known,
  others: readonly Known[],
): { mine: Monthly; find: (comparison: string, month: number) => Monthly | undefined } | undefined {
  const [figure] = ofKind([own], 'figure')
  // most figures are of no month or no change, and then the others need not be gone through
  if (!figure || figure.fact.comparison === null || monthOf(figure.fact.period) === undefined) return undefined
  const all = ofKind([own, ...others], 'figure').flatMap(({ id, fact, about }): Monthly[] => {
    const month = monthOf(fact.period)
    const isPercent = /^(%|％|个?百分点)$/.test(plain(fact.unit)) || (fact.value === 0 && fact.comparison !== null)
    if (month === undefined || fact.comparison === null || fact.bound !== null || !isPercent) return []
    // A change is of the monthly rate only where its name says 环比, and its sign is told only where it is no 降幅.
    if (fact.comparison === '较上月' && (!/环比/.test(fact.indicator) || /降幅|跌幅/.test(fact.indicator))) return []
    return about === figure.about ? [{ id, value: fact.value, month, comparison: fact.comparison }] : []
  })
  const mine = all.find(each => each.id === own.id)
  if (!mine) return undefined
  return { mine, find: (comparison, month) => all.find(each => each.comparison === comparison && each.month === month) }
}

/** By how much rates together may have been rounded: half the last digit of each, a tenth at the coarsest, for 持平 prints no digits. */
const roundedBy = (rates: ReadonlyArray<{ value: number }>) =>
  Number(rates.reduce((added, { value }) => added + Math.min(0.05, halfOfLast(value)), 0).toFixed(4))

/**
 * What a month’s change on the month before says of that month: 环比 less 较上月 (in points) is the 环比 of the month before, each of the three
 * rounded by half its last digit.
 */
export function monthBefore(own: Known, others: readonly Known[]): Found[] {
  const series = seriesOf(own, others)
  if (!series) return []
  const { mine, find } = series
  const months = mine.comparison === '环比' ? [mine.month, mine.month + 1] : [mine.month]
  return months.flatMap((month): Found[] => {
    const [rate, change, before] = [find('环比', month), find('较上月', month), find('环比', month - 1)]
    if (!rate || !change || !before) return []
    const room = roundedBy([rate, change, before])
    const implied = rate.value - change.value
    if (!beyond(implied - before.value, room)) return []
    const [said, follows] = mine.id === before.id ? [before.value, implied] : [implied, before.value]
    return [
      {
        kind: 'months-change',
        factId: mine.id,
        otherIds: [rate, change, before].map(({ id }) => id).filter(id => id !== mine.id),
        said: shown(said),
        other: shown(follows),
        unit: '%',
        tolerance: room,
      },
    ]
  })
}

/**
 * 同比 against the chain of months: twelve 环比 multiplied are the 同比 of the last month. Twelve rates printed to a tenth and the year’s own
 * may each be off by 0.05, so what is left after 0.65 points is no rounding. Nothing is said unless all twelve months are known.
 */
export function yearAgainstMonths(own: Known, others: readonly Known[]): Found[] {
  const series = seriesOf(own, others)
  if (!series) return []
  const { mine, find } = series
  const ends = mine.comparison === '同比' ? [mine.month] : Array.from({ length: 12 }, (_, at) => mine.month + at)
  return ends.flatMap((end): Found[] => {
    const year = find('同比', end)
    const chain = Array.from({ length: 12 }, (_, at) => find('环比', end - 11 + at)).filter(each => each !== undefined)
    if (!year || chain.length < 12) return []
    const product = (chain.reduce((times, { value }) => times * (1 + value / 100), 1) - 1) * 100
    const tolerance = roundedBy([year, ...chain])
    if (!beyond(product - year.value, tolerance)) return []
    return [
      {
        kind: 'months-year',
        factId: mine.id,
        otherIds: [year, ...chain].map(({ id }) => id).filter(id => id !== mine.id),
        said: shown(mine.id === year.id ? year.value : product),
        other: shown(mine.id === year.id ? product : year.value),
        unit: '%',
        tolerance,
      },
    ]
  })
}
