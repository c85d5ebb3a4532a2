import { leftEdge } from '../organisations/edges.ts'
import type { Reading } from '../reading.ts'
import type { Word } from '../words.ts'

/** Nouns the dictionary has as verbs too. */
const NOUNISH = new Set(
  '出口 进口 进出口 投资 消费 存款 贷款 用电 授权 产出 收入 支出 支配 就业 使用 开发 采购 利用 营业 营收 增加 投入 登记 储蓄 生产 制造 服务 物流'.split(
    ' ',
  ),
)

/** Whether a word is a verb here: nouns the dictionary has as verbs are none. */
export const isVerb = ({ text, tag }: Word): boolean => /^v(?!n)/.test(tag) && !NOUNISH.has(text)

const TOPIC = /^(?:ns|nt|nz|nr|j|eng|n)/

const PHRASE = /^(?:n|vn|j|eng|b|g|s|f|l)/

/** Nouns that say how something changes, when, or what kind of thing: no subject. */
export const NO_TOPIC =
  /^(?:同比|环比|增速|增幅|降幅|涨幅|其中|数据|新建|改建|截至|目前|全年|此外|同时|总投资|面积|总面积|规模|概算|投资|实地|现场|计划|力争|技术|记者|通讯员|年度目标|去年同期|同期|上年同期|月均|日均|年均|人均|单个|全部|总分|首期|首批|当场|历史性|结果|时序|进度|方面|惠及|有效期|金额|合同|协议|预计|方案|情况|工作|下一步|本次|此次|时间里|单月|当月|每人|每名|每家|会议|活动|座谈会|文件|成员|人员|现金|贡献|板块|名单|通报|听取|审议|户均|亩均|单日|前者|后者|三者|两者|上述|同口径)$|^[上下本]?(?:季度|半年|年|月)|^(?:同比|环比)/

/** Words that end a name though the dictionary has them as nouns. */
const ENDS_PHRASE =
  /^(?:同比|环比|增长|上涨|下降|下跌|增加|减少|提高|提升|回落|上升|扩大|基本|持平|分别|约|达|为|较|比|突破|签约|落户|落地|印发|发布|出台|密集|林立|为期|通报|听取|审议|负总责|现场|实地|合计|共计|总计|之中|左右)/

/** Whether a word may begin the name of a subject. */
export function canBeTopic({ text, tag, lexeme }: Word): boolean {
  lexeme.topic ??= text.length >= 2 && (TOPIC.test(tag) || /^[国省市县区镇村]级$/.test(text)) && !NO_TOPIC.test(text)
  return lexeme.topic
}

function goesOnPhrase({ text, tag, lexeme }: Word): boolean {
  lexeme.phrase ??= (PHRASE.test(tag) || /^[新高老大小]$/.test(text)) && !ENDS_PHRASE.test(text)
  return lexeme.phrase
}

/** Single characters that govern or join, and so end a name. */
const JOINS = /^[在与和及由的了为有是将被把对从到向已又也都等以按据较比占居列达新增升降共年月日创]$/

/** The whole noun phrase that a topic begins: as far left as a name may reach, as far right as nouns go; within quotation marks, what they hold. */
export function phraseAt(
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
  // 营收 is cut into 营 + 收
  if (reading.text.slice(end - 1, end + 1) === '营收') end++
  const start = leftEdge(words, from, topic.end)
  const isWhole = start < topic.start && !/\d/.test(reading.text.slice(start, topic.start))
  return reading.text.slice(isWhole ? start : topic.start, end)
}

/** What is done in a project stands in its name, though it is a verb. */
const BUILT =
  /^(?:扩建|新建|改造|建设|研发|生产|制造|升级|综合利用|提升|修复|整治|治理|开发|一体化|加工|检测|示范|及|产业化|转化|推广|应用){1,4}(?:项目|工程|基地|中心)|^[及和][\u4e00-\u9fff]{1,6}类|^\d{1,4}(?:号线?|国道|省道)(?:泊位|楼|机组|桥|线|工程|标段)?(?:[一二三四五]期)?|^[\u4e00-\u9fff]{1,6}?(?:会|展|赛|论坛)(?=在|上|举行|召开|开幕)/

/** A subject free of what leads to it and of the name of what is measured of it: 飞地总面积 is of 飞地. */
export function trimmed(phrase: string): string {
  return phrase
    .replace(/(?<=..)(?:监测|检测|日均|月均|年均|累计[\u4e00-\u9fff]*)$/, '')
    .replace(/^(?:预计|预测|约定|累计|完成|实现|较|比|对|改造|推广|建设|新增|集聚|孵化|选派)(?=[^、]{2})/, '')
    .replace(/(?:同比|环比|增速|增幅|降幅|占比|比重|上涨|下降|增长|持平|环比持平|计划|预计|力争)+$/, '')
    .replace(/(?<=项目|工程|基金)(?!公司|办|部|中心|组|团队|管理)[\u4e00-\u9fff]{2,6}$/, '')
    .replace(
      /(?<=..)(?:原?计划|预计)?(?:总投资|总面积|建筑面积|占地面积|总建筑面积|占地|全长|总数|注册资本|总规模)$/,
      '',
    )
    .replace(/(?<=公司|集团|局|委|院|园|区)(?:共同)?(?:投资建设|投资|建设|投入)$/, '')
}
