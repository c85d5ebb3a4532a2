import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { between, type Clause, type Reading } from '../reading.ts'
import type { Word } from '../words.ts'
import { isNoFigure } from './skip.ts'

/** What a number measures, in the page's words, and what it is an amount of where that stands behind it (总投资52亿元的X项目). */
export type Naming = { readonly name: string; readonly about: string | null }

const VERB =
  /(?:同比|环比|较上月|比上年|累计|实现|完成|达到|达|为|是|有|已有|共有|占|增长|上涨|下降|减少|增加|提高|回落|扩大|超过|突破|集聚了?|拥有|培育|选出|发布了?|新增|投入|新建|设立|成立|签约|开工|持续|展开|控制在|保持在|稳定在|维持在|只有|仅有|刚过|有望|将|保持|维持|(?:上调|下调|提高|提升|扩大|降低|下降|压降|减少|缩短|攀升|跃升|回升|增|升|降|减)[到至]|位列|位居|居|列|以|抽取|得|须在|从|每)+$/
const CHANGE =
  /(?:同比|环比|净|负|则|(?<![平年月日人])均|双双|增长|上涨|下降|下跌|下滑|减少|增加|提高|提升|上升|回落|扩大|收窄|降低|上调|下调)+$/
/** What leads to a name and is no part of it. */
const LEAD =
  /^(?:我们|“(?![^“”]*”)|[”‘’）、和及以，的]|与(?!会|去年|上年|上月|上季|同期)|其中|目前|截至目前|此外|同时|据悉|近年来|会上|今后|确保|力争|预计|有望|计划(?!总?投资|投入|用地)|要(?!素)|将|已经?|并|可|还|也|由|在(?=总投资|总规模)|有(?=[^关效望])|该[市区县镇]|到?20\d{2}年底?(?![\u4e00-\u9fff]?度)|实现(?=.{3})|完成(?=.{3})(?!全年|年度|年初|目标|序时|时序|预算)|(?:全部)?(?:建成|投产|达产)后|(?:今年|去年|明年|20\d{2}年)?(?:\d{1,2}(?:[—~至到-]\d{1,2})?月份?(?:底前?|末|当月|单月)?|[一二三四]季度|前三季度|前\d{1,2}个?月|[上下]半年|年?底前|以来|度(?=[^假]))|(?:今年|明年|去年|20\d{2}年)(?![\u4e00-\u9fff]?度)|[一二三四五六七八九十]{1,2}年[内间])/
/** Units that measure; all others count things. */
const MEASURES =
  /(?:[%‰成倍番元镑点]|个基点|亩|公顷|平方米|公里|千米|海里|米|吨|公斤|千克|克|斤|升|瓦时?|伏安?|度|[kKMGT]Wh?|℃|年|月|天|周|日|小时|分钟|秒|标箱|标准箱|TEU)$/
/** A thing an amount is of, by its last word. */
const ABOUT =
  /^(?:[\u4e00-\u9fff]{0,6}?(?:建设|打造|兴建|实施|购置|改造|设立))?的?([\u4e00-\u9fffA-Za-z0-9（）“”·-]{2,30}?(?:项目|工程|基金|基地|产业园|园区|中心|总部|生产线|大桥|公路|医院|学校|博览会|大会|论坛|展会|活动)(?:[一二三四五]期)?(?:项目|工程)?)/

/** What a number measures: the nouns before it in its clause and, for counts, those behind it. */
export function indicatorOf(reading: Reading, clause: Clause, quantity: PrintedQuantity): Naming {
  const behind = reading.text.slice(quantity.end, Math.max(quantity.end, clause.end))
  const measures = MEASURES.test(quantity.unit)
  const about = measures && !/[%成倍]$/.test(quantity.unit) ? aboutOf(reading, clause, quantity, behind) : null
  const after = about ? '' : measures ? amountOf(reading, clause, quantity, behind) : countedIn(behind)
  const before = stretchBefore(reading, clause, quantity, after !== '')
  const head = before.replace(VERB, '')
  const said = before
    .slice(head.length)
    .replace(
      /(?:达到|达|为|是|控制在|保持在|稳定在|维持在|只有|仅有|刚过|有望|将|突破|超过|保持|维持|(?:上调|下调|提高|提升|扩大|降低|下降|压降|减少|缩短|攀升|跃升|回升|增|升|降|减)[到至])+$/,
      '',
    )
  const verb = /同比|环比|较上月|比上年|^(?:共|已|现|还)?有$/.test(said) ? '' : said
  const whole = after === '' ? `${head}${verb}`.replace(/(?<=.)的$/, '') : `${head}${verb}`
  const isRate = /^(?:%|个百分点|个基点|成)$/.test(quantity.unit)
  const plain = headOf(reading, clause, quantity.start, isRate ? withoutChange(whole) : whole, {
    before,
    isCount: after !== '',
  })
  return { name: `${after === '' ? plain.replace(/(?<=.)的$/, '') : plain}${after}`.slice(0, 40), about }
}

/** 食品价格上涨 is of 食品价格: the sign of the value says the rest. A change of a rate, or of nothing named here, stays. */
const withoutChange = (name: string): string =>
  /^[较比与]|(?:涨幅|降幅|增幅|增速|比重|占比)[^，]{0,12}$/.test(name) ? name : name.replace(CHANGE, '') || name

/** The stretch of the clause that may name a number, from the number before it on: 项目67个、协议投资额215亿元. */
function stretchBefore(reading: Reading, clause: Clause, quantity: PrintedQuantity, counts: boolean): string {
  const other = between(reading.quantities, Math.max(clause.start, quantity.start - 60), quantity.start).findLast(
    one => one.end <= quantity.start && !isNoFigure(reading.text, one),
  )
  const text = reading.text.slice(other?.end ?? clause.start, quantity.start)
  if (!other) return counts ? afterList(text) : text
  const listed = Math.max(text.lastIndexOf('、'), /^(?:和|及|与|以及)/.test(text) ? 0 : -1)
  if (listed >= 0) return text.slice(listed + 1)
  // 12个社区约8万居民: what stands between two numbers, with no mark, is counted by the first
  return counts && !/^[的由]/.test(text) ? '' : text
}

/** 甲、乙等8家企业: the list is counted, it does not name the count. */
function afterList(text: string): string {
  return text.includes('、') || /等$/.test(text) ? '' : text
}

/** A name without what leads to it: 其中, 确保12月底前, 力争到2027年. */
export function withoutLead(text: string): string {
  let name = text
  for (let tries = 0; tries < 5; tries++) {
    const lead = LEAD.exec(name)?.[0] ?? ''
    if (lead === '') break
    name = name.slice(lead.length)
  }
  return name
}

/** The words before a number that name it, at most 14 characters, from a word's beginning. */
function headOf(
  reading: Reading,
  clause: Clause,
  to: number,
  whole: string,
  { before, isCount }: { before: string; isCount: boolean },
): string {
  let head = withoutLead(whole)
  head = head
    .replace(
      /[由从](?:年初|上年|去年|原来|最初|过去|此前|五年前|上半年|上季度|[一二三四]季度|上月|20\d{2}年|\d{1,2}月|[一二两三四五六七八九十\d]{1,2}年前)?(?:同期|末|底)?的?$|(?:将|已|可)?(?<=.)[由从]$|(?<=..)(?:仅|只|已|首次|则|也)+$/,
      '',
    )
    .replace(/^.*[但却](?=..)/, '')
  head = head
    .replace(/^.*、[^、]*?等[地市区县国]?(?=..)/, '')
    .replace(/(?<=..)[较比与](?:年初|上年[末底]?|去年[末底]?|上月[末底]?|“[^”]*”末)$/, '')
  const listed = head.lastIndexOf('、')
  if (head.length > 14 && listed >= 0 && head.length - listed > 2) head = head.slice(listed + 1)
  // 高新技术产业产值占规上工业总产值比重 is one name
  if (head.length <= 14 || (head.length <= 30 && /^[^占]{2,16}占[^占]{2,16}$/.test(head))) return head
  const end = to - (before.length - whole.length)
  return nounsBefore(
    between(reading.words(reading.sentenceAt(clause.start)), end - head.length, end),
    reading.text,
    end,
    isCount,
  )
}

const NOMINAL = /^(?:n|vn|a|b|j|x|eng|f|k|s|l|m|q|g|z)/

/** The noun phrase that ends at an offset, with the verb that governs it and what is done to it behind; never more than 16 characters. */
function nounsBefore(words: readonly Word[], text: string, end: number, isCount: boolean): string {
  let first = words.length
  let stage: 'done to it' | 'noun' | 'verb' = 'done to it'
  while (first > 0) {
    const word = words[first - 1]
    if (!word || end - word.start > 16 || /^[，、；：]$/.test(word.text)) break
    const isDone = /^(?:v(?!n)|d)/.test(word.tag)
    if (!isDone && !NOMINAL.test(word.tag)) break
    if (isCount && !isDone && first < words.length) break
    if (stage !== 'done to it' && isDone && !/^v/.test(word.tag)) break
    if (stage === 'noun' && isDone) stage = 'verb'
    else if (stage === 'verb' && !isDone) break
    else if (stage === 'done to it' && !isDone) stage = 'noun'
    first--
  }
  const start = words[first]?.start ?? end
  return end - start >= 2 ? text.slice(start, end) : text.slice(end - 14, end)
}

/** What a count counts: 8家 + 企业首批入驻. Empty where the thing stands before the number and something else follows. */
function countedIn(behind: string): string {
  if (
    /^(?:以及|和|及|与|并|或|至|到|(?:提高|增加|扩大|提升|上升|上调|下调|缩短|压缩|下降|减少|降低|发展|调整|[增升降缩减])[到至]|左右|以上|以下|以内|，|、)/.test(
      behind,
    )
  )
    return ''
  const run = /^(?:\d{1,3}岁以[上下])?[\u4e00-\u9fffA-Za-z（）/]{0,16}(?:[“][^“”]{1,8}[”])?/.exec(behind)?.[0] ?? ''
  return run
    .replace(/(?:以及|、|数[十百千]).*$/, '')
    .replace(/^的/, '')
    .replace(/(?:(?<![签合节预])约|近|超|逾|和|及|(?<!参)与|从|在)$/, '')
}

/** What money is given as. */
const AMOUNT =
  /^的?([\u4e00-\u9fff]{0,6}?(?:资金|补贴|补助|资助|奖励|贷款|经费|奖金|授信|债券|订单|消费券|贴息|扶持|赔偿|罚款|[\u4e00-\u9fff]贷(?!款)))/

/** The nouns right behind an amount: 给予30万元 + 安家补贴. */
function amountOf(reading: Reading, clause: Clause, quantity: PrintedQuantity, behind: string): string {
  if (/^(?:%|‰|个百分点|个基点|成|倍|番|年|个?月|周)$/.test(quantity.unit) || /^(?:$|人民币|以)/.test(behind)) return ''
  const named = AMOUNT.exec(behind)?.[1]
  if (named) return named
  const from = quantity.end + (behind.startsWith('的') ? 1 : 0)
  let end = from
  if (/^(?:门槛|大关|台阶|关口)/.test(behind)) return ''
  for (const word of between(reading.words(reading.sentenceAt(clause.start)), from, clause.end)) {
    if (word.start < end || !/^(?:n|vn|b|j)/.test(word.tag) || word.end - from > 10) break
    end = word.end
  }
  return reading.text.slice(from, end)
}

/** What an amount is of, where it stands behind it: 总投资52亿元的某某项目, 总规模50亿元某某基金. */
function aboutOf(reading: Reading, clause: Clause, quantity: PrintedQuantity, behind: string): string | null {
  const name = ABOUT.exec(behind)?.[1]
  if (!name) return null
  if (/^(?:[\u4e00-\u9fff]{0,8})?的/.test(behind)) return name
  const before = reading.text.slice(Math.max(clause.start, quantity.start - 4), quantity.start)
  return /(?:规模|投资|面积|注册资本|占地|投入)$/.test(before) && !/^[建用购打支]/.test(behind) ? name : null
}
