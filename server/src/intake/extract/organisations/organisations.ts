import type { FactOf } from '#contract/extraction.ts'
import { endsInPost } from '../people/posts.ts'
import type { Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import { isDivisionName, tagWords } from '../words.ts'
import type { NameMention } from './bodies.ts'
import { leftEdge } from './edges.ts'
import { kindEndingAt } from './kinds.ts'

/** Bodies said by a short form that is a name in itself. */
const SHORT = searchFor(
  '(?<![省市区县家])(?:市委|市政府|市人大|市政协|省委|省政府|区委|区政府|县委|县政府|国务院|工信部|科技部|教育部|商务部|财政部|民政部|公安部|司法部|自然资源部|生态环境部|交通运输部|水利部|农业农村部|文化和旅游部|文旅部|卫健委|国家发改委|国家发展改革委|发改委|人社部|住建部|应急管理部|中国人民银行|审计署|国资委|海关总署|市场监管总局|体育总局|统计局|国家统计局|工信厅|科技厅)(?=[^\\u4e00-\\u9fff]|近日|日前|昨|今|赴|召开|举行|发布|公示|公布|印发|部署|要求|组织(?!部)|联合|主办|和|与|及|、|的|在|对|将|党组|领导)',
  '市省区县国工科教商财民公司自生交水农文卫发人住应中审海体统',
)
/** Offices named without their level, where a list or a sentence begins: 发改委、资源规划局要…. */
const OFFICE =
  /(?<=[，。、；：（“\n]|^)(?:发改|工信|科技|教育|公安|民政|司法|财政|人社|资源规划|自然资源|生态环境|住建|城管|交通运输|交通|水利|水务|农业农村|商务|文广旅|文旅|卫健|应急|应急管理|审计|国资|市场监管|行政审批|统计|体育|医保|金融|数据|信访|税务)(?:局|委|办)(?=[、，和与及要在将向作等参汇牵负])/g
/** Universities by the names everybody uses, where a list or a clause has them for themselves. */
const SCHOOL = searchFor(
  '(?<=[，。、；：（“\\n与和及同]|对接|联合|携手|来自|依托|邀请|到|在|^)(?:清华|北大|复旦|浙大|川大|武大|厦大|吉大|兰大|南开|同济|天大|苏大|重大(?=、)|南大(?=、)|东大(?=、)|南航(?=、)|北航|北理工|南理工|西工大|中科大|北师大|华师大|南师大|电子科大|中国科大)(?=[、，。；：与和及等的”）])',
  '清北复浙川武厦吉兰南同天苏重东西中华电',
)
/** Institutes whose names end on 所: 中科院光电所, 中国电科55所. */
const INSTITUTE = searchFor(
  '(?:中科院|中国科学院|中电科|中国电科|中船|航天科[技工]|[省市]农科院)[\\u4e00-\\u9fff\\d]{1,10}?所(?![长有属在以用需得])',
  '中航省市',
)
/** A region acting through its people: 崇川区主要负责同志, 通州区和市公安局…汇报. */
const REGION =
  /([\u4e00-\u9fff]{2,4}(?:区|县|市))(?=(?:主要|有关|相关|分管)?(?:负责同志|负责人|领导|和[省市区县][\u4e00-\u9fff]{1,6}[局委办]))/g
/** What every such region has behind it, for passing over the texts that have none. */
const REGION_ACTS = /[区县市](?:[主有相分][要关管])?(?:负责|领导|和[省市区县])/
/** The last member of a list of firms. */
const LISTED =
  /(?<=、)([^、，。；：！？\n]{2,20}?)(?=(?:\d+|[两三四五六七八九十]+)(?:家|个)(?:单位|企业|公司|机构)|等(?:\d+家)?(?:[\u4e00-\u9fff]{0,4})(?:企业|公司|单位|机构))/g
/** What ends a list of firms, for passing over the texts that have none. */
const LIST_ENDS = /[家个](?:单位|企业|公司|机构)|等(?:\d+家)?[\u4e00-\u9fff]{0,4}(?:企业|公司|单位|机构)/

/** Bodies by other signs than the last word of their name: short forms, regions that act, members of a list of firms. */
export function findOtherBodies(reading: Reading): NameMention[] {
  const { text } = reading
  const found: NameMention[] = []
  const add = (name: string, type: string, start: number, strength: number) =>
    found.push({ name, type, start, end: start + name.length, body: true, place: false, strength })
  for (const match of search(SHORT, text)) {
    // 海门 + 区政府: the body of the region before it
    const region = /^[市区县]/.test(match[0]) ? regionBefore(reading, match.index) : ''
    add(region + match[0], '党政机关', match.index - region.length, 0.85)
  }
  for (const match of search(SCHOOL, text)) add(match[0], '学校', match.index, 0.7)
  visited(reading, (name, start) => add(name, '企业', start, 0.55))
  for (const match of search(INSTITUTE, text)) add(match[0], '科研院所', match.index, 0.75)
  for (const match of allMatches(OFFICE, text)) add(match[0], '党政部门', match.index, 0.7)
  for (const match of REGION_ACTS.test(text) ? allMatches(REGION, text) : []) {
    const words = reading.words(reading.sentenceAt(match.index))
    const end = match.index + (match[1]?.length ?? 0)
    const region = words.find(word => word.end === end && word.tag === 'ns')
    if (region) add(region.text, '政府', region.start, 0.7)
  }
  // 甲股份有限公司、乙生物科技、丙基因4家单位: what stands in a list of firms is a firm
  for (const match of LIST_ENDS.test(text) ? allMatches(LISTED, text) : []) {
    if (match[1]) add(match[1], typeOf(match[1]), match.index, 0.7)
    for (let at = match.index - 1, guard = 0; guard < 12 && text[at] === '、'; guard++) {
      const item = /[^、，。；：！？“”\n]*$/.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? ''
      const start = itemStart(reading, at - item.length, at)
      if (at - start < 2 || at - start > 20 || endsInPost(item)) break
      add(text.slice(start, at), typeOf(text.slice(start, at)), start, 0.6)
      // what leads to the first of a list stands before it: 率队考察甲、乙等企业
      if (start > at - item.length) break
      at -= item.length + 1
    }
  }
  return found
}

/** Where a list of bodies that were visited begins. */
const VISITED = searchFor(
  '(?:拜访|走访|考察|参观|察看|走进|来到|先后到|分别到)了?([^。；！？\\n]{4,120})',
  '拜走考参察来先分',
)

/** 拜访甲集团、中国某某、乙科技: what stands among firms is one, where its words are no common nouns. */
function visited(reading: Reading, add: (name: string, start: number) => void): void {
  for (const match of search(VISITED, reading.text)) {
    const list = /^[^，：“”]*/.exec(match[1] ?? '')?.[0].replace(/等.*$/, '') ?? ''
    const items = list.split('、')
    if (items.length < 2 || !items.some(isFirm)) continue
    let at = match.index + match[0].length - (match[1]?.length ?? 0)
    for (const item of items) {
      if (UNKNOWN.test(item) && item.length >= 3 && !kindEndingAt(item, 0, item.length) && isBrand(item)) add(item, at)
      at += item.length + 1
    }
  }
}

const isFirm = (item: string) =>
  /(?:科技|医疗|股份|集团|公司|智能|光电|电子|重工|医药|生物|半导体|汽车|电气|钢铁|石化|建工)$/.test(item)

/** A word that is a name, or a piece the dictionary does not know; no region by itself. */
function isBrand(item: string): boolean {
  const words = tagWords(item)
  return (
    !isDivisionName(item) &&
    !/[省市区县镇乡村路港湾河江湖山岛园城街]$/.test(item) &&
    words.length > 1 &&
    (words.some(({ text, tag }) => text.length === 1 || /^(?:x|nz|nr|nt)/.test(tag)) ||
      (isFirm(item) && isDivisionName(words[0]?.text ?? '')))
  )
}

/** The bare name of the region that ends at an offset; empty where none does. */
function regionBefore(reading: Reading, at: number): string {
  // 海门 + 区政府, or 惠山区 + 政府
  const word = reading
    .words(reading.sentenceAt(at))
    .find(({ start, end }) => start < at && (end === at || end === at + 1))
  const name = word ? reading.text.slice(word.start, at) : ''
  return isDivisionName(name) ? name : ''
}

/** What stands in a list of firms is one, unless its own last word says otherwise. */
const typeOf = (name: string): string => kindEndingAt(name, 0, name.length)?.type ?? '企业'

const LEADS_TO_LIST = /^.*(?:包括|引进|集聚了|吸引了?|来自|涌现出|联合|会同|我[省市区县]|其中)/
const UNKNOWN = /^[\u3400-\u9fffA-Za-z]{2,6}$/

/** Where the name of a member of a list begins: behind the words that lead to the list, which only its first has. */
function itemStart(reading: Reading, from: number, to: number): number {
  const item = reading.text.slice(from, to)
  const led = LEADS_TO_LIST.exec(item)?.[0].length ?? 0
  const edge = leftEdge(reading.words(reading.sentenceAt(from)), from + led, to)
  // a name of characters the dictionary takes for verbs (米哈游) has no edge of its own
  return edge >= to - 1 && UNKNOWN.test(item.slice(led)) ? from + led : edge
}

/** One fact for each body of the article, where its name is first printed. */
export function organisationFacts(reading: Reading, mentions: readonly NameMention[]): Array<FactOf<'organisation'>> {
  const seen = new Set<string>()
  return mentions
    .filter(mention => mention.body)
    .sort((a, b) => b.strength - a.strength)
    .filter(mention => !seen.has(mention.name) && seen.add(mention.name))
    .sort((a, b) => a.start - b.start)
    .map(({ name, type, start, end, strength }) => ({
      kind: 'organisation',
      name,
      type,
      evidence: reading.evidence(start, end),
      confidence: strength,
    }))
}
