import type { FactOf } from '#contract/extraction.ts'
import type { Reading } from '../reading.ts'
import { search } from '../scan.ts'
import { tagOf } from '../words.ts'
import { appointed } from './appointments.ts'
import { type Chain, chainBefore } from './chain.ts'
import { follows, type NameMatch, nameAt } from './names.ts'
import { endsInPost, isCorporate, isLoose, isPurePost, POST_ENDS } from './posts.ts'

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
  /** where the post is printed that stands behind the name */
  proofEnd?: number
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
    if (joinsNouns(text, first) || (isLoose(match[0]) && isManner(first.name))) continue
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
  return withAppointed(reading, found)
}

/** Those whose posts stand behind their names too, where nobody was read. */
function withAppointed(reading: Reading, found: readonly PersonMention[]): PersonMention[] {
  const read = new Set(found.map(({ nameStart }) => nameStart))
  const others = appointed(reading)
    .filter(({ nameStart }) => !read.has(nameStart))
    .map((person): PersonMention => ({ ...person, start: person.nameStart }))
  return others.length === 0 ? [...found] : [...found, ...others].sort((a, b) => a.nameStart - b.nameStart)
}

/** 市长江保护办公室: the office is of the river, not a person 江保; 市长江小荣参加 is one. */
function withinWord(reading: Reading, end: number, name: NameMatch): boolean {
  if (!/^[省市区县]长江/.test(reading.text.slice(end - 2, end + 1))) return false
  if (follows(reading.text, name.end) >= 3 && !/[局委办会处所口]$/.test(name.name)) return false
  return reading.words(reading.sentenceAt(end - 1)).some(word => word.start === end - 1)
}

/** 委员和部门负责人: 和 joins two nouns, it begins no name. */
const joinsNouns = (text: string, { name, end }: NameMatch) =>
  name.startsWith('和') &&
  (/^n$/.test(tagOf(name.slice(1))) || endsInPost(name)) &&
  /^(?:负责|代表|干部|人员|领导)/.test(text.slice(end, end + 2))

/** 负责人简单介绍: how it is said, behind a word that needs no name. */
const isManner = (name: string) => /^(?:a|ad|d)$/.test(tagOf(name))

/** Named only for a thought or a speech (习近平总书记重要讲话精神): no person of the report. */
function authorOnly(text: string, name: NameMatch): boolean {
  return /^(?:总书记|同志)?(?:关于|新时代|重要讲话|重要指示|重要论述|经济思想|法治思想|文化思想|强军思想|外交思想|生态文明思想)/.test(
    text.slice(name.end, name.end + 12),
  )
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
      // 国际 in 国际合作处处长: a noun before another's post
      (tagOf(next.name) === 'n' && /[长员任记席事授裁理监]/.test(piece)) ||
      endsInPost(piece.slice(0, Math.max(0, piece.length - 2))) ||
      endsInPost(piece.slice(0, Math.max(0, piece.length - 3)))
    )
      break
    names.push({ ...next, start: at + step })
    at = next.end
  }
  return names
}

/** Tibetan names, which have no surname: two or three of the words they are made of (才让卓玛), before a mark or a word of a report. */
const TIBETAN =
  /^((?:才让|扎西|多杰|卓玛|央金|次仁|旺堆|旺杰|达瓦|尼玛|格桑|加措|嘉措|东珠|卓嘎|旦增|丹增|索南|白玛|德吉|桑杰|仁青|仁增|完玛|拉姆|拉毛|普布|巴桑|边巴|洛桑|平措|罗布|顿珠|曲珍|贡布|云丹|才仁|尕玛|更登)(?:才让|扎西|多杰|卓玛|央金|次仁|旺堆|旺杰|达瓦|尼玛|格桑|加措|嘉措|东珠|卓嘎|索南|拉姆|拉毛|平措|罗布|顿珠|曲珍|加|措|吉|太|杰|本|旺姆|曲措))(?=[，、。；（]|等|参加|出席|表示|介绍|说|告诉|带|在|作|主持|高兴)/

/** 水田贤治: the second character of many Japanese surnames, and two of the given name, before a mark or a word of a report. */
const JAPANESE =
  /^([\u4e00-\u9fff][田本村川藤山野原井木口上岛崎桥泽林谷部边内江尾津松冈濑森坂塚保浦屋宫池中下][\u4e00-\u9fff]{1,2})(?=[，、。（]|等|一行|先生|女士|参加|出席|表示|介绍|致辞|说)/

/** 校长轩福贞，: right behind a post and before a mark, three characters of which the dictionary knows the first as a surname. */
function rareSurname(text: string, at: number): NameMatch | null {
  const japanese = JAPANESE.exec(text.slice(at, at + 6))?.[1]
  if (japanese && /日本|株式会社|日资|日籍/.test(text.slice(Math.max(0, at - 60), at)))
    return { name: japanese, end: at + japanese.length }
  const tibetan = TIBETAN.exec(text.slice(at, at + 8))?.[1]
  if (tibetan) return { name: tibetan, end: at + tibetan.length }
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
      evidence: reading.evidence(
        mention.start,
        mention.proofEnd ?? Math.max(mention.end, Math.min(clauseEnd, mention.start + 100)),
      ),
      confidence: mention.strength,
    }
  })
}

/** 等38家商会负责人参会 is said of the others too; what they do stands behind them. */
const OTHERS =
  /^(?:等\d*[家个名位]?(?:[^，]{0,10}(?:负责人|代表|负责同志|领导|嘉宾|成员|专家|委员|同志|企业家|客商))?|一行(?:\d+人)?)/
/** How people are addressed, behind the name: no deed. */
const TITLE = /^(?:阁下|拿督|爵士|同志|先生|女士|博士|教授|院士|研究员|老师|大师)/

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
