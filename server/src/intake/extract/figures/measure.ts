import type { Comparison } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { allMatches } from '../scan.ts'

/** Words of change before a number and the sign they give it. */
const FALL =
  /(?:下降|减少|回落|下跌|降低|缩小|负增长|下滑|收窄|跌|降|压减|缩减|减幅|减亏|下挫|后移|下调|调低|退后|后退|下移|降温|少)(?:了|到|约|近|超|超过|为|幅度?(?:为|达))?$/
const RISE =
  /(?:增长|上涨|提高|上升|增加|扩大|提升|涨|增|加快|回升|升|攀升|高|超|多|快|跃升|上调|调高|突破|前移|上移|进位)(?:了|到|约|近|超|超过|为|达|幅度?(?:为|达))?$/

/** −1 after a word of falling, +1 after one of rising, 0 where the number only states a level. */
export function directionBefore(text: string, at: number): -1 | 0 | 1 {
  const before = text.slice(Math.max(0, at - 9), at)
  if (FALL.test(before)) return /(?:^|[^负])(?:下降|减少)到$/.test(before) ? 0 : -1
  return RISE.test(before) && !/(?:增加|提高|上升|增长|提升|涨|升)到$/.test(before) ? 1 : 0
}

const MARKS: ReadonlyArray<readonly [RegExp, Comparison]> = [
  [/(?:较|比|与)(?:上月|上个月|前一个?月|\d{1,2}月份?)/g, '较上月'],
  [
    /同比|比上年(?:同期|同月|同季)?(?![一二三四]季|末|底|全年)|较上年(?:同期)?(?![一二三四]季|末|底|全年)|比去年(?:同期)?|较去年(?:同期)?|与(?:上年|去年)同期|同比价格|按可比价(?:格)?计算|可比价/g,
    '同比',
  ],
  [/环比|[较比](?:上一?季度|上一?周)/g, '环比'],
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
  return /累计(?!排名|积分|得分|成绩|分数)(?:[\u4e00-\u9fff]{0,12})$/.test(text)
}

/**
 * The value with its sign: −1.2% is printed so; a fall of a share, of points or of places is negative, and so is one of anything against
 * an earlier time (比上年减少12家). What is only cut by so much (压减120万吨) stays as printed.
 */
export function signedValue(text: string, { start, value, unit }: PrintedQuantity, before: string): number {
  if (text[start - 1] === '-' && !/[\dA-Za-z]/.test(text[start - 2] ?? '')) return -value
  if (value === 0 || directionBefore(text, start) >= 0) return value
  const isChange =
    /^(?:%|‰|个百分点|个基点|成|位|名)$/.test(unit) || /[较比与](?!例)[^，]{1,10}$|同比|环比/.test(before)
  return isChange ? -value : value
}

/** The bound a number has by itself, else by a word a little before it: 至少联系10家, 最高补助3000万元. */
export function boundOf(quantity: PrintedQuantity, before: string): PrintedQuantity['bound'] {
  if (quantity.bound !== null) return quantity.bound
  if (/(?:至少|不少于|不低于)[^，、\d]{1,6}$/.test(before)) return '>'
  if (/(?:最多|至多|不超过)[^，、\d]{1,6}$/.test(before)) return '<'
  const most = /最高(?:可|不)?(?:达|获|给予|予以|享受|补助|资助|奖励|补贴|支持|授信|贷款|额度|贴息|奖补)*$/
  return /元$/.test(quantity.unit) && most.test(before) ? '<' : null
}
