import type { Comparison } from '#contract/extraction.ts'
import type { IndicatorKind } from '#contract/indicators.ts'

/** The key an indicator is found under: width, case, marks and the words that only say how it moved do not count. */
export function indicatorKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s:：、,，()（）"“”·•-]+/g, '')
    .replace(/(?:总水平)?(?:同比|环比)?(?:上涨|下降|增长|提高|回落|持平)?$/, '')
}

/** What a figure is about, read from its indicator's words: the indicator, its comparison, and for 较上月 what changed and which way. */
export type Named = {
  indicator: string
  comparison: Comparison | null
  changeOf: Comparison | null
  value: number
}

const MOVED =
  /^(.*?)(同比|环比)?(涨幅|降幅|增速|增幅|跌幅)?(?:较上月|比上月|比上个月|较上个月)(扩大|收窄|回落|加快|放缓|高出|提高|上升|下降|低)?$/

/**
 * Reads what a figure compares. 「CPI环比涨幅较上月扩大」0.7 个百分点 is a change of the series (CPI, 环比): its value is the step from the month
 * before, positive when the rate rose, whatever word says so (a fall that widens is a step down).
 */
export function readIndicator(indicator: string, comparison: Comparison | null, value: number): Named {
  const moved = comparison === '较上月' ? MOVED.exec(indicator.normalize('NFKC')) : null
  if (!moved) return { indicator, comparison, changeOf: null, value }
  const [, head = '', of, what = '', way = ''] = moved
  const falling = /降幅|跌幅/.test(what)
  const shrinking = /收窄|回落|放缓|下降|低/.test(way)
  const size = Math.abs(value)
  const signed = way === '' ? value : falling === shrinking ? size : -size
  return {
    indicator: head === '' ? indicator : head,
    comparison,
    changeOf: of === '同比' || of === '环比' ? of : null,
    value: signed,
  }
}

/** The kind a drafted indicator most likely has; a person confirms it. */
export function kindOf(unit: string, comparison: Comparison | null): IndicatorKind {
  if (comparison === '累计') return 'cumulative'
  if (unit === '' || unit === '位' || unit === '名') return 'rank'
  if (unit === '%' || /百分点|倍|成$/.test(unit)) return 'ratio'
  return /元$/.test(unit) ? 'flow' : 'stock'
}
