import type { Comparison } from '#contract/extraction.ts'
import { isMeasure } from './nouns.ts'

/** One name of a list told in order: whose figure it is, and what of it is measured. */
export type Listed = { readonly subject: string; readonly indicator: string; readonly ranked?: string }

/**
 * What the statements before a list tell of it: its comparison, whether the article compares with the year before, the names of the last
 * list, the figures of the sentence so far, whose the figures are, and the period.
 */
export type Told = {
  running: Comparison | null
  yearOnYear: boolean
  listed: readonly Listed[]
  levels: readonly Listed[]
  subject: string
  indicator: string
  period: string | null
  /** the clause right before, where it has no number: 欧盟、东盟、美国为前三大贸易伙伴 */
  before: string
}

/** The end of the last name where the thing measured stands right behind it: 丙区 + 规上工业增加值. */
const LAST_NAME = /^([\u4e00-\u9fff]{1,10}?(?:省|市|区|县|镇|乡|街道|集团|公司|产业|园))(.{2,})$/

/** 四县（市、区）, 三区: how many the names are, between the last name and what is measured. */
const COUNTED =
  /^([\u4e00-\u9fff]{2,8}?)(?:[两二三四五六七八九]|[2-9])(?:个|大)?(?:县（市、区）|县（区）|县市区|市县|区县|县区|[省市区县镇]|地|家|园区|景区|机场|口岸|商圈|板块|港区|片区|企业|公司|集团|单位|产业|行业|领域|城市|院校|高校|学校|医院|类|项)(.*)$/

const LEADING =
  /^(?:.*(?:其中|排名前[\u4e00-\u9fff\d]+))?(?:截至[^，、]{2,8}?[底末]|(?:今年|去年|20\d{2}年)?(?:\d{1,2}(?:[—~-]\d{1,2})?月份?|[一二三四]季度|前三季度|[上下]半年|全年|前\d{1,2}个?月|以来)(?:底|末|当月)?|今年|去年|当前|目前)*((?:[全我本][国省市区县州])(?=[^、]))?/

/** Words that say that numbers are changes. */
export const CHANGES = /增长|上涨|下降|减少|增加|增幅|增速|涨幅|降幅|提高|提升|回落/

type Opening = { said: string; count: number; isMarked: boolean; isRank: boolean; told: Told }

/** The names of a list, as many as its numbers: those before 分别, else those of the last list, else the figures just told; null for none. */
export function namesFor(opening: string, { said, count, isMarked, isRank, told }: Opening): Listed[] | null {
  const measured = withoutVerbs(said)
  const against = basesOf(opening, count)
  if (against && isMarked)
    return against.map(base => ({ subject: told.subject, indicator: `${told.indicator}：${base}` }))
  const own = ownNames(opening, count)
  if (own) {
    if (!isMarked && !own.every(({ indicator }) => indicator !== '')) return null
    return own.map(({ subject, indicator }) => {
      const plain = join(indicator, measured) || (isMarked ? (CHANGES.test(said) && told.indicator) || '数值' : '')
      return isRank
        ? { subject, indicator: indicator || told.indicator, ranked: join(indicator, rankOf(measured)) }
        : { subject, indicator: plain }
    })
  }
  if (!isMarked || opening.includes('、')) return null
  const bases = basesOf(said, count)
  if (bases)
    return bases.map(base => ({
      subject: told.subject,
      indicator: `${told.indicator}：${withoutVerbs(opening)}${base}`,
    }))
  const before = ownNames(told.before.replace(/(?:为|是|作为|成为|位列|位居|包揽|双双|均).*$/, ''), count)
  const from =
    before ??
    (told.listed.length === count ? told.listed : told.levels.length >= count ? told.levels.slice(-count) : null)
  const adverb = withoutVerbs(opening)
  if (!from) {
    const indicator = `${adverb}${measured}`
    return isMeasure(indicator) ? Array.from({ length: count }, () => ({ subject: '', indicator })) : null
  }
  return from.map(({ subject, indicator, ranked }) => {
    const plain = join(indicator, CHANGES.test(adverb) ? '' : `${adverb}${measured}`)
    if (isRank) return { subject, indicator: plain, ranked: rankOf(measured) }
    return ranked === undefined ? { subject, indicator: plain } : { subject, indicator: plain, ranked }
  })
}

/** 分别高于全国、全省5.6个和4.1个百分点: the numbers are told against each of several bases. */
function basesOf(said: string, count: number): string[] | null {
  const [, verb, list] =
    /^(高于|低于|快于|慢于|高出|领先|占|列|居|位居|位列|比|较)([^、]{2,8}(?:[、和与][^、和与]{2,8})+?)(?:第|的|增长|下降|提高)?$/.exec(
      said,
    ) ?? []
  const bases = list?.split(/[、和与]/)
  return verb && bases?.length === count ? bases.map(base => `${verb}${base}`) : null
}

const rankOf = (measured: string): string => `${measured.replace(/第$/, '')}排名`

const join = (head: string, rest: string): string =>
  head !== '' && /^(?:完成(?:全年|年度|年|目标|序时|时序|预算)|恢复|相当于|达到|占)/.test(rest)
    ? `${head}：${rest.replace(/的$/, '')}`
    : head === '' || head.endsWith(rest) || head === rest
      ? head || rest
      : `${head}${rest}`

/** What is measured, without the words that say how it moved or where it stands: 进出口, 全省. */
function withoutVerbs(text: string): string {
  return text
    .replace(/^(?:[较比与][^，、]{1,9}?(?=(?:净|分别)?(?:增|下|减|提|上|回|扩|收|前移|后移)|$)|同比|环比|，)+/, '')
    .replace(/^(?:位居|位列|居(?!民)|列|排名|排在|排)/, '')
    .replace(
      /(?:增长|上涨|下降|减少|增加|提高|提升|上升|回落|净|为|是|达到?|完成|实现|新增|有|占|约|同比|环比|较上季度|第)+$/,
      '',
    )
}

/** The names before 分别, with what is measured behind the last of them; null where they are not as many as the numbers. */
function ownNames(opening: string, count: number): Listed[] | null {
  const lead = LEADING.exec(opening)
  const region = lead?.[1] ?? ''
  const text = withoutVerbs(opening.slice(lead?.[0].length ?? 0)).replace(/^[对向从](?=[^、]{2,8}、)/, '')
  const plain = text.replaceAll('（市、区）', '（市区）')
  const names = [/、/, /[、和与及]/]
    .map(mark => plain.split(mark).filter(name => name.length > 0))
    .find(split => split.length === count)
  if (!names) return null
  const last = names.at(-1) ?? ''
  const [name, measured] = lastName(names, last)
  const all = [...names.slice(0, -1), name]
  // 工业投资、技改投资分别增长: the names are of what is measured
  if (measured === '' && all.every(isMeasure)) return all.map(indicator => ({ subject: region, indicator }))
  const head = withoutVerbs(measured)
  return all.map(subject => ({ subject, indicator: head }))
}

/** The last name and what is measured of all: 丙区规上工业增加值 is 丙区 and 规上工业增加值. */
function lastName(names: readonly string[], last: string): [string, string] {
  const counted = COUNTED.exec(last.replace('（市区）', '（市、区）'))
  if (counted?.[1]) return [counted[1], counted[2] ?? '']
  // names of one width show where the last one ends: 如皋、启东、如东 + 规上工业增加值
  const width = names[0]?.length ?? 0
  const even =
    last.length >= width + 2 &&
    (names.length >= 3 || isMeasure(last)) &&
    names.slice(0, -1).every(name => name.length === width)
  // names of one kind end alike: 装备制造业、高技术制造业 + 增加值
  for (const tail of [names[0]?.slice(-2) ?? '', names[0]?.slice(-1) ?? '']) {
    const at = width >= 3 ? last.lastIndexOf(tail) : -1
    const rest = at > 0 ? last.slice(at + tail.length) : ''
    if (rest.length >= 2 && isMeasure(rest)) return [last.slice(0, at + tail.length), rest]
  }
  const cut = LAST_NAME.exec(last)
  if (cut?.[1] && cut[2]) return [cut[1], cut[2]]
  if (even) return [last.slice(0, width), last.slice(width)]
  return [last, '']
}
