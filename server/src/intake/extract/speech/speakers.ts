import type { Modality } from '#contract/extraction.ts'
import { canBeName } from '../lexicon/surnames.ts'
import { clauseAt, type Reading, type Sentence } from '../reading.ts'
import { search, searchFor } from '../scan.ts'

/** Who speaks in a stretch of an article, and how they bind those spoken to. Offsets are in the article's text. */
export type Speech = {
  start: number
  end: number
  speaker: string | null
  modality: Modality
  verb: string
}

const VERB = searchFor(
  '(要求|责成|希望|叮嘱|嘱咐|期待|期望|勉励|寄语|建议(?!办理|逐|落实|采纳|答复|案|转化|清单)|呼吁)(?![，。；、的和与是”》]|[者书函]|还|也|之)|(?:指出|强调|要求|叮嘱|嘱咐|部署|表示|表态|希望|期待|期望|勉励|寄语|建议|呼吁|坦言|认为|介绍|透露|回应|答复|说)(?=称?[，：]|要|各|全|双方|大家|我|在|将|市|广大|相关|有关|“|会议|通过|进一步|持续|突出|深入|当前|把|以|坚持|加快|企业|与会|对|下一步|必须|严)|(?<=会议|会上)(?:决定|明确|议定|确定)(?=，)',
  '决明议确责指强要叮嘱部表希期勉寄建呼坦认介透回答说',
)
const MODALITY: Readonly<Record<string, Modality>> = {
  指出: 'instruction',
  强调: 'instruction',
  要求: 'instruction',
  责成: 'instruction',
  决定: 'resolution',
  明确: 'resolution',
  议定: 'resolution',
  确定: 'resolution',
  叮嘱: 'instruction',
  嘱咐: 'instruction',
  部署: 'instruction',
  说: 'instruction',
  勉励: 'request',
  寄语: 'request',
  希望: 'request',
  期待: 'request',
  期望: 'request',
  建议: 'request',
  呼吁: 'request',
  表示: 'commitment',
  表态: 'commitment',
  回应: 'commitment',
  答复: 'commitment',
  坦言: 'statement',
  认为: 'statement',
  介绍: 'statement',
  透露: 'statement',
}
/** Before 要求 these make it a noun: 按照中央要求, 更高标准要求. */
const DEMAND =
  /(?:[的”》]|按照|根据|重大|工作|部署|决策|有关|相关|上级|中央|省委|精神|领题|学习|发展|标准|质量|改革|建设|规范|条件|任务|技术|管理|总|新|高|目标|战略|政治|时代|符合|达到|满足|落实|合规|合同)$/
/** 对照会议要求: a demand that is obeyed. */
const OBEYED = /(?:对照|按照|根据|落实|贯彻|遵照|依照|围绕|结合|符合|达到|满足)[\u4e00-\u9fff“”]{0,10}$/
/** 把委员建议逐条梳理, 听取意见建议: advice that was given. */
const ADVICE =
  /(?:(?:意见|提案|合理化|规章|政策|采纳|征集|建言|督办|重点|相关|有关|这些|各项|条|的)|(?:把|将|就|对|听取|梳理|吸纳|吸收|办理|采纳|转化|落实|汇总|收集)[\u4e00-\u9fff]{0,10})$/
const MEETING = /(会议|例会|全会|座谈会|推进会|对接会|大会|动员会|部署会|会上|论坛)/

/** 市财政局副局长陆海答复, 书记马俊当场表态: a name that is a word too, behind a post. */
const AFTER_POST =
  /(?:[局处科院校部市区县镇乡秘社]长|书记|主任|主席|总裁|经理|教授|院士|工程师)([\u4e00-\u9fff]{2,3}?)(?:当场|现场|随即|随后|就此|对此|明确)?$/

/** The stretches in which somebody speaks, in order: from the verb of saying to the next one or to where the paragraph falls silent. */
export function findSpeeches(reading: Reading, names: ReadonlySet<string>): Speech[] {
  const { text } = reading
  const speeches: Speech[] = []
  let lastPerson: string | null = null
  let speaker: string | null = null
  let silence = 0
  for (const match of search(VERB, text)) {
    const verb = match[0]
    const sentence = reading.sentenceAt(match.index)
    // 会议的要求, 按照省委要求 and the like name a demand, they voice none
    const before = text.slice(Math.max(sentence.start, match.index - 30), match.index)
    if (verb === '要求' && (DEMAND.test(before) || OBEYED.test(before))) continue
    if (verb === '建议' && ADVICE.test(before)) continue
    if (verb === '说' || verb === '介绍' || verb === '透露' || verb === '部署') {
      if (!/[，：]/.test(text[match.index + verb.length] ?? '')) continue
    }
    const found = speakerBefore(reading, sentence, match.index, names, lastPerson ?? speaker)
    if (found && names.has(found)) lastPerson = found
    speaker = found ?? speaker
    const previous = speeches.at(-1)
    if (previous && previous.end > match.index) previous.end = match.index
    if (match.index >= silence) silence = paragraphEnd(text, match.index)
    speeches.push({
      start: match.index + verb.length,
      end: silence,
      speaker,
      modality: MODALITY[verb] ?? 'statement',
      verb,
    })
  }
  return speeches
}

/** A speech goes on through paragraphs that begin with 要, as leaders' speeches are printed. */
function paragraphEnd(text: string, from: number): number {
  let end = text.indexOf('\n', from)
  while (end >= 0 && /^(?:要|一要|二要|三要|第[一二三]，要)/.test(text.slice(end + 1, end + 6)))
    end = text.indexOf('\n', end + 1)
  return end < 0 ? text.length : end
}

function speakerBefore(
  reading: Reading,
  sentence: Sentence,
  at: number,
  names: ReadonlySet<string>,
  last: string | null,
): string | null {
  const clauseStart = clauseAt(sentence, at).start
  const clause = reading.text.slice(Math.max(clauseStart, sentence.start), at)
  const named = latestName(clause, names)
  if (named) return named
  if (/^(?:他|她)/.test(clause)) {
    // whom the sentence before is about, not whom it mentions besides: 甲与企业负责人乙交流。他说
    const before = reading.sentences[Math.max(0, sentence.index - 1)] ?? sentence
    return firstName(reading.text.slice(Math.max(before.start, at - 400), at), names) ?? last
  }
  if (/^(?:双方|大家|与会人员|与会代表|企业家们|代表们|嘉宾们)/.test(clause))
    return /^(?:双方|大家|与会人员|与会代表|企业家们|代表们|嘉宾们)/.exec(clause)?.[0] ?? null
  // a name that was told of in no other way: 姜任俊表示
  if (/^[\u4e00-\u9fff]{2}[^会局委部门办者央府协院组方们]$/.test(clause) && canBeName(clause)) return clause
  const afterPost = AFTER_POST.exec(clause)?.[1]
  if (afterPost && canBeName(afterPost)) return afterPost
  const meeting = MEETING.exec(clause)
  if (meeting)
    return meeting[1] === '会上'
      ? '会议'
      : /^(?:会议|[^，]{0,4}会议)$/.test(clause)
        ? '会议'
        : (meeting[1] ?? '会议').replace(/^.*$/, word => (word.length <= 3 ? '会议' : word))
  if (
    clause.length >= 2 &&
    clause.length <= 12 &&
    /(?:负责人|相关人士|业内人士|专家|代表|委员|群众|市民|网友|企业|局|委|办|部|中心|公司|集团|委会|协会|商会|指挥部|专班|领导小组|[导查研]组|支队|总队|院|厅|政府|海关|大学|通报|通知|公告|倡议书|意见|方案)$/.test(
      clause,
    )
  )
    return clause
  // nobody in the clause: whom the sentence is about, else who spoke before
  return (
    latestName(reading.text.slice(Math.max(sentence.start, at - 300), at), names) ??
    (MEETING.test(reading.text.slice(sentence.start, at)) ? '会议' : last)
  )
}

/** The first characters of names, so that only there a name is looked for. */
const headsOf = (names: ReadonlySet<string>) => new Set([...names].map(name => name.charCodeAt(0)))

/** The known name that stands first in a short stretch of text. */
function firstName(text: string, names: ReadonlySet<string>): string | null {
  const heads = headsOf(names)
  for (let at = 0; at + 1 < text.length; at++) {
    if (!heads.has(text.charCodeAt(at))) continue
    for (let length = Math.min(8, text.length - at); length >= 2; length--) {
      const name = text.slice(at, at + length)
      if (names.has(name)) return name
    }
  }
  return null
}

/** The known name that stands last in a short stretch of text. */
function latestName(text: string, names: ReadonlySet<string>): string | null {
  if (names.size === 0) return null
  const heads = headsOf(names)
  for (let at = text.length - 2; at >= 0; at--) {
    if (!heads.has(text.charCodeAt(at))) continue
    for (let length = Math.min(8, text.length - at); length >= 2; length--) {
      const name = text.slice(at, at + length)
      if (names.has(name)) return name
    }
  }
  return null
}
