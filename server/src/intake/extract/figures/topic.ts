import { between, type Clause, type Reading } from '../reading.ts'
import { isDivisionName, type Word } from '../words.ts'
import { isMeasure } from './nouns.ts'
import { canBeTopic, isVerb, NO_TOPIC, phraseAt, trimmed } from './phrase.ts'

/** What a clause may begin with before it names anybody. */
const LEAD =
  /^(?:[”‘’（、]|20\d{2}(?=[\u4e00-\u9fff])(?!年)|其中|目前|截至目前|此外|同时|另外|据悉|据了解|近年来|今后|会上|期间|当天|本届|本次|累计|预计|预测|约定|计划|力争|确保|首批|(?:今年|去年|20\d{2}年)?(?:[\d一二三四五六七八九十]{1,2}(?:[—~-]\d{1,2})?(?:个月|月份?|季度)|前[\d一二三四五六七八九十]{1,2}个?月|前三季度|[上下]半年|全年)?(?:以来|末|底前?|当月|单月)?(?=[\u4e00-\u9fff“]))/

/** 冯亚军透露: whoever speaks owns no figure. */
const SPEAKS =
  /^[\u4e00-\u9fff·（）]{2,24}(?:建议|表示|说|透露|介绍|指出|强调|认为|坦言|提出|要求|解读时表示|告诉记者|坦言)$|(?:获悉|了解到|消息|数据显示|统计)$/

/** 全市, 我省: the place the report is about. */
const REGION = /^(?:[全我本][国省市区县州盟旗镇乡村]|全[\u4e00-\u9fff](?=地区))/

/** 对首次通过认定的高新技术企业，每家奖励: who is given something, the last noun of the phrase. */
const RECIPIENT =
  /^(?:并|同时|决定|明确|规定)?对(?:[^，]{0,40}的)?([\u4e00-\u9fffA-Za-z“”]{2,14}?)(?:$|(?=给予|予以|再|分阶段|分档|分级|奖|补|最高|每|一次性|实行|实施|进行|按))/

/** What governs the noun behind it, so that this is no subject: 较上季度, 高于全国, 占全省. */
const GOVERNING = new Set(
  '较 比 与 同 对 按 按照 据 从 由 自 以 于 在 经 为 将 把 被 距 占 居 位居 列 位列 排 排名 分列 高于 低于 快于 慢于 高出 低出 领先 优于 好于 超 超过 给 向 除 通过 根据 围绕 随着 截至 涉及 涵盖 包括 完成 达 达到'.split(
    ' ',
  ),
)

/** People are told of by their posts; what is counted behind them is not of their post. */
const POST =
  /(?:[省市县区镇乡村院校局厅处科所会部站团董事秘]长|书记|主任|主席|总裁|经理|创始人|负责人|委员|工程师|主委|先生|女士|教授|博士)$/

/** An office, a firm, an institute or a team, by how its name ends. */
const BODY =
  /^(?:(?:市|省|区|县|[\u4e00-\u9fff]{2,3}[市区县])[\u4e00-\u9fff]{1,9}?(?:局(?![面长限])|委(?![员书副常托])|办(?![公理法])|厅(?!长))(?=[\u4e00-\u9fff])|[^，。；：、的了在与和由将对把\d]{2,28}?(?:有限公司|集团|研究院|大学|学院|医院|银行|开发区|管委会|产业园)|(?:[省市区县]?第\d{1,3}批)?[^，。；：、的了在与和由将对把\d]{2,20}?(?:团|队|组)(?=共|已|先后|累计|将|目前))/

/** How a measure moved or how high it stands, between its name and the number. */
const MOVED =
  /(?:同比|环比|累计|比上年|较上年|增长|上涨|下降|下跌|减少|增加|提高|提升|上升|回落|扩大|收窄|降低|达到?|为|是|约|超过?|突破|首次|为期|历时|只有|仅|则|也|已|均|有望|完成|实现|保持|升至|降至|增至|由|控制在)+$/

/** Who has figures, by how the name ends: 市区, 徐洪河航道整治工程. */
const OWNER =
  /(?:[省市县区镇乡村街道国州港湾岛河湖山]|公司|集团|企业|财政|政府|项目|工程|大桥|基地|中心|园|院|校|局|委|办|行|厂|站|馆|银行|机构|大学|地|组|团|队|会|赛|泊位|号线|[一二三四五]期)$/

/** What a place named bare does: 常熟新增…, 常熟对首次入库的企业…. */
const ACTS =
  /^(?:新增|新设|新建|新签|实现|完成|将|已|对|共|累计|拥有|今年|目前|全年|现有|连续|获|有|入选|上榜|规上|力争)/

/** A name a clause begins with, and whether the number stands right behind it; an empty name for none. */
type Topic = { readonly name: string; readonly isNext: boolean }

const NO_NAME: Topic = { name: '', isNext: false }

/** The name a clause begins with, and whether the number stands right behind it, which then counts what it names. */
export function topicIn(reading: Reading, words: readonly Word[], part: Clause, isEarlier: boolean): Topic {
  const upTo = part.end
  const text = reading.text.slice(part.start, upTo)
  if (SPEAKS.test(text) || /(?:方面|来看|角度|领域)$/.test(text)) return NO_NAME
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
    if (word.start > from && /\d/.test(reading.text[word.start - 1] ?? '')) continue
    if (word.text === '的') isGoverned = false
    else if (GOVERNING.has(word.text) || isVerb(word)) isGoverned = true
    else if (!isGoverned && canBeTopic(word)) {
      const phrase = phraseAt(reading, words, stretch.slice(i), { from, upTo })
      const end = part.start + text.indexOf(phrase) + phrase.length
      const rest = text.slice(end - part.start)
      const topic = topicOf(phrase, rest, {
        word,
        isCounted:
          !/^[”》]/.test(rest) && (!isEarlier || /\d/.test(rest)) && isCountedWith(rest, stretch.slice(i), end),
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
  if (NO_TOPIC.test(whole)) return { name: whole, isNext: false }
  // 云川居民消费价格指数 is of 云川, 涟水机场旅客吞吐量 of 涟水机场
  if (word.tag === 'ns' && isMeasure(whole) && whole.startsWith(word.text))
    return { name: FACILITY.exec(whole)?.[0] ?? word.text, isNext: false }
  // 宁淮铁路淮安段 + 累计完成投资: the name was cut free of what is measured
  if (phrase !== whole && phrase.startsWith(whole)) return { name: whole, isNext: false }
  const measured = `${phrase}${runOn(rest)}`
  if (isCounted && !OWNER.test(whole) && word.tag !== 'ns' && measured.length - whole.length <= 14)
    return { name: measured, isNext: true }
  return {
    name: whole,
    isNext:
      !(word.tag === 'ns' && /[省市县区镇乡村]$/.test(whole)) &&
      phrase.endsWith(whole) &&
      runOn(rest) === '' &&
      /^[”》]?(?:达|共|约|近|超|为|已|有|仅|各|总数|数|则|也|由|累|\d|$)/.test(rest),
  }
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
  if (run === '' || /[，、的]|^(?:累计|完成|实现|投入(?!强度|产出|占比|力度)|[了过着每从])/.test(run)) return false
  return stretch.every(
    (word, i) =>
      word.start < end ||
      word.start >= end + run.length ||
      MOVED.test(word.text) ||
      // 联运量, 登记率: a verb with a measure behind it is a noun
      /^[量率额值数面度比]/.test(stretch[i + 1]?.text ?? '') ||
      word.text === '占' ||
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
