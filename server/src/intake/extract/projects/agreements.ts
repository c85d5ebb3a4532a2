import type { FactOf } from '#contract/extraction.ts'
import { dateTextFor } from '../events/context.ts'
import { leftEdge } from '../organisations/edges.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { clauseAt, type Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'

type Agreement = FactOf<'agreement'>
type Draft = Agreement & { at: number }

const PAPER = '(?:协议书?|备忘录|合同|意向书|契约|公约|宣言|倡议|合约|(?:合作|采购|投资|融资|购销)意向|合作关系|协定)'
/** A verb of signing and, right behind it, the paper that is signed. Anchored on the verb, so that a page of verbs stays linear. */
const SIGNED = new RegExp(
  `(?:签署|签订|续签|签下|缔结|达成|签约)了?(《[^》\\n]{2,40}${PAPER}[^》\\n]{0,6}》|(?:“[^”\\n]{1,20}”)?[^，。；：\\n“”《》]{0,24}?${PAPER}|(?<=达成了?)[^，。；：\\n“”《》]{0,8}合作(?=[，。；\\n]))`,
  'g',
)
const MANNER = /(?:在[\u4e00-\u9fff]{2,8})?(?:现场|正式|成功|集中|分别|共同|联合|当场|举行)*$/

/** The agreements signed, each once by its parties, from the passage that says most. A meeting, a talk or a plan to sign is none. */
export function agreementFacts(reading: Reading): Agreement[] {
  const drafts = signings(reading)
  const kept: Draft[] = []
  for (const draft of drafts) {
    const twin = kept.findLastIndex((known, i) => i >= kept.length - 40 && sameParties(known.parties, draft.parties))
    const before = kept[twin]
    if (!before) kept.push(draft)
    else if (fullness(draft) > fullness(before)) kept[twin] = draft
  }
  return kept.sort((a, b) => a.at - b.at).map(({ at: _, ...agreement }) => agreement)
}

const fullness = (draft: Draft) => draft.parties.join('').length + (draft.subject === draft.form ? 0 : 20)

function sameParties(a: readonly string[], b: readonly string[]): boolean {
  return a.some(x => b.some(y => x === y || (Math.min(x.length, y.length) >= 3 && (x.includes(y) || y.includes(x)))))
}

/** 与某区政府签署合作框架协议; 甲、乙、丙主要负责人签署三方合作协议. */
function signings(reading: Reading): Draft[] {
  const drafts: Draft[] = [...ceremonies(reading)]
  for (const match of allMatches(SIGNED, reading.text)) {
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const from = Math.max(clause.start, match.index - 90)
    const phrase = reading.text.slice(from, match.index).replace(MANNER, '')
    if (planned(reading.text.slice(from, match.index))) continue
    const end = match.index + match[0].length
    const form = match[1] ?? '协议'
    // 与 parts the two sides; 和 does where no list stands before it
    const mark = /与|(?<![、，])同/.exec(phrase) ?? (phrase.includes('、') ? null : /和/.exec(phrase))
    if (mark && phrase.length - mark.index >= 3) {
      const at = from + mark.index
      const others = namesIn(reading, at + 1, from + phrase.length)
      const subjects = subjectsBefore(reading, clause.start, at)
      if (others.length > 0) {
        const from = subjects.length > 1 ? Math.max(clause.start, at - 100) : at
        drafts.push(draftOf(reading, from, end, [...subjects, ...others], form))
      }
      continue
    }
    const body = phrase.replace(SPOKESMEN, '')
    const parties = BOTH.test(body) ? hostsOf(reading) : namesIn(reading, from, from + body.length)
    // 三地市场监管局签订…: one name for several
    if (parties.length >= 2 || /^[两三四五六七八九](?:地|市|省|区|县|国)/.test(parties[0] ?? ''))
      drafts.push(draftOf(reading, from, end, spelledOut(reading, parties), form))
  }
  return drafts
}

const COUNTS = '两三四五六七八九'
const LISTED = /((?:[\u4e00-\u9fff]{2,5}[、和])+[\u4e00-\u9fff]{2,5})([两三四五六七八九])([地市省区县国])/g

/** 三市政府, where the article says which three they are (宜宾、泸州、昭通三市): those. */
function spelledOut(reading: Reading, parties: string[]): string[] {
  const [, count, kind] = /^([两三四五六七八九])([地市省区县国])/.exec(parties[0] ?? '') ?? []
  if (parties.length !== 1 || !count || !kind) return parties
  const listed = allMatches(LISTED, reading.text.slice(0, 3000)).find(match => match[2] === count && match[3] === kind)
  const names = listed?.[1]?.split(/[、和]/) ?? []
  return names.length === COUNTS.indexOf(count) + 2 ? names : parties
}

/** Two bodies that hold a signing, with no paper named: 某示范区与某公司举行项目签约仪式, 某局与某大学签约. */
const CEREMONY =
  /(?:(?:举行|举办)[^，。；：\n、]{0,16}?签约(?:仪式|活动)?|(?:正式|成功|现场)?签约)(?=[，。；\n]|共建|合作共建|(?:“[^”\n]{1,12}”)?[^，。；：\n“”]{2,30}?(?:项目|基地|中心|工程|产业园)[，。；])/g

/** A body, or a place that signs for itself: 四会市与某集团签约. */
const isSide = (name: string): boolean =>
  kindEndingAt(name, 0, name.length)?.body === true || /^[\u4e00-\u9fff]{1,8}[省市区县旗州镇]$/.test(name)

function ceremonies(reading: Reading): Draft[] {
  const drafts: Draft[] = []
  for (const match of allMatches(CEREMONY, reading.text)) {
    const clause = clauseAt(reading.sentenceAt(match.index), match.index)
    const from = Math.max(clause.start, match.index - 90)
    const phrase = reading.text.slice(from, match.index)
    const mark = /[与同]/.exec(phrase)
    if (!mark || planned(phrase)) continue
    const at = from + mark.index
    const others = namesIn(reading, at + 1, match.index)
    const subjects = subjectsBefore(reading, from, at)
    const all = [...subjects, ...others]
    if (subjects.length === 0 || others.length === 0 || !all.every(isSide)) continue
    const start = Math.max(from, reading.text.indexOf(subjects[0] ?? '', from))
    drafts.push(draftOf(reading, start, match.index + match[0].length, all, '签约'))
  }
  return drafts
}

/** 双方签订…: who they are is said where the article begins. */
const BOTH = /(?:^|，)(?:会上|现场|随后|活动上|仪式上)?(?:双方|校地双方|市校双方|两地|校企双方)(?:还|并|将)?$/

/** 市政府与某大学举行…: the two bodies an article begins with, none where it begins otherwise. */
function hostsOf(reading: Reading): string[] {
  const lead =
    /(?:^|[，。\n])([^，。；\n]{2,24}?)[与和]([^，。；\n]{2,24}?)(?:举行|举办|开展|召开|签署|签订|签约|共建|深化)/.exec(
      reading.text.slice(0, 200),
    )
  if (!lead) return []
  const from = lead.index + lead[0].indexOf(lead[1] ?? '')
  const names = namesIn(reading, from, from + (lead[1] ?? '').length + 1 + (lead[2] ?? '').length)
  return names.length === 2 && names.every(name => kindEndingAt(name, 0, name.length)?.body) ? names : []
}

const SPOKESMEN =
  /(?<=..)[三四五六七]方$|(?:的)?(?:主要|有关|相关|分管|[两双三四五六七八]方)?(?:负责人|负责同志|代表|领导)(?:们|分别)?$/

/** Who signs with the others: the name right before 与 or the list of them, without those who sign in their name. */
function subjectsBefore(reading: Reading, from: number, at: number): string[] {
  const phrase = reading.text
    .slice(from, at)
    .replace(/(?:分别|共同|联合|还|也|又|再次|先后)+$/, '')
    .replace(SPOKESMEN, '')
  const to = from + phrase.length
  const list = /[^，。；：\n“”]*$/.exec(phrase)?.[0] ?? ''
  const listed = list.includes('、') ? namesIn(reading, to - list.length, to) : []
  if (listed.length > 1 && listed.some(name => kindEndingAt(name, 0, name.length)?.body)) return listed
  const start = leftEdge(reading.words(reading.sentenceAt(from)), from, to)
  const subject = reading.text.slice(start, to)
  return subject.length >= 2 && subject.length <= 30 && !/^(?:一行|并|还|市长|书记)/.test(subject) ? [subject] : []
}

const planned = (text: string) =>
  /(?:将|拟|计划|即将|准备|推动|有望|力争|尚未|未|曾|此前|争取)[^，]{0,6}$/.test(
    text.replace(/(?:签署|签订|签约|达成|签下)了?$/, ''),
  ) || /(?:将|拟|即将|尚未)(?:与|同|和|签)/.test(text)

/** The names in a list parted by 、和 and 与, each cut free of what leads to it. */
function namesIn(reading: Reading, from: number, to: number): string[] {
  const names: string[] = []
  let at = from
  for (const item of reading.text.slice(from, to).split(/(?<=.)(?:、|和|与|及)/)) {
    const start = reading.text.indexOf(item, at)
    const end =
      start + item.replace(/等(?:[\d一二三四五六七八九十]*(?:家|个|所|对)?(?:单位|企业|机构|高校|部门)?)?$/, '').length
    // between two marks of a list stands a whole name
    const isWhole = start > from && end - start <= 24 && kindEndingAt(reading.text, start, end)?.body
    const edge = isWhole
      ? start + (/^(?:以及|和|与|及|、)/.exec(item)?.[0].length ?? 0)
      : partyEdge(reading, start, end)
    const name = reading.text.slice(edge, end)
    if (
      name.length >= 2 &&
      name.length <= 40 &&
      !/^(?:双方|三方|各方|现场|会上|部分|相关|高校|院所|高校院所|科研院所|企业|单位|机构|银行|客商|投资方|[\d一二三四五六七八九十几多]+(?:家|所|个)[\u4e00-\u9fff]{2,6})$/.test(
        name,
      )
    )
      names.push(name)
    at = start + item.length
  }
  return names
}

/** Where the name of a party begins: 第七〇四研究所 and 甲暨乙中心 are one name each. */
function partyEdge(reading: Reading, start: number, end: number): number {
  const words = reading.words(reading.sentenceAt(start))
  let edge = leftEdge(words, start, end)
  for (let guard = 0; guard < 2 && edge - 1 > start && /[〇暨]/.test(reading.text[edge - 1] ?? ''); guard++)
    edge = Math.min(edge - 1, leftEdge(words, start, edge - 1))
  return edge
}

function draftOf(reading: Reading, start: number, end: number, parties: string[], form: string): Draft {
  const sentence = reading.sentenceAt(start)
  const rest = reading.text.slice(end, Math.min(reading.text.length, sentence.end))
  const fields =
    /(?:在|围绕|就|聚焦)([^，。；]{4,60}?(?:领域|方面)[^，。；]{0,20})/.exec(rest)?.[0] ??
    /共建[^，。；\n“”]{3,40}/.exec(/^[^；\n]*/.exec(reading.text.slice(end, end + 160))?.[0] ?? '')?.[0]
  const evidenceEnd = Math.min(end, start + 110)
  return {
    kind: 'agreement',
    parties,
    subject: fields ?? form,
    form,
    dateText: dateTextFor(reading, sentence, start),
    evidence: reading.evidence(start, evidenceEnd),
    confidence: parties.length >= 2 ? 0.88 : 0.78,
    at: start,
  }
}
