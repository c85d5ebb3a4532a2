import { leftEdge } from '../organisations/edges.ts'
import { between, type Clause, type Reading, type Sentence } from '../reading.ts'
import type { Word } from '../words.ts'

type Span = { start: number; end: number }

/** Whose figure it is, and whether that is somebody or something (全市, a firm, a project) or only the name of what is measured (工业用电量). */
export type Subject = { readonly name: string; readonly isOwner: boolean }

const NOBODY: Subject = { name: '', isOwner: false }
/** What a clause may begin with before it names anybody. */
const LEAD =
  /^(?:[“”‘’（、]|其中|目前|截至目前|此外|同时|另外|据悉|据了解|近年来|今后|会上|期间|当天|累计|预计|预测|约定|计划|力争|确保|首批|(?:今年|去年|20\d{2}年)?(?:[\d一二三四五六七八九十]{1,2}(?:[—~-]\d{1,2})?(?:个月|月份?|季度)|前[\d一二三四五六七八九十]{1,2}个?月|前三季度|[上下]半年|全年)?(?:以来|末|底前?|当月)?(?=[\u4e00-\u9fff]))/
/** 冯亚军透露: whoever speaks owns no figure. */
const SPEAKS =
  /^[\u4e00-\u9fff·（）]{2,24}(?:建议|表示|说|透露|介绍|指出|强调|认为|坦言|提出|要求|获悉|了解到|解读时表示)$/
/** 全市, 我省: the place the report is about. */
const REGION = /^(?:[全我本][国省市区县州盟旗]|全[\u4e00-\u9fff](?=地区))/
/** 对首次通过认定的高新技术企业，每家奖励: who is given something, the last noun of the phrase. */
const RECIPIENT =
  /^(?:并|同时)?对(?:[^，]{0,40}的)?([\u4e00-\u9fffA-Za-z“”]{2,14})(?:$|(?=给予|予以|一次性|实行|实施|进行|按))/
/** What governs the noun behind it, so that this is no subject: 较上季度, 高于全国, 占全省. */
const GOVERNING = new Set(
  '较 比 与 同 按 按照 据 从 由 自 以 于 在 经 为 将 把 被 距 占 居 位居 列 位列 排 排名 分列 高于 低于 快于 慢于 高出 低出 领先 优于 好于 超 超过 给 向 除 通过 根据 围绕 随着 截至 涉及 涵盖 包括 完成 达 达到'.split(
    ' ',
  ),
)
/** Nouns the dictionary has as verbs too. */
const NOUNISH = new Set('出口 进口 进出口 投资 消费 存款 贷款 用电 授权 产出 收入 支出 储蓄 生产 制造 服务 物流'.split(' '))

/** Whose figure a number is: the name its clause or an earlier one of its sentence begins with, else what the paragraph spoke of (`carried`). */
export function subjectOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: Span,
  carried: string,
): Subject {
  const words = reading.words(sentence)
  const here = sentence.clauses.findIndex(part => part.start >= clause.start)
  const earlier = sentence.clauses.slice(Math.max(0, here - 4), Math.max(0, here)).reverse()
  let weak = NOBODY
  for (const part of [clause, ...earlier]) {
    const name = topicIn(reading, words, part, Math.min(part.end, quantity.start))
    if (name === '') continue
    if (!isMeasure(name) && !GENERIC.test(name)) return { name, isOwner: true }
    if (weak.name === '') weak = { name, isOwner: false }
  }
  return carried === '' ? weak : { name: carried, isOwner: true }
}

/** The name of what is measured, not of whom: 工业用电量, 外贸进出口总值. */
const isMeasure = (name: string): boolean =>
  /(?:值|额|量|率|收入|投资|消费|价格|规模|出口|进口|面积|人数|户数|占比|比重|指数|贷款|存款|余额|金额|效益|利润|用电|税收|产能|能力|资本|成本|房价|数量|位数|数)$/.test(
    name,
  )
/** What a report calls what it has named before. */
const GENERIC = /^(?:该|本|各)?(?:项目|企业|公司|集团|学校|中心|园区|单位|产品|工程|基金|平台|机构|产业)$/

const TOPIC = /^(?:ns|nt|nz|nr|j|eng|n)/
const PHRASE = /^(?:n|vn|j|eng|b|g|s|f|l)/
/** Nouns that say how something changes, when, or what kind of thing: no subject. */
const NO_TOPIC =
  /^(?:同比|环比|增速|增幅|降幅|涨幅|其中|数据|新建|改建|截至|目前|全年|此外|同时|总投资|面积|总面积|规模|概算|投资|实地|现场|计划|力争|技术|记者|通讯员|年度目标|去年同期|同期|上年同期|月均|日均|年均|人均|单个|全部|总分|首期|首批|当场|历史性|结果|时序|进度|方面|惠及|有效期|金额|合同|协议|预计|方案|情况|工作|下一步|本次|此次)|^[上下本]?(?:季度|半年|年|月)/
/** Words that end a name though the dictionary has them as nouns. */
const ENDS_PHRASE =
  /^(?:同比|环比|增长|上涨|下降|下跌|增加|减少|提高|提升|回落|上升|扩大|基本|持平|分别|约|达|为|较|比|突破|签约|落户|落地|负总责|现场|实地|合计|共计|总计|之中|左右)/
/** One character the dictionary cuts off a body's name: 市政务服务 + 办. */
const BODY_END = /^[办局委厅处院部所站港]$/

function topicIn(reading: Reading, words: readonly Word[], part: Clause, upTo: number): string {
  const text = reading.text.slice(part.start, upTo)
  if (SPEAKS.test(text)) return ''
  const recipient = RECIPIENT.exec(text)?.[1]
  if (recipient) return recipient
  const from = part.start + leadOf(text)
  const region = REGION.exec(text.slice(from - part.start))?.[0]
  if (region) return region
  const stretch = between(words, from, upTo)
  let isGoverned = false
  for (const [i, word] of stretch.entries()) {
    if (word.end > upTo) break
    if (word.text === '的') isGoverned = false
    else if (GOVERNING.has(word.text) || isVerb(word)) isGoverned = true
    else if (!isGoverned && canBeTopic(word)) {
      const name = phraseAt(reading, words, stretch.slice(i), { from, upTo })
      if (name.length >= 2 && !NO_TOPIC.test(name)) return name
    }
  }
  return ''
}

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
  lexeme.topic ??= text.length >= 2 && TOPIC.test(tag) && !NO_TOPIC.test(text)
  return lexeme.topic
}

function goesOnPhrase({ text, tag, lexeme }: Word): boolean {
  lexeme.phrase ??= PHRASE.test(tag) && !ENDS_PHRASE.test(text)
  return lexeme.phrase
}

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
    if (held) return held
  }
  let end = topic.end
  for (const word of rest) {
    if (word.end > upTo || end - topic.start > 24) break
    if (!goesOnPhrase(word) && !(BODY_END.test(word.text) && word.start === end)) break
    end = word.end
  }
  const start = leftEdge(words, from, topic.end)
  return trimmed(reading.text.slice(start < topic.end ? start : topic.start, end))
}

/** A subject free of what leads to it and of the name of what is measured of it: 飞地总面积 is of 飞地. */
function trimmed(phrase: string): string {
  return phrase
    .replace(/^(?:预计|预测|约定|累计|完成|实现|较|比|对|改造|推广|建设|新增|集聚|孵化|选派)(?=[^、]{2})/, '')
    .replace(/(?:同比|环比|增速|增幅|降幅|占比|比重)$/, '')
    .replace(/(?<=..)(?:原?计划|预计)?(?:总投资|总面积|建筑面积|占地面积|总建筑面积|占地|全长|总数|注册资本|总规模)$/, '')
    .replace(/(?<=公司|集团|局|委|院|园|区)(?:共同)?(?:投资建设|投资|建设|投入)$/, '')
}
