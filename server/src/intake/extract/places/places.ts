import type { FactOf } from '#contract/extraction.ts'
import { isProper, type NameMention } from '../organisations/bodies.ts'
import { leftEdge } from '../organisations/edges.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { between, clauseAt, type Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import { isDivisionName, tagOf, type Word } from '../words.ts'
import { divisionChain, isDivision, LEVEL, LOW_LEVEL, mayBeginChain } from './chains.ts'

/** A place by name: what it is and where it is printed. */
export type PlaceMention = { name: string; type: string; start: number; end: number; strength: number }

/** One-character names of provinces and cities after a preposition (赴沪、在宁) and what they stand for. */
const SHORT: Readonly<Record<string, string>> = {
  沪: '上海',
  京: '北京',
  津: '天津',
  渝: '重庆',
  宁: '南京',
  杭: '杭州',
  苏: '苏州',
  锡: '无锡',
  通: '南通',
  甬: '宁波',
  深: '深圳',
  穗: '广州',
  汉: '武汉',
  蓉: '成都',
  港: '香港',
  澳: '澳门',
}

function typeOf(name: string): string {
  if (/(?:村|社区|小区|苑|新村|花园|家园)$/.test(name)) return '村居'
  if (/(?:省|自治区)$/.test(name)) return '省'
  if (/市$/.test(name)) return '市'
  if (/(?:区|县|旗)$/.test(name)) return '区县'
  if (/(?:镇|乡|街道)$/.test(name)) return isDivisionName(name) ? '地名' : '乡镇街道'
  return '地名'
}

/** Divisions, villages, zones, venues and works, in order of the text. */
export function findPlaces(
  reading: Reading,
  bodies: readonly NameMention[],
  people: ReadonlySet<string>,
): PlaceMention[] {
  const found: PlaceMention[] = bodies
    .filter(body => body.place)
    .map(({ name, type, start, end, strength }) => ({ name, type, start, end, strength: strength - 0.1 }))
  const firms = bodies.filter(body => body.type === '企业')
  const named = new Uint8Array(reading.text.length)
  for (const { start, end } of firms) named.fill(1, start + 1, end)
  for (const sentence of reading.sentences) {
    const words = reading.words(sentence)
    const low = words.some(word => word.text.length <= 2 && LOW_LEVEL.has(word.text))
    for (let i = 0; i < words.length; ) {
      const chain = low || mayBeginChain(words, i) ? divisionChain(words, i, low) : i
      if (chain > i) {
        if (!withinBrand(words, i, chain, named)) addChain(reading, words, i, chain, found, firms)
        i = chain
      } else i++
    }
  }
  addVenues(reading, found)
  addShort(reading, found)
  addListed(reading, found)
  return found
    .filter(place => !withinPerson(reading.text, place, people))
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((place, i, all) => !withinTown(reading.text, place, all.slice(Math.max(0, i - 4), i)))
}

/** 富锦 in 鸿富锦精密电子有限公司: behind a single character of the name of a firm, a bare region is a piece of its brand. */
function withinBrand(words: readonly Word[], from: number, to: number, named: Uint8Array): boolean {
  const word = words[from]
  const before = words[from - 1]
  // 新湖集团: a group has a region for its brand, not for its seat
  if (
    to - from === 1 &&
    word?.text.length === 2 &&
    words[to]?.text === '集团' &&
    named[word.end] === 1 &&
    named[word.start] === 0
  )
    return true
  return (
    to - from === 1 &&
    word !== undefined &&
    named[word.start] === 1 &&
    before?.text.length === 1 &&
    named[before.start] === 0 &&
    /[\u3400-\u9fff]/.test(before.text) &&
    !LEVEL_END.test(word.text) &&
    !LEVEL_END.test(before.text)
  )
}

/** Between two places of a list stands a third, whatever its name: 东台、某某、滨海. */
function addListed(reading: Reading, found: PlaceMention[]): void {
  const starts = new Set(found.map(({ start }) => start))
  for (const { end, type } of [...found]) {
    const item = /^、([\u4e00-\u9fff]{2,3})、/.exec(reading.text.slice(end, end + 5))?.[1]
    if (!item || !DIVISION_TYPES.has(type) || starts.has(end + 1) || !starts.has(end + item.length + 2)) continue
    if (/^(?:x|ns?|nr|nz)$/.test(tagOf(item)))
      found.push({ name: item, type: typeOf(item), start: end + 1, end: end + 1 + item.length, strength: 0.6 })
  }
}

const DIVISION_TYPES = new Set(['地名', '市', '区县'])

/** 龙镇 in 启东汇龙镇: a piece of the name of a town that stands behind no level. */
const withinTown = (text: string, place: PlaceMention, before: readonly PlaceMention[]) =>
  /[镇乡村]$/.test(place.name) &&
  !/[省市区县镇乡村道州旗街]/.test(text.charAt(place.start - 1)) &&
  before.some(
    other =>
      other.start < place.start &&
      other.end >= place.end &&
      /[镇乡村]$/.test(other.name) &&
      isDivisionName(other.name.slice(0, 2)),
  )

/** 青山 in 鲁青山 is no place. */
function withinPerson(text: string, place: PlaceMention, people: ReadonlySet<string>): boolean {
  if (place.end - place.start > 3) return false
  // and 长江 in 局长江兴龙 none
  for (let start = Math.max(0, place.start - 2); start <= place.start + 1; start++) {
    for (let length = 2; length <= 4; length++) {
      if (start + length >= place.end + (start > place.start ? 1 : 0) && people.has(text.slice(start, start + length)))
        return true
    }
  }
  return false
}

/** What is only named after a region. */
const NAMED_AFTER = /^(?:[东西南北中]?(?:路|街(?!道)|巷|弄|苑)|大道|花园|家园|小区|新村|广场|大厦)/

const LEVEL_END = /[省市区县州旗镇乡村]$/

/** 松江 + 区委, 海门 + 区政府: the level of a region stands in the word behind it. Gives its length. */
function levelBehind(text: string, { text: name, end }: Word): 0 | 1 {
  const body = /^[市区县](?=委(?!员|会|托)|政府|人大|政协|纪委|监委|人民|法院|检察院)/
  return !LEVEL_END.test(name) && body.test(text.slice(end, end + 4)) && isDivisionName(name) ? 1 : 0
}

function addChain(
  reading: Reading,
  words: readonly Word[],
  from: number,
  to: number,
  found: PlaceMention[],
  firms: readonly NameMention[],
): void {
  const first = words[from]
  const last = words[to - 1]
  if (!first || !last) return
  const end = last.end + levelBehind(reading.text, last)
  const name = reading.text.slice(first.start, end)
  // 上海市南通商会 is a body in Shanghai: 上海市南通 is no place
  // and 万安 in 浙江万安科技股份有限公司 a brand
  const isBrand = () => between(firms, first.start, first.end).some(firm => firm.end > end) && !LEVEL_END.test(name)
  if (
    to - from > 1 &&
    (/^(?:企业)?(?:商会|同乡会|联谊会)/.test(reading.text.slice(last.end, last.end + 5)) || isBrand())
  ) {
    if (isDivision(first))
      found.push({ name: first.text, type: typeOf(first.text), start: first.start, end: first.end, strength: 0.7 })
    return
  }
  if (
    /^(?:欧元|日元|韩元|美元|大中华|亚太|全球|亚洲|欧洲|北美|大洋洲|非洲|中国|海外)[区部]?$/.test(name) ||
    /^(?:全|各|本|该|一|两|多|我|农|城|新)[市区县镇乡村]?$|^(?:住宅|居民|各个|一些|老旧|智慧|美丽|文明|示范|试点|相关|属地|驻(?=村|镇)|党建引领|引领)/.test(
      name,
    ) ||
    /(?:示范|试点|典型|样板|特色|文明|美丽|先进|重点|中心|强)(?:[镇村乡]|社区|街道|小区)$/.test(name) ||
    name.length < 2
  )
    return
  // 上海路, 武定苑小区
  if (to - from === 1 && !LEVEL_END.test(name) && NAMED_AFTER.test(reading.text.slice(end, end + 2))) return
  found.push({ name, type: typeOf(name), start: first.start, end, strength: 0.8 })
  // the widest division of a chain is a place of its own; 海门 in 海门区 and 通州 in 通州湾 are none
  const levelled = to - from === 2 && LEVEL.has(last.text)
  if (to - from > 1 && !levelled && isDivision(first))
    found.push({ name: first.text, type: typeOf(first.text), start: first.start, end: first.end, strength: 0.7 })
}

/** Words a place follows, with what stands behind it. */
const AT_PLACE = searchFor(
  '(?:在|齐聚|位于|坐落于|走进|来到|察看了?|观摩了?|参观了?|考察了?|租用)([^，。；：！？“”、\\n]{2,24}?)(?=(?:圆满|隆重|顺利|正式|成功)?(?:举行|召开|举办|开幕|启动|落幕|揭牌|开工|开园)|、|，|。|标准厂房|等(?:地|处|现场)?[，。]|建设现场|现场|情况|项目)',
  '在齐位坐走来察观参考租',
)

/** What follows 在 before 举行, 位于, 走进 and 齐聚 is a place whatever it is called. */
function addVenues(reading: Reading, found: PlaceMention[]): void {
  for (const match of search(AT_PLACE, reading.text)) {
    const raw = match[1] ?? ''
    const end = match.index + match[0].length
    const start = leftEdge(reading.words(reading.sentenceAt(match.index)), end - raw.length, end)
    // 在北京拜访某某研究院，: what is done there, not where
    if (match[0].startsWith('在') && start > end - raw.length && !/[的（]/.test(reading.text.charAt(start - 1)))
      continue
    const name = reading.text.slice(start, end)
    const kind = kindEndingAt(reading.text, start, end)
    if (
      name.length > Math.max(2, kind?.suffix.length ?? 0) &&
      name.length <= 20 &&
      kind &&
      kind.type !== '企业' &&
      !/[布格全大]局$|部署$/.test(name)
    )
      found.push({ name, type: kind.type, start, end, strength: 0.65 })
  }
  // works under construction: A、B建设现场
  for (const match of allMatches(/(?:建设|施工|工程)(?:现场|工地)/g, reading.text)) {
    const clause = clauseAt(reading.sentenceAt(match.index), match.index)
    let at = Math.max(clause.start, match.index - 40)
    for (const item of reading.text.slice(at, match.index).split('、')) {
      const end = at + item.length
      const start = leftEdge(reading.words(reading.sentenceAt(at)), at, end)
      if (
        end - start >= 3 &&
        end - start <= 20 &&
        WORKS.test(reading.text.slice(start, end)) &&
        isNamed(reading, start, end)
      )
        found.push({ name: reading.text.slice(start, end), type: '工程', start, end, strength: 0.65 })
      at = end + 1
    }
  }
}

/** Whether a stretch holds a name at all: 重大项目 has none. */
function isNamed(reading: Reading, start: number, end: number): boolean {
  const words = reading.words(reading.sentenceAt(start))
  return words.some((word, i) => word.start >= start && word.end <= end && isProper(word, words[i - 1]))
}

/** Roads, bridges, tunnels, stations and plants, with the part or phase behind them. */
export const WORKS =
  /(?:隧道|大桥|高铁|铁路|高速|公路|快速路|机场|站|码头|港区|枢纽|航道|运河|水厂|电站|水库|泵站|通道|轨道交通|号线|大道|工程|项目)(?:[\u4e00-\u9fff\d]{0,5}(?:段|期|标段|标))?$/

const BY_SHORT_NAME = searchFor(
  '(?<=赴|在|来|抵|驻|到)([沪京津渝宁杭苏锡通甬深穗汉蓉港澳])(?=召开|举行|举办|开展|考察|调研|拜访|招商|路演|推介|参加|出席|签约|投资|，|对接|学习|企业)',
  '沪京津渝宁杭苏锡通甬深穗汉蓉港澳',
)

function addShort(reading: Reading, found: PlaceMention[]): void {
  for (const match of search(BY_SHORT_NAME, reading.text)) {
    const name = SHORT[match[1] ?? '']
    if (name) found.push({ name, type: '市', start: match.index, end: match.index + 1, strength: 0.75 })
  }
}

/** One fact for each place of the article, where its name is first printed. */
export function placeFacts(reading: Reading, mentions: readonly PlaceMention[]): Array<FactOf<'place'>> {
  const seen = new Set<string>()
  return [...mentions]
    .sort((a, b) => b.strength - a.strength || a.start - b.start)
    .filter(mention => !seen.has(mention.name) && seen.add(mention.name))
    .sort((a, b) => a.start - b.start)
    .map(({ name, type, start, end, strength }) => ({
      kind: 'place',
      name,
      type,
      evidence: reading.evidence(start, end),
      confidence: strength,
    }))
}
