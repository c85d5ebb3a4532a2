import { leftEdge } from '../organisations/edges.ts'
import { between, type Clause, type Reading, type Sentence } from '../reading.ts'
import { isDivisionName, type Word } from '../words.ts'

type Span = { start: number; end: number }

/** Whose figure it is, and whether that is somebody or something (全市, a firm, a project) or only the name of what is measured (工业用电量). */
export type Subject = { readonly name: string; readonly isOwner: boolean }

const NOBODY: Subject = { name: '', isOwner: false }
/** What a clause may begin with before it names anybody. */
const LEAD =
  /^(?:[”‘’（、]|20\d{2}(?=[\u4e00-\u9fff])(?!年)|其中|目前|截至目前|此外|同时|另外|据悉|据了解|近年来|今后|会上|期间|当天|累计|预计|预测|约定|计划|力争|确保|首批|(?:今年|去年|20\d{2}年)?(?:[\d一二三四五六七八九十]{1,2}(?:[—~-]\d{1,2})?(?:个月|月份?|季度)|前[\d一二三四五六七八九十]{1,2}个?月|前三季度|[上下]半年|全年)?(?:以来|末|底前?|当月|单月)?(?=[\u4e00-\u9fff“]))/
/** 冯亚军透露: whoever speaks owns no figure. */
const SPEAKS =
  /^[\u4e00-\u9fff·（）]{2,24}(?:建议|表示|说|透露|介绍|指出|强调|认为|坦言|提出|要求|解读时表示|告诉记者|坦言)$|(?:获悉|了解到|消息|数据显示|统计)$/
/** 全市, 我省: the place the report is about. */
const REGION = /^(?:[全我本][国省市区县州盟旗]|全[\u4e00-\u9fff](?=地区))/
/** 对首次通过认定的高新技术企业，每家奖励: who is given something, the last noun of the phrase. */
const RECIPIENT =
  /^(?:并|同时|决定|明确|规定)?对(?:[^，]{0,40}的)?([\u4e00-\u9fffA-Za-z“”]{2,14}?)(?:$|(?=给予|予以|再|奖|补|最高|每|一次性|实行|实施|进行|按))/
/** What governs the noun behind it, so that this is no subject: 较上季度, 高于全国, 占全省. */
const GOVERNING = new Set(
  '较 比 与 同 对 按 按照 据 从 由 自 以 于 在 经 为 将 把 被 距 占 居 位居 列 位列 排 排名 分列 高于 低于 快于 慢于 高出 低出 领先 优于 好于 超 超过 给 向 除 通过 根据 围绕 随着 截至 涉及 涵盖 包括 完成 达 达到'.split(
    ' ',
  ),
)
/** Nouns the dictionary has as verbs too. */
const NOUNISH = new Set(
  '出口 进口 进出口 投资 消费 存款 贷款 用电 授权 产出 收入 支出 支配 就业 使用 开发 采购 利用 营业 营收 增加 投入 登记 储蓄 生产 制造 服务 物流'.split(
    ' ',
  ),
)

/** What the paragraph spoke of last, whether its sentence did, and the place the paragraph reports on (全市); empty for none. */
export type Carried = { readonly carried: string; readonly isHere: boolean; readonly region: string }

/** Whether a subject is the place a report is about. */
export const isRegion = (name: string): boolean => /^[全我本][国省市区县州盟旗]$/.test(name)

/** Whose figure a number is: the name its clause or an earlier one of its sentence begins with, else what the paragraph spoke of. */
export function subjectOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: Span,
  { carried, isHere, region }: Carried,
): Subject {
  const words = reading.words(sentence)
  let weak = NOBODY
  for (const part of partsBefore(reading, sentence, clause, quantity.start)) {
    // what was told of something the clause names later goes on with that: 某公司投资建设的某项目，总投资…
    if (isHere && part.end <= clause.start && reading.text.slice(part.start, part.end).includes(carried))
      return { name: carried, isOwner: true }
    const { name, isNext } = topicIn(reading, words, part, part.end <= clause.start)
    if (name === '') continue
    if (!isNext && !isMeasure(name) && !GENERIC.test(name)) return { name, isOwner: true }
    if (weak.name === '' || GENERIC.test(weak.name)) weak = { name, isOwner: false }
  }
  if (carried !== '' && (isHere || weak.name === '' || GENERIC.test(weak.name))) return { name: carried, isOwner: true }
  return region === '' ? ownerIn(weak) : { name: region, isOwner: true }
}

/** 市属国有企业资产总额, where nothing else owns it, is of 市属国有企业. */
function ownerIn(weak: Subject): Subject {
  const [, owner, rest] = /^(.{2,14}?(?:企业|集团|公司|金融机构|工程|港|园区|院区|小区))(.{2,})$/.exec(weak.name) ?? []
  return owner && rest && isMeasure(rest) ? { name: owner, isOwner: true } : weak
}

/** Where to look for a name, in turn: behind the last number of the clause, in the clause, in the three before it up to a semicolon. */
function partsBefore(reading: Reading, sentence: Sentence, clause: Clause, at: number): Clause[] {
  const own = { start: clause.start, end: at }
  const listed = reading.text.slice(clause.start, at).lastIndexOf('、') + 1
  const isBehindNumber =
    listed > 1 &&
    /[\d%％\u4e00-\u9fff]$/.test(reading.text.slice(0, clause.start + listed - 1).slice(-1)) &&
    /\d/.test(reading.text.slice(clause.start, clause.start + listed))
  const parts: Clause[] = isBehindNumber ? [{ start: clause.start + listed, end: at }, own] : [own]
  const here = sentence.clauses.findIndex(part => part.start >= clause.start)
  for (let i = here - 1; i >= Math.max(0, here - 4); i--) {
    const part = sentence.clauses[i]
    if (!part || reading.text[part.end] === '；') break
    parts.push(part)
  }
  return parts
}

/** The name of what is measured, not of whom: 工业用电量, 外贸进出口总值. */
export const isMeasure = (name: string): boolean =>
  /(?:值|额|量|率|收入|投资|消费|价格|规模|出口|进口|面积|人数|户数|占比|比重|指数|幅度|贷款|存款|余额|金额|总额|效益|利润|营收|产值|用电|税收|产能|能力|资本|成本|房价|数量|位数|浓度|比例|气温|降水量|得分|评分|外资|就业|数)$/.test(
    name,
  )
/** What a report calls what it has named before. */
const GENERIC = /^(?:该|本|各)?(?:项目|企业|公司|集团|学校|中心|园区|单位|产品|工程|基金|平台|机构|产业)$/

const TOPIC = /^(?:ns|nt|nz|nr|j|eng|n)/
const PHRASE = /^(?:n|vn|j|eng|b|g|s|f|l)/
/** Nouns that say how something changes, when, or what kind of thing: no subject. */
const NO_TOPIC =
  /^(?:同比|环比|增速|增幅|降幅|涨幅|其中|数据|新建|改建|截至|目前|全年|此外|同时|总投资|面积|总面积|规模|概算|投资|实地|现场|计划|力争|技术|记者|通讯员|年度目标|去年同期|同期|上年同期|月均|日均|年均|人均|单个|全部|总分|首期|首批|当场|历史性|结果|时序|进度|方面|惠及|有效期|金额|合同|协议|预计|方案|情况|工作|下一步|本次|此次|时间里|单月|当月|每人|每名|每家|会议|活动|座谈会|文件|成员|人员|现金|前者|后者|三者|两者|上述|同口径)$|^[上下本]?(?:季度|半年|年|月)/
/** People are told of by their posts; what is counted behind them is not of their post. */
const POST =
  /(?:[省市县区镇乡村院校局厅处科所会部站团董事秘]长|书记|主任|主席|总裁|经理|创始人|负责人|委员|工程师|主委|先生|女士|教授|博士)$/
/** Words that end a name though the dictionary has them as nouns. */
const ENDS_PHRASE =
  /^(?:同比|环比|增长|上涨|下降|下跌|增加|减少|提高|提升|回落|上升|扩大|基本|持平|分别|约|达|为|较|比|突破|签约|落户|落地|印发|发布|出台|密集|林立|负总责|现场|实地|合计|共计|总计|之中|左右)/
/** An office, a firm, an institute or a team, by how its name ends. */
const BODY =
  /^(?:(?:市|省|区|县|[\u4e00-\u9fff]{2,3}[市区县])[\u4e00-\u9fff]{1,9}?(?:局(?![面长限])|委(?![员书副常托])|办(?![公理法])|厅(?!长))(?=[\u4e00-\u9fff])|[^，。；：、的了在与和由将对把\d]{2,28}?(?:有限公司|集团|研究院|大学|学院|医院|银行|开发区|管委会|产业园)|(?:[省市区县]?第\d{1,3}批)?[^，。；：、的了在与和由将对把\d]{2,20}?(?:团|队|组)(?=共|已|先后|累计|将|目前))/

/** How a measure moved or how high it stands, between its name and the number. */
const MOVED =
  /(?:同比|环比|累计|比上年|较上年|增长|上涨|下降|下跌|减少|增加|提高|提升|上升|回落|扩大|收窄|降低|达到?|为|是|约|超过?|突破|首次|只有|仅|则|也|已|均|有望|完成|实现|保持|升至|降至|增至|由|控制在)+$/
/** Who has figures, by how the name ends: 市区, 徐洪河航道整治工程. */
const OWNER =
  /(?:[省市县区镇乡村街道国州港湾岛河湖山]|公司|集团|企业|财政|政府|项目|工程|大桥|基地|中心|园|院|校|局|委|办|行|厂|站|馆|银行|机构|大学|地|组|团|队|会|赛|泊位|号线|[一二三四五]期)$/

/** What a place named bare does: 常熟新增…, 常熟对首次入库的企业…. */
const ACTS =
  /^(?:新增|新设|新建|新签|实现|完成|将|已|对|共|累计|拥有|今年|目前|全年|现有|连续|获|有|入选|上榜|规上|力争)/

type Topic = { readonly name: string; readonly isNext: boolean }
const NO_NAME: Topic = { name: '', isNext: false }

/** The name a clause begins with, and whether the number stands right behind it, which then counts what it names. */
function topicIn(reading: Reading, words: readonly Word[], part: Clause, isEarlier: boolean): Topic {
  const upTo = part.end
  const text = reading.text.slice(part.start, upTo)
  if (SPEAKS.test(text)) return NO_NAME
  const recipient = RECIPIENT.exec(text)?.[1]
  if (recipient && (isEarlier || !text.endsWith(recipient))) return { name: recipient, isNext: false }
  const from = part.start + leadOf(text)
  const opening = text.slice(from - part.start)
  const region = REGION.exec(opening)?.[0] ?? /^与会[\u4e00-\u9fff]{2}/.exec(opening)?.[0]
  if (region) return { name: region, isNext: false }
  const isList = /等$/.test(text)
  const body = isList ? null : (BODY.exec(opening)?.[0] ?? null)
  if (body && body.length < opening.length - 1 && !isPost(opening.slice(body.length)))
    return { name: trimmed(body), isNext: false }
  const place = [2, 3].map(width => opening.slice(0, width)).find(isDivisionName)
  if (place && ACTS.test(opening.slice(place.length))) return { name: place, isNext: false }
  if (isEarlier && /^\d[\d.]*(?!年|月|日)[\u4e00-\u9fff]/.test(opening)) return NO_NAME
  const stretch = between(words, from, upTo)
  if (
    /^(?:每|对|按照?|据|围绕|针对|关于|聚焦|为)/.test(opening) ||
    (isList && !stretch.some(word => word.text.length > 1 && isVerb(word)))
  )
    return NO_NAME
  let isGoverned = false
  for (const [i, word] of stretch.entries()) {
    if (word.end > upTo) break
    if (word.text === '的') isGoverned = false
    else if (GOVERNING.has(word.text) || isVerb(word)) isGoverned = true
    else if (!isGoverned && canBeTopic(word)) {
      const phrase = phraseAt(reading, words, stretch.slice(i), { from, upTo })
      const end = part.start + text.indexOf(phrase) + phrase.length
      const rest = text.slice(end - part.start)
      const topic = topicOf(phrase, rest, {
        word,
        isCounted: !/^[”》]/.test(rest) && (!isEarlier || /\d/.test(rest)) && isCountedWith(rest, stretch.slice(i), end),
      })
      if (POST.test(topic.name) || rest.startsWith('、')) return NO_NAME
      if (topic.name.length >= 2 && !NO_TOPIC.test(topic.name)) return topic
    }
  }
  return NO_NAME
}

/** The topic a noun phrase makes: the phrase, or, where it runs on to the number without a verb, what the number measures or counts. */
function topicOf(phrase: string, rest: string, { word, isCounted }: { word: Word; isCounted: boolean }): Topic {
  const whole = trimmed(phrase)
  // 云川居民消费价格指数 is of 云川, 涟水机场旅客吞吐量 of 涟水机场
  if (word.tag === 'ns' && isMeasure(whole) && whole.startsWith(word.text))
    return { name: FACILITY.exec(whole)?.[0] ?? word.text, isNext: false }
  // 宁淮铁路淮安段 + 累计完成投资: the name was cut free of what is measured
  if (phrase !== whole && phrase.startsWith(whole)) return { name: whole, isNext: false }
  const measured = `${phrase}${runOn(rest)}`
  if (isCounted && !OWNER.test(whole) && word.tag !== 'ns' && measured.length - whole.length <= 14)
    return { name: measured, isNext: true }
  return { name: whole, isNext: phrase.endsWith(whole) && runOn(rest) === '' && /^[”》]?(?:达|共|约|近|超|为|已|有|仅|各|总数|数|则|也|由|累|\d|$)/.test(rest) }
}

const FACILITY = /^[\u4e00-\u9fff]{2,10}?(?:机场|港|车站|口岸|海关|大桥|高铁站|园区|景区)/

/** What goes on behind a phrase up to the number, without how it moved: 增加值3012.6亿元 is 增加值. */
const runOn = (rest: string): string =>
  rest
    .replace(/(?<=[\u4e00-\u9fff”）])\d.*$/, '')
    .replace(MOVED, '')
    .replace(/[较比与](?:年初|上年末?|去年末?|上月末?|同期|“[^”]*”末)$/, '')
    .replace(/（[A-Z]+）$/, '')
    .replace(/^\d.*$/, '')

/** Whether nothing but nouns stands between a phrase and the number: then they are one name, of what is measured. */
function isCountedWith(rest: string, stretch: readonly Word[], end: number): boolean {
  const run = runOn(rest)
  if (run === '' || /[，、的]/.test(run)) return false
  return stretch.every(
    (word, i) =>
      word.start < end ||
      word.start >= end + run.length ||
      MOVED.test(word.text) ||
      // 联运量, 登记率: a verb with a measure behind it is a noun
      /^[量率额值数面度比]/.test(stretch[i + 1]?.text ?? '') ||
      !(GOVERNING.has(word.text) || (word.text.length > 1 && isVerb(word))),
  )
}

const isPost = (behind: string): boolean =>
  /^(?:党|副?(?:董事|校|院|行|会|局|主|处|科|总|书)|教授|研究员|原)/.test(behind)

/** How much of a clause goes before anything it names. */
function leadOf(text: string): number {
  let at = 0
  for (let tries = 0; tries < 4; tries++) {
    const lead = LEAD.exec(text.slice(at))?.[0] ?? ''
    if (lead === '') break
    at += lead.length
  }
  return at
}

const isVerb = ({ text, tag }: Word): boolean => /^v(?!n)/.test(tag) && !NOUNISH.has(text)

function canBeTopic({ text, tag, lexeme }: Word): boolean {
  lexeme.topic ??= text.length >= 2 && (TOPIC.test(tag) || /^[国省市县区镇村]级$/.test(text)) && !NO_TOPIC.test(text)
  return lexeme.topic
}

function goesOnPhrase({ text, tag, lexeme }: Word): boolean {
  lexeme.phrase ??= (PHRASE.test(tag) || /^[新高老大小]$/.test(text)) && !ENDS_PHRASE.test(text)
  return lexeme.phrase
}

/** Single characters that govern or join, and so end a name. */
const JOINS = /^[在与和及由的了为有是将被把对从到向已又也都等以按据较比占居列达新增升降共年月日]$/

/** The whole noun phrase that a topic begins: as far left as a name may reach, as far right as nouns go; within quotation marks, what they hold. */
function phraseAt(
  reading: Reading,
  words: readonly Word[],
  stretch: readonly Word[],
  { from, upTo }: { from: number; upTo: number },
): string {
  const [topic, ...rest] = stretch
  if (!topic) return ''
  const before = reading.text.slice(from, topic.start)
  const open = Math.max(before.lastIndexOf('“'), before.lastIndexOf('《'))
  if (open > Math.max(before.lastIndexOf('”'), before.lastIndexOf('》'))) {
    const held = /^[^“”《》]{2,30}(?=[”》])/.exec(reading.text.slice(from + open + 1, upTo))?.[0]
    if (held) {
      const behind = reading.text.slice(from + open + 2 + held.length, upTo)
      const kind = /^[\u4e00-\u9fff]{2,4}(?=\d|$|达|共|总)/.exec(behind)?.[0]
      return kind ? `“${held}”${kind}` : held
    }
  }
  let end = topic.end
  for (const [i, word] of rest.entries()) {
    if (word.end > upTo || end - topic.start > 24) break
    // 诸暨（杭州）飞地: what stands in brackets is part of the name
    if (word.start < end) continue
    const bracket =
      word.text === '（'
        ? /^（[\u4e00-\u9fff]{2,8}）(?=[\u4e00-\u9fff])/.exec(reading.text.slice(end, upTo))?.[0]
        : undefined
    const next = rest[i + 1]
    // 智造飞地 is cut into 智 + 造 + 飞地
    const isPiece =
      word.text.length === 1 &&
      /[\u4e00-\u9fff]/.test(word.text) &&
      !JOINS.test(word.text) &&
      next !== undefined &&
      next.end <= upTo &&
      goesOnPhrase(next)
    if (bracket === undefined && !isPiece && !goesOnPhrase(word)) break
    end = bracket === undefined ? word.end : end + bracket.length
  }
  end += BUILT.exec(reading.text.slice(end, upTo))?.[0].length ?? 0
  const start = leftEdge(words, from, topic.end)
  return reading.text.slice(start < topic.end ? start : topic.start, end)
}

/** What is done in a project stands in its name, though it is a verb. */
const BUILT =
  /^(?:扩建|新建|改造|建设|研发|生产|制造|升级|综合利用|提升|修复|整治|治理|开发|一体化|加工|检测|示范|及|产业化){1,4}(?:项目|工程|基地|中心)|^[及和][\u4e00-\u9fff]{1,6}类|^\d{1,4}(?:号线?|国道|省道)(?:泊位|楼|机组|桥|线|工程|标段)?(?:[一二三四五]期)?|^[\u4e00-\u9fff]{1,6}?(?:会|展|赛|论坛)(?=在|上|举行|召开|开幕)/

/** A subject free of what leads to it and of the name of what is measured of it: 飞地总面积 is of 飞地. */
function trimmed(phrase: string): string {
  return phrase
    .replace(/(?<=..)(?:日均|月均|年均|累计[\u4e00-\u9fff]*)$/, '')
    .replace(/^(?:预计|预测|约定|累计|完成|实现|较|比|对|改造|推广|建设|新增|集聚|孵化|选派)(?=[^、]{2})/, '')
    .replace(/(?:同比|环比|增速|增幅|降幅|占比|比重|上涨|下降|增长|持平|环比持平|计划|预计|力争)+$/, '')
    .replace(/(?<=项目|工程|基金)(?!公司|办|部|中心|组|团队|管理)[\u4e00-\u9fff]{2,6}$/, '')
    .replace(
      /(?<=..)(?:原?计划|预计)?(?:总投资|总面积|建筑面积|占地面积|总建筑面积|占地|全长|总数|注册资本|总规模)$/,
      '',
    )
    .replace(/(?<=公司|集团|局|委|院|园|区)(?:共同)?(?:投资建设|投资|建设|投入)$/, '')
}
