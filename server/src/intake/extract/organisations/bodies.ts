import { NO_PLACE } from '../lexicon/commonNames.ts'
import { isListedDivision } from '../lexicon/divisions.ts'
import { isPurePost } from '../people/posts.ts'
import type { Reading } from '../reading.ts'
import { isDivisionName, tagWords, type Word } from '../words.ts'
import { joinedRuns, mayHoldAnd, nameRuns, type Run, stationedFrom } from './edges.ts'
import { kindEndingAt, type NameKind } from './kinds.ts'

/** A name of a body or a place found in running text. */
export type NameMention = {
  name: string
  type: string
  start: number
  end: number
  body: boolean
  place: boolean
  strength: number
}

/** Words that may end a run before a name's last word without belonging to it, and lead no name. */
const LEADING =
  /^(?:突击检查|检查|督查|暗访|走访|巡查|考察|调研|视察|市级|省级|国家级|区级|县级|中国第二大|新型|大型|小型|民营|国有|上市|外资|合资|现代|高端|高质量|专业|优秀|先进|典型|一流|世界级|国际|区域|周边|周围|附近|本地|原有|城市|农村|市民|群众|居民|产业|科技|创新|公共|综合|全球|长三角|千亿级|百亿级|领军|主导|新兴|未来)+/

/** Parts that make a name one: places, persons, brands, abbreviations, Latin words, characters the dictionary leaves single. */
export function isProper(word: Word, before: Word | undefined): boolean {
  if (word.text.length === 1) return isProperCharacter(word, before)
  word.lexeme.proper ??= judgeProper(word)
  return word.lexeme.proper
}

function judgeProper(word: Word): boolean {
  if (/^(?:ns|nr|nz|nt|eng|j|s$)/.test(word.tag))
    return !/^(?:新建|改建|扩建|全球|世界|国际|高新区|开发区|研发|双循环|现场|AI|IT|APP|VR|AR|高能|跨|示范区|公安|工商|科研|文体|政企|党政|长三角|周边|城郊)$/.test(
      word.text,
    )
  // a city the dictionary files as a common noun: 海门
  if (word.tag === 'n' && /.{2}[市县区]$/.test(word.text)) return isListedDivision(word.text.slice(0, -1))
  if (word.tag === 'n' && word.text.length === 2) return isDivisionName(word.text) && !NO_PLACE.test(word.text)
  return word.tag === 'm' && /^[\u3400-\u9fff]{2,}$/.test(word.text)
}

function isProperCharacter(word: Word, before: Word | undefined): boolean {
  if (!/[\u3400-\u9fff]/.test(word.text)) return false
  return (
    !/^[科创园院所馆厂站校局厅委办部会社店行室处队组城区市省县镇乡村港湾路桥街楼新老大小高中低上下前后总分主副双多单各级类型式性化业家者员人企产学研商贸农林渔牧水电气热油煤钢铁药医食衣住]$/.test(
      word.text,
    ) ||
    (before !== undefined &&
      before.text.length === 1 &&
      /^[\u3400-\u9fff]$/.test(before.text) &&
      !/^[科创市省区县]$/.test(before.text) &&
      !/^[院所馆厂站校局厅委办部会园]$/.test(word.text))
  )
}

/** Names by their last word, within runs of words that may belong to names; the longest name of a run wins. */
export function findBodies(reading: Reading): NameMention[] {
  const found: NameMention[] = []
  for (const sentence of reading.sentences) {
    const words = withoutPosts(reading.words(sentence))
    const runs = nameRuns(words)
    const joined = joinedRuns(words, runs)
    const whole = joined.flatMap(run => {
      const mention = longestIn(reading, words, run)
      return mention && mayHoldAnd(mention.name) && /[和与及]/.test(mention.name) ? [mention] : []
    })
    found.push(...whole)
    for (const run of runs) {
      const mention = longestIn(reading, words, run)
      // 城乡建设局 in 市住房和城乡建设局 is a part of a name
      if (mention && !whole.some(({ start, end }) => mention.start >= start && mention.start < end))
        found.push(mention, ...parentOf(mention))
    }
  }
  return found
}

/** 大连理工大学 + 党委: the firm or school that has a committee is named too. */
function parentOf(committee: NameMention): NameMention[] {
  const cut = /(?:党委|党组|党工委|董事会|监事会)$/.exec(committee.name)?.index ?? 0
  const kind = cut > 0 ? kindEndingAt(committee.name, 0, cut) : null
  if (!kind?.body || !PARENTS.has(kind.type) || cut <= kind.suffix.length) return []
  return [{ ...committee, type: kind.type, name: committee.name.slice(0, cut), end: committee.start + cut }]
}
const PARENTS = new Set(['企业', '学校', '科研院所', '医疗机构', '金融机构'])

/** 市委书记, one word of the dictionary. */
const BODY_AND_POST = /^[市区县]委书记$/

/** The words of a sentence, with the body cut from the post where a region stands before it: 东台 + 市委 + 书记. */
function withoutPosts(words: readonly Word[]): readonly Word[] {
  const holds = (word: Word, i: number) =>
    word.text.length === 4 && BODY_AND_POST.test(word.text) && isDivisionName(words[i - 1]?.text ?? '')
  return words.some(holds)
    ? words.flatMap((word, i) =>
        holds(word, i)
          ? tagWords(word.text.slice(0, 2), word.start).concat(tagWords(word.text.slice(2), word.start + 2))
          : [word],
      )
    : words
}

/** The longest name in a run; shorter ones before it are parts of it. */
function longestIn(reading: Reading, words: readonly Word[], { first, end }: Run): NameMention | null {
  for (let last = end; last > first; last--) {
    const mention = nameEndingWith(reading, words, first, last)
    if (mention) return mention
  }
  return null
}

/** 部署、布局、格局 only look like offices; 中心城区 is no centre. */
const NO_BODY = new Set(
  '董事局 山谷 峡谷 河谷 低谷 稻谷 五谷 部署 布局 格局 全局 大局 结局 棋局 僵局 当局 战局 开局 一局 时局 政局 邮局 书局 就业局 角落 城乡 家乡 故乡 老乡 他乡 重镇 城镇 乡镇 农村 乡村 新农村 全村 该村 本村'.split(
    ' ',
  ),
)
const NO_END = /^(?:城区|城市|任务|环节|工作|思想|内容|地带|位置|地位|目标|组$|化(?![工学纤妆]))/

function nameEndingWith(reading: Reading, words: readonly Word[], first: number, end: number): NameMention | null {
  const last = words[end - 1]
  const opening = words[first]
  if (!last || !opening) return null
  const { text } = reading
  let start = opening.start
  const kind = kindEndingAt(text, start, last.end)
  if (!kind || NO_BODY.has(last.text) || NO_END.test(words[end]?.text ?? '')) return null
  const lead = LEADING.exec(text.slice(start, last.end))
  if (
    lead &&
    lead[0].length < last.end - start - kind.suffix.length - 1 &&
    !hasProperBefore(words, first, start + lead[0].length)
  )
    start += lead[0].length
  start += leadingVerb(words, first, last.end, start)
  start -= brandBefore(words, first, start, kind)
  start += leadingAddress(text.slice(start, last.end))
  if (start === opening.start) start = joinedFrom(words, first, kind)
  // 全球第三大某机制造商某某有限公司: what the firm makes stands before its name
  const trade = MAKER.exec(text.slice(start, last.end - kind.suffix.length - 1))
  if (trade && kind.type === '企业') start += trade[0].length
  let name = text.slice(start, last.end)
  const unbalanced =
    name.lastIndexOf('）') > -1 && name.indexOf('（') < 0 ? name.indexOf('）') + 1 : name.startsWith('（') ? 1 : 0
  start += unbalanced
  name = name.slice(unbalanced)
  if (name.includes('（') && !name.includes('）')) return null
  if (kind.suffix === '办' && !isOffice(words, first, end)) return null
  const least = kind.suffix.length + (kind.suffix.length >= 3 && !/^[省市区县]/.test(name) ? 1 : 0)
  if (
    name.length <= least &&
    !/^(?:[省市区县](?:委|政府|人大|政协)|国务院|(?:省|市|区|县)(?:纪委|政协|妇联|团委)|政法委$)/.test(name)
  )
    return null
  if (name.length > 40) return null
  const proper =
    kind.sure ||
    ZONE_OFFICE.test(name) ||
    name === '政法委' ||
    /^(?:[省市区县]|国家|中国|中央|全国)(?!场|民|内|外|值|级|际|家|区)/.test(name) ||
    // a body the dictionary knows as one word: 华东理工大学
    (/^(?:n[tsz]|j)/.test(last.tag) && (last.text.length > kind.suffix.length + 1 || kind.type === '学校')) ||
    words
      .slice(first, end)
      .some(
        (word, i) =>
          word.start >= start && word.end <= last.end - kind.suffix.length + 1 && isProper(word, words[first + i - 1]),
      )
  if (!proper || ABROAD.test(name) || NAMELESS.test(name)) return null
  return {
    name,
    type: kind.type,
    start,
    end: last.end,
    body: kind.body,
    place: kind.place,
    strength: kind.sure ? 0.95 : kind.suffix.length >= 2 ? 0.85 : 0.75,
  }
}

/** The office of a zone is one of its region, whatever the zone is called: 医药高新区管委会; 园区管委会 is any. */
const ZONE_OFFICE = /^(?!各|园区|功能区|片区|小区|辖区).*(?:区|园|城|港|湾|岛)管(?:委会|理委员会)$/

/** Whether 办 is an office here (市政务服务办, 联席办) and no verb (市教育局办好实事): behind a level or a region, before no object. */
function isOffice(words: readonly Word[], first: number, end: number): boolean {
  const opening = words[first]
  const last = words[end - 1]
  const next = words[end]
  // 领办、承办、督办: what is done
  if (!opening || !last || /^[领承督举主协代经包交转催查创开兴筹]办$/.test(last.text)) return false
  const kindBefore = kindEndingAt(
    words
      .slice(first, end - 1)
      .map(({ text }) => text)
      .join(''),
    0,
    (words[end - 2]?.end ?? 0) - opening.start,
  )
  if (kindBefore && !/[委府大协会]$/.test(kindBefore.suffix) && last.text === '办') return false
  const named =
    /^(?:[省市区县]|国家|中央)(?:[委政人]|$)/.test(opening.text) ||
    words.slice(first, end - 1).some((word, i) => isDivisionName(word.text) || isProper(word, words[first + i - 1]))
  return (
    named &&
    (!next ||
      isPurePost(next.text) ||
      !/^(?:n|m|q|a|r|u[ljgv]|ns|nr|l|i)/.test(next.tag) ||
      /^(?:主任|副|专职|负责|工作人员|党组|综合)/.test(next.text))
  )
}

/** 某某路1号市委组织部: how long the address before a body is. */
const leadingAddress = (name: string): number => /^.*[路街道巷弄]\d+号/.exec(name)?.[0].length ?? 0

/**
 * Where a name begins that is joined to the region before it: 宝山—海门 + 孵化器 by a dash, 泰国驻南宁 + 总领事馆 by 驻. Gives the start
 * of the word at `first` where nothing is joined.
 */
function joinedFrom(words: readonly Word[], first: number, kind: NameKind): number {
  const opening = words[first]
  const before = words[first - 2]
  const joint = words[first - 1]?.text ?? ''
  const start = opening?.start ?? 0
  if (!opening || !before) return start
  const dashed = /^[—－-]$/.test(joint) && isRegion(before) && isRegion(opening)
  const stationed = MISSION.test(kind.suffix) ? stationedFrom(words, first) : null
  return dashed ? before.start : (stationed ?? start)
}

const isRegion = (word: Word) => word.tag === 'ns' || isDivisionName(word.text)

/** Bodies that one place keeps in another. */
const MISSION = /^(?:领事办公室|总领事馆|领事馆|大使馆|代表处|办事处|商会|联络处)$/

/**
 * How far a brand reaches back over a word that joins elsewhere: 上海 + 本 + 诺 + 电子材料有限公司. Only in the name of a firm, behind a bare
 * place and before what the dictionary does not know or a single character.
 */
function brandBefore(words: readonly Word[], first: number, start: number, kind: NameKind): number {
  const opening = words[first]
  const joint = words[first - 1]
  const place = words[first - 2]
  if (!kind.sure || !opening || !joint || !place || opening.start !== start || !BRAND_JOINT.test(joint.text)) return 0
  if (place.tag !== 'ns' || !isDivisionName(place.text.replace(/[省市]$/, ''))) return 0
  // 上海 + 和 + 辉光电股份有限公司: two bodies where the second has a region of its own
  const unknown = opening.text.length === 1 || opening.tag === 'x' || (joint.text === '和' && !isRegion(opening))
  return unknown ? start - place.start : 0
}

const BRAND_JOINT = /^[和本此有无不好多更名位家个条座次至即正用会共以为来往且其所使令已因和与在从向而]$/

/** How much of a name only leads to it: 联合 before a whole name (联合某某大学), 通 of 在通异地商会. */
function leadingVerb(words: readonly Word[], first: number, end: number, start: number): number {
  const opening = words[first]
  const next = words[first + 1]
  if (!opening || !next || opening.start !== start || next.end > end) return 0
  if (/^(?:联合|会同|牵手|联手)$/.test(opening.text) && /^n[stz]/.test(next.tag)) return opening.text.length
  return /^[沪京津渝宁杭苏锡通甬深穗汉蓉]$/.test(opening.text) && /^[在来驻抵赴]$/.test(words[first - 1]?.text ?? '')
    ? 1
    : 0
}

const MAKER =
  /^.*(?:制造商|供应商|服务商|运营商|生产商|开发商|厂商|巨头|龙头企业|头部企业|领军企业|骨干企业|民营企业|上市公司|独角兽企业|链主企业|独角兽|母公司|子公司|控股股东|大股东|实施主体|投资主体|运营主体|项目业主)/

/** 美国工厂, 上海公司: a plant or firm somewhere, not one of that name. */
const ABROAD = /^(?:[\u4e00-\u9fff]{2,3})(?:工厂|公司|酒店|超市|商场|高校|院校|学校)$/

/** What is said of any firm; and two bodies at once. */
const NAMELESS =
  /^(?:集团|股份|控股|有限|责任)+公司$|^[市区县]委[市区县]政府$|^人民代表大会(?:常务委员会)?$|^(?:中试|实训|生产|研发|种植|养殖|培训|示范|产业|实践|创新|教育|科普)+基地$|^.(?:集团|公司)$|副[局厅]$|协商会$|^驻[村镇乡]$|[两三四五六七八九十][省市区县](?:政协|政府|人大|[党团]?委)$|[馆楼店][\u4e00-\u9fff]{2,4}厅$|(?:示范|试点|典型|样板|特色|文明|美丽)(?:[镇村乡]|社区|街道|小区)$/

function hasProperBefore(words: readonly Word[], first: number, upTo: number): boolean {
  for (let i = first; i < words.length; i++) {
    const word = words[i]
    if (!word || word.start >= upTo) return false
    if (isProper(word, words[i - 1]) || isDivisionName(word.text)) return true
  }
  return false
}
