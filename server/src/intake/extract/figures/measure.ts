import type { Comparison } from '#contract/extraction.ts'
import { allMatches } from '../scan.ts'

/** Words of change before a number and the sign they give it. */
const FALL =
  /(?:下降|减少|回落|下跌|降低|缩小|负增长|下滑|收窄|跌|降|压减|缩减|减幅|减亏|下挫|少)(?:了|到|约|近|超|超过|为|幅度?(?:为|达))?$/
const RISE =
  /(?:增长|上涨|提高|上升|增加|扩大|提升|涨|增|加快|回升|升|攀升|高|超|多|快|跃升|突破)(?:了|到|约|近|超|超过|为|达|幅度?(?:为|达))?$/

/** −1 after a word of falling, +1 after one of rising, 0 where the number only states a level. */
export function directionBefore(text: string, at: number): -1 | 0 | 1 {
  const before = text.slice(Math.max(0, at - 9), at)
  if (FALL.test(before) && !/(?:降幅|减幅)[^，]{0,4}(?:扩大|收窄)/.test(before))
    return /(?:^|[^负])(?:下降|减少)到$/.test(before) ? 0 : -1
  return RISE.test(before) && !/(?:增加|提高|上升|增长|提升|涨|升)到$/.test(before) ? 1 : 0
}

const MARKS: ReadonlyArray<readonly [RegExp, Comparison]> = [
  [/(?:较|比|与)(?:上月|上个月|前一个?月|\d{1,2}月份?)/g, '较上月'],
  [
    /同比|比上年(?:同期|同月|同季)?(?![一二三四]季|末|底|全年)|较上年(?:同期)?(?![一二三四]季|末|底|全年)|比去年(?:同期)?|较去年(?:同期)?|同比价格|按可比价(?:格)?计算|可比价/g,
    '同比',
  ],
  [/环比/g, '环比'],
]

/** The comparison a stretch of text states, the last one where it states several; null for none. */
export function comparisonIn(text: string): Comparison | null {
  // every mark holds one of these
  if (!/[比较与]/.test(text)) return null
  let best: Comparison | null = null
  let at = -1
  for (const [mark, comparison] of MARKS) {
    const last = allMatches(mark, text).at(-1)
    if (last && last.index > at) {
      at = last.index
      best = comparison
    }
  }
  return best
}

/** 累计 counts what has come together so far; 累计排名 is a kind of ranking. */
export function isCumulative(text: string): boolean {
  return /累计(?!排名|积分)(?:[\u4e00-\u9fff]{0,8})$/.test(text)
}
