import type { FactOf } from '#contract/extraction.ts'
import { NO_PLACE } from '../lexicon/commonNames.ts'
import type { NameMention } from '../organisations/bodies.ts'
import { leftEdge } from '../organisations/edges.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { clauseAt, type Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import { isDivisionName, tagOf, type Word } from '../words.ts'

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
  if (/(?:省|自治区)$/.test(name)) return '省'
  if (/市$/.test(name)) return '市'
  if (/(?:区|县|旗)$/.test(name)) return '区县'
  if (/(?:镇|乡|街道)$/.test(name)) return '乡镇街道'
  if (/(?:村|社区|小区|苑|新村|花园|家园)$/.test(name)) return '村居'
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
  for (const sentence of reading.sentences) {
    const words = reading.words(sentence)
    const low = words.some(word => word.text.length <= 2 && LOW_LEVEL.has(word.text))
    for (let i = 0; i < words.length; ) {
      const chain = low || mayBeginChain(words, i) ? divisionChain(words, i, low) : i
      if (chain > i) {
        addChain(reading, words, i, chain, found)
        i = chain
      } else i++
    }
  }
  addVenues(reading, found)
  addShort(reading, found)
  return found.filter(place => !withinPerson(reading.text, place, people)).sort((a, b) => a.start - b.start)
}

/** 青山 in 鲁青山 is no place. */
function withinPerson(text: string, place: PlaceMention, people: ReadonlySet<string>): boolean {
  if (place.end - place.start > 3) return false
  for (let start = Math.max(0, place.start - 2); start <= place.start; start++) {
    for (let length = 2; length <= 4; length++) {
      if (start + length >= place.end && people.has(text.slice(start, start + length))) return true
    }
  }
  return false
}

function isDivision(word: Word): boolean {
  word.lexeme.division ??= word.text.length >= 2 && DIVISION_TAGS.test(word.tag) && judgeDivision(word)
  return word.lexeme.division
}

const DIVISION_TAGS = /^(?:n$|ns|nr|nz|nt|j|x)/

/** Countries and regions outside the divisions that the dictionary can tell by their level. */
const COUNTRIES = new Set(
  '香港 澳门 台湾 新加坡 日本 韩国 美国 德国 法国 英国 意大利 荷兰 瑞士 瑞典 芬兰 丹麦 挪威 比利时 奥地利 西班牙 葡萄牙 俄罗斯 泰国 越南 老挝 柬埔寨 缅甸 马来西亚 印度尼西亚 印度 菲律宾 巴基斯坦 哈萨克斯坦 澳大利亚 新西兰 加拿大 巴西 墨西哥 阿根廷 智利 南非 埃及 以色列 阿联酋 沙特阿拉伯 土耳其'.split(
    ' ',
  ),
)

function judgeDivision(word: Word): boolean {
  if (COUNTRIES.has(word.text)) return true
  if (NO_PLACE.test(word.text)) return false
  // the dictionary's own tag is not enough (it files 深度 as a place): a level at the end, or one that may be added (如皋 + 市)
  if (word.tag === 'ns') return /[省市区县州旗镇乡村岛湾江河湖山]$/.test(word.text) || isDivisionName(word.text)
  if (word.tag === 'n') return word.text.length === 2 && tagOf(`${word.text}市`) === 'ns'
  return /^(?:nr|nz|nt|j|x)/.test(word.tag) && word.text.length <= 3 && isDivisionName(word.text)
}

const LEVEL = new Set([
  '省',
  '市',
  '区',
  '县',
  '镇',
  '乡',
  '街道',
  '村',
  '社区',
  '小区',
  '湾',
  '岛',
  '港',
  '新区',
  '开发区',
  '高新区',
  '经开区',
  '示范区',
])
const LOW_LEVEL = new Set(['镇', '乡', '街道', '村', '社区', '小区'])
const FORMER_LEVEL = new Set(['市', '区', '县'])
const NAME_PART = /^(?:n|x|g|j|z|s|a|f|q|l)/

/** Whether a chain can begin with a word where the sentence holds no low level: most words are passed over by this. */
function mayBeginChain(words: readonly Word[], i: number): boolean {
  const word = words[i]
  const after = words[i + 1]
  return (
    word !== undefined &&
    (isDivision(word) || word.text === '原' || (after?.text.length === 1 && FORMER_LEVEL.has(after.text)))
  )
}

/** Divisions one inside the other: 南通市 + 通州区 + 平潮 + 镇 + 国道 + 村. Gives the index past the last word of it. */
function divisionChain(words: readonly Word[], from: number, low: boolean): number {
  let i = from
  let end = from
  // a division that is no more is always said with 原 (原港闸区), and the dictionary need not know it
  if (words[i]?.text === '原' && /^[\u4e00-\u9fff]{2,3}[区县市镇]$/.test(words[i + 1]?.text ?? '')) end = i += 2
  for (;;) {
    const next = i < words.length ? oneDivision(words, i, end > from, low) : i
    if (next === i) return end
    end = i = next
  }
}

/** One division from a word on, with its level: the index past it, `i` itself for none. `inChain`: another stands before it; `low`: the
 * sentence holds a town, village or quarter at all. */
function oneDivision(words: readonly Word[], i: number, inChain: boolean, low: boolean): number {
  const word = words[i]
  const after = words[i + 1]
  if (!word || (inChain && COUNTRIES.has(word.text))) return i
  // a name the dictionary knows only with its former level: 海门 + 区
  const former = after?.text.length === 1 && FORMER_LEVEL.has(after.text) && isDivisionName(word.text)
  if (former || isDivision(word))
    return after && LEVEL.has(after.text) && !/[省市区县镇乡村]$/.test(word.text) ? i + 2 : i + 1
  // a county the dictionary does not know, by its tag alone: 溪口 + 县
  if (
    word.tag === 'ns' &&
    word.text.length === 2 &&
    after &&
    /^[县区市]$/.test(after.text) &&
    !NO_PLACE.test(word.text)
  )
    return i + 2
  if (!low) return i
  // an unknown name of one to three words before a low level: 平潮 + 镇
  for (let j = i; j < words.length && j - i <= 3; j++) {
    const part = words[j]
    if (!part) return i
    if (LOW_LEVEL.has(part.text)) {
      const length = (words[j - 1]?.end ?? 0) - word.start
      const before = words[i - 1]
      const opens =
        inChain || before === undefined || before.tag === 'p' || /^[，、。在到的和为于等\n]$/.test(before.text)
      return j > i && length >= 2 && length <= 5 && opens ? j + 1 : i
    }
    if (part.text.length > 3 || LEVEL.has(part.text) || !NAME_PART.test(part.tag)) return i
  }
  return i
}

function addChain(reading: Reading, words: readonly Word[], from: number, to: number, found: PlaceMention[]): void {
  const first = words[from]
  const last = words[to - 1]
  if (!first || !last) return
  const name = reading.text.slice(first.start, last.end)
  // 上海市南通商会 is a body in Shanghai: 上海市南通 is no place
  if (to - from > 1 && /^(?:企业)?(?:商会|同乡会|联谊会)/.test(reading.text.slice(last.end, last.end + 5))) {
    if (isDivision(first))
      found.push({ name: first.text, type: typeOf(first.text), start: first.start, end: first.end, strength: 0.7 })
    return
  }
  if (
    /^(?:大中华|亚太|全球|亚洲|欧洲|北美|大洋洲|非洲|中国|海外)[区部]?$/.test(name) ||
    /^(?:全|各|本|该|一|两|多|我|农|城|新)[市区县镇乡村]?$|^(?:住宅|居民|各个|一些|老旧|智慧|美丽|文明|示范|试点|相关|党建引领|引领)/.test(
      name,
    ) ||
    name.length < 2
  )
    return
  found.push({ name, type: typeOf(name), start: first.start, end: last.end, strength: 0.8 })
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
      if (end - start >= 3 && end - start <= 20 && WORKS.test(reading.text.slice(start, end)))
        found.push({ name: reading.text.slice(start, end), type: '工程', start, end, strength: 0.65 })
      at = end + 1
    }
  }
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
