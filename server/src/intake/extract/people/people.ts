import type { FactOf } from '#contract/extraction.ts'
import { joinedRuns, leftEdge, nameRuns } from '../organisations/edges.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import type { Reading, Sentence } from '../reading.ts'
import { search } from '../scan.ts'
import { tagOf } from '../words.ts'
import { follows, type NameMatch, nameAt } from './names.ts'
import { endsInPost, isCorporate, isLoose, isPurePost, POST_ENDS, postStart } from './posts.ts'

/** A person as a report names them: the posts before the name, the organisation before the posts, where it stands. */
export type PersonMention = {
  name: string
  post: string
  organisation: string | null
  /** where the organisation is printed; `start` where it has none */
  organisationStart: number
  start: number
  nameStart: number
  end: number
  /** where the list of names under the same posts ends */
  listEnd: number
  strength: number
}

/** Every person of an article who is named with a post, in order of the text; the same person may come more than once. */
export function findPeople(reading: Reading, known: ReadonlySet<string>): PersonMention[] {
  const { text } = reading
  const memory = new Map([...known].map(name => [name, name] as const))
  const found: PersonMention[] = []
  let done = 0
  for (const match of search(POST_ENDS, text)) {
    const end = match.index + match[0].length
    if (end < done) continue
    const from = text[end] === ' ' ? end + 1 : end
    const first = nameAt(text, from, memory) ?? rareSurname(text, from)
    // 副会长和会长 joins posts, not a person of that name
    if (!first || authorOnly(text, first) || isPurePost(first.name.slice(1)) || withinWord(reading, end, first))
      continue
    const chain = chainBefore(reading, end, done)
    if (!chain) continue
    const names = [{ ...first, start: from }, ...listAfter(text, first.end, memory, isLoose(chain.post))]
    const inherited = chain.organisation === null ? inheritedOrganisation(found.at(-1), reading, chain) : null
    for (const name of names) {
      found.push({
        name: name.name,
        post: chain.post,
        organisation: chain.organisation ?? inherited?.organisation ?? null,
        organisationStart: inherited?.organisationStart ?? chain.organisationStart,
        start: chain.start,
        nameStart: name.start,
        end: name.end,
        listEnd: names.at(-1)?.end ?? name.end,
        strength: chain.strength,
      })
    }
    done = names.at(-1)?.end ?? end
    done += TITLE.exec(text.slice(done, done + 3))?.[0].length ?? 0
  }
  return found
}

/** 市长江保护办公室: the office is of the river, not a person 江保; 市长江小荣参加 is one. */
function withinWord(reading: Reading, end: number, name: NameMatch): boolean {
  if (!/^[省市区县]长江/.test(reading.text.slice(end - 2, end + 1))) return false
  if (follows(reading.text, name.end) >= 3 && !/[局委办会处所口]$/.test(name.name)) return false
  return reading.words(reading.sentenceAt(end - 1)).some(word => word.start === end - 1)
}

/** Named only for a thought or a speech (习近平总书记重要讲话精神): no person of the report. */
function authorOnly(text: string, name: NameMatch): boolean {
  return /^(?:总书记|同志)?(?:关于|新时代|重要讲话|重要指示|重要论述|经济思想|法治思想|文化思想|强军思想|外交思想|生态文明思想)/.test(
    text.slice(name.end, name.end + 12),
  )
}

type Chain = {
  post: string
  organisation: string | null
  organisationStart: number
  start: number
  strength: number
}

/** The posts that end at an offset, read leftwards through 、 until something that is no post, or to `done`, where the person before ends. */
function chainBefore(reading: Reading, end: number, done: number): Chain | null {
  const { text } = reading
  const sentence = reading.sentenceAt(end - 1)
  const floor = Math.max(sentence.start, end - 160, done)
  let pieceEnd = end
  let start = end
  let organisation: string | null = null
  let organisationStart = end
  for (let guard = 0; guard < 8; guard++) {
    let pieceStart = pieceFloor(text, floor, pieceEnd)
    // 张某及某市委书记: the person before ends here
    if (pieceStart === done && /[及和与暨]/.test(text.charAt(done))) pieceStart++
    const piece = text.slice(pieceStart, pieceEnd)
    if (!endsInPost(piece)) break
    if (isPurePost(piece)) start = pieceStart
    else {
      const within = postStart(piece)
      const head = postLead(reading, sentence, pieceStart, pieceStart + within)
      start = head.start
      if (head.organisation !== null) {
        organisation = head.organisation
        organisationStart = head.start
      }
    }
    if (start !== pieceStart && organisation === null) break
    const before = text[pieceStart - 1]
    if (start > pieceStart || pieceStart - 1 <= floor) break
    // 某市委常委、副市长，某园区党工委书记沈某: a post right before a comma has no name of its own and goes on
    const goesOn = before === '，' && !isLoose(piece) && endsInFirmPost(text.slice(floor, pieceStart - 1))
    if (before !== '、' && before !== ' ' && before !== '兼' && !goesOn) break
    pieceEnd = pieceStart - 1
    if (isLoose(text.slice(Math.max(floor, pieceEnd - 4), pieceEnd))) break
  }
  if (start >= end) return null
  const whole = text.slice(start, end)
  const bare =
    organisation && whole.startsWith(organisation) && !isGovernmental(organisation)
      ? whole.slice(organisation.length)
      : whole
  if (bare === '' || bare.length > 60) return null
  return {
    post: bare,
    organisation,
    organisationStart: organisation === null ? start : organisationStart,
    start,
    strength: isLoose(bare) ? 0.82 : 0.95,
  }
}

/** Whether a stretch ends in a post that is more than a description (代表、负责人). */
function endsInFirmPost(before: string): boolean {
  const piece = /[^、，。；：！？“”《》\n ]*$/.exec(before)?.[0] ?? ''
  // 担任领导小组组长，: said of somebody before
  if (/担任|兼任|出任|当选|任命|聘[请任为]|推选/.test(piece)) return false
  return endsInPost(piece) && !isLoose(piece)
}

/** A government body stays part of the printed post (市科技局局长, 市委副书记); a firm stands beside it. */
function isGovernmental(organisation: string): boolean {
  return /(?:局|委|办|[究查察研]室|厅|部|署|政府|法院|检察院|人大|政协|街道|镇|乡|村|社区|委员会)$/.test(organisation)
}

/** Where the piece that ends here begins: after a separator, but 、 inside brackets does not count. */
function pieceFloor(text: string, floor: number, end: number): number {
  let depth = 0
  for (let i = end - 1; i >= floor; i--) {
    const c = text[i] ?? ''
    if (c === '）') depth++
    else if (c === '（') {
      if (depth === 0) return i + 1
      depth--
    } else if (depth === 0 && (/[、，。；：！？“”《》\n ]/.test(c) || joinsPosts(text, i))) return i + 1
  }
  return floor
}

/** 党组书记兼局长: 兼 between two posts; 兼职 and 兼任 are words of their own. */
function joinsPosts(text: string, at: number): boolean {
  return (
    text[at] === '兼' && !/[职任并顾具容]/.test(text.charAt(at + 1)) && endsInPost(text.slice(Math.max(0, at - 8), at))
  )
}

/** What stands before the post in its piece: the name of an organisation or place, cut free of the words that lead to it. */
export function postLead(
  reading: Reading,
  sentence: Sentence,
  from: number,
  to: number,
): { start: number; organisation: string | null } {
  if (from === to) return { start: to, organisation: null }
  const words = reading.words(sentence)
  const nearest = leftEdge(words, from, to)
  if (nearest >= to) return { start: to, organisation: null }
  // 市住房和城乡建设局局长: the office is the whole, not what stands behind 和
  const whole = /[和与及]/.test(reading.text.charAt(nearest - 1))
    ? joinedRuns(words, nameRuns(words)).find(
        run => (words[run.first]?.start ?? to) < nearest && (words[run.end - 1]?.end ?? 0) >= to,
      )
    : undefined
  const edge = Math.max(from, words[whole?.first ?? -1]?.start ?? nearest)
  const name = reading.text.slice(edge, to)
  // 我市、全省 and the like are no names
  if (
    /^(?:国家级|省级|市级|区级|县级|我|全|本|该|各|其|两|有关|相关|部分|多名|一名|一位|名|位)/.test(name) ||
    name.length > 40
  )
    return { start: to, organisation: null }
  // 办公室主任 of the body named before it: no name by itself, as 经开区 is in its own region
  const kind = kindEndingAt(name, 0, name.length)
  if (/^(?:社区|小区|街道|[村镇乡])$/.test(name)) return { start: edge, organisation: null }
  return { start: edge, organisation: kind?.suffix === name && !kind.place ? null : name }
}

/** 凌屹、于立忠; 张三和李四: further names under the same posts. */
export function listAfter(
  text: string,
  end: number,
  memory: Map<string, string>,
  loose: boolean,
): Array<NameMatch & { start: number }> {
  const names: Array<NameMatch & { start: number }> = []
  let at = end
  for (let guard = 0; guard < 30; guard++) {
    const mark = text[at]
    const step = mark === '、' || (mark === ' ' && loose) || mark === '和' ? 1 : text.startsWith('以及', at) ? 2 : 0
    if (step === 0) break
    const piece = /^[^、，。；\n]*/.exec(text.slice(at + step, at + step + 30))?.[0] ?? ''
    const next =
      nameAt(text, at + step, memory) ??
      ((loose || names.length > 0) && mark === '、' ? rareName(text, at + step, memory) : null)
    if (
      !next ||
      endsInPost(piece.slice(0, Math.max(0, piece.length - 2))) ||
      endsInPost(piece.slice(0, Math.max(0, piece.length - 3)))
    )
      break
    names.push({ ...next, start: at + step })
    at = next.end
  }
  return names
}

/** 校长轩福贞，: right behind a post and before a mark, three characters of which the dictionary knows the first as a surname. */
function rareSurname(text: string, at: number): NameMatch | null {
  const name = /^([\u3400-\u9fff]{3})(?=[，、。])/.exec(text.slice(at, at + 4))?.[1]
  return name && tagOf(name.charAt(0)) === 'nr' && /^(?:nr|x)/.test(tagOf(name)) ? { name, end: at + 3 } : null
}

/** Between two names of a list stands a third, whatever its surname. */
function rareName(text: string, at: number, memory: Map<string, string>): NameMatch | null {
  const item = /^([\u3400-\u9fff]{2,3})、/.exec(text.slice(at, at + 4))?.[1]
  if (!item || endsInPost(item) || !nameAt(text, at + item.length + 1, memory)) return null
  return /^(?:x|nr)/.test(tagOf(item)) ? { name: item, end: at + item.length } : null
}

/** A firm is not named twice in one breath: 甲公司董事长石某，名誉董事长石某某. */
function inheritedOrganisation(
  before: PersonMention | undefined,
  reading: Reading,
  chain: Chain,
): PersonMention | null {
  if (!before?.organisation || !isCorporate(chain.post) || !isCorporate(before.post)) return null
  const between = reading.text.slice(before.end, chain.start)
  return /^[，、和与及]{1,2}$/.test(between) ? before : null
}

/** One fact for each person of the article: the fullest post, the passage that names it, what the person did there. */
export function peopleFacts(reading: Reading, mentions: readonly PersonMention[]): Array<FactOf<'person'>> {
  const best = new Map<string, PersonMention>()
  for (const mention of mentions) {
    const known = best.get(mention.name)
    if (!known || fullness(mention) > fullness(known)) best.set(mention.name, mention)
  }
  return [...best.values()].map(mention => {
    const clause = reading
      .sentenceAt(mention.nameStart)
      .clauses.find(part => mention.nameStart >= part.start && mention.nameStart < part.end)
    const clauseEnd = Math.min(clause?.end ?? mention.end, mention.listEnd + 30)
    // 董事长刘某、总裁徐某应邀参加: what the last of them does, all do
    const last = lastInList(reading, mentions, mention)
    const until = Math.min(clause?.end ?? last.end, last.listEnd + 30)
    const doing =
      until > last.listEnd ? reading.text.slice(last.listEnd, until).replace(TITLE, '').replace(OTHERS, '') : ''
    return {
      kind: 'person',
      name: mention.name,
      post: mention.post,
      organisation: mention.organisation,
      ...(doing.length >= 2 && doing.length <= 20 ? { role: doing } : {}),
      evidence: reading.evidence(mention.start, Math.max(mention.end, Math.min(clauseEnd, mention.start + 100))),
      confidence: mention.strength,
    }
  })
}

/** 等38家商会负责人参会 is said of the others too; what they do stands behind them. */
const OTHERS =
  /^(?:等\d*[家个名位]?(?:[^，]{0,10}(?:负责人|代表|负责同志|领导|嘉宾|成员|专家|委员|同志|企业家|客商))?|一行(?:\d+人)?)/
/** How people are addressed, behind the name: no deed. */
const TITLE = /^(?:同志|先生|女士|博士|教授|院士|研究员|老师|大师)/

/** The last of the people who are named one after the other, each with a post of their own. */
function lastInList(reading: Reading, mentions: readonly PersonMention[], from: PersonMention): PersonMention {
  let last = from
  for (let i = mentions.indexOf(from) + 1; i < mentions.length; i++) {
    const next = mentions[i]
    if (!next || next.start < last.listEnd) continue
    if (
      next.start > last.listEnd + 1 &&
      !(next.start <= last.listEnd + 3 && TITLE.test(reading.text.slice(last.listEnd)))
    )
      break
    last = next
  }
  return last
}

function fullness(mention: PersonMention): number {
  return mention.post.length + (mention.organisation ? 2 : 0) - (isLoose(mention.post) ? 10 : 0)
}
