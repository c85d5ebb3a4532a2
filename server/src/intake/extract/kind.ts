import type { ArticleKind, Byline, Fact } from '#contract/extraction.ts'

const NOTICE =
  /(?:公告|通告|启事|声明|更正|讣告|招标公告|拍卖公告|遗失声明|注销公告|公示表|招聘启事|征集公告|停电通知|停水通知|通知)$/
const STATISTIC = /统计局|调查队|CPI|PPI|GDP|数据显示|统计显示|经济运行|地区生产总值|统一核算/

/** What sort of article it is, by its title, its length, who signed it and what it counts. */
export function kindOf(title: string, text: string, bylines: readonly Byline[], facts: readonly Fact[]): ArticleKind {
  if (text.trim() === '') return 'other'
  if (NOTICE.test(title.replace(/[”’》]$/, '')) || /^(?:公告|通告|启事|声明|更正)$/.test(title)) return 'notice'
  if (text.length <= 260 && bylines.length > 0 && bylines.every(byline => byline.role === '摄影')) return 'photo'
  const shares = facts.filter(fact => fact.kind === 'figure' && (fact.comparison !== null || fact.unit === '%')).length
  if (shares >= 4 && (STATISTIC.test(title) || STATISTIC.test(text.slice(0, 200)))) return 'statistic'
  return 'news'
}
