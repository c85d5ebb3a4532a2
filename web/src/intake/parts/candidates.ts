import type { Fact } from '#contract/extraction.ts'
import type { FactView, Span } from '../api.ts'
import { draftOf, type FieldShape } from './fields.ts'

/** As many as there are digits to choose by. */
const MOST = 9

type Asked = { view: FactView; facts: readonly FactView[]; text: string }

/**
 * What a field may rather read, the likeliest first, at most nine: what the reader had read where a person changed it, then words of the
 * page itself — within the passage, within its sentence, then as near as they stand. Nothing is offered that the page does not print,
 * but for the few choices a field has; the empty text stands for none.
 */
export function candidatesOf(field: FieldShape, { view, facts, text }: Asked): string[] {
  const { fact, original } = view
  const now = draftOf(fact).texts[field.key] ?? ''
  const before = original && original.kind === fact.kind ? draftOf(original).texts[field.key] : undefined
  const offered = field.as === 'choice' ? [...field.of, ''] : nearest(field, { view, facts, text })
  const printed = plain(text)
  const kept = offered.filter(each => field.as === 'choice' || printed.includes(plain(each)))
  return [...new Set([...(before === undefined ? [] : [before]), ...kept])].filter(each => each !== now).slice(0, MOST)
}

/** Passages that may rather prove a fact: the clause, the sentence, and it with its neighbours. */
export function passagesOf({ view, text }: Pick<Asked, 'view' | 'text'>, within: Span): Span[] {
  const { start, end } = view.fact.evidence
  const sentence = around(text, { start, end }, within, /[。！？]/)
  const clause = around(text, { start, end }, within, /[，；。！？]/)
  const sooner = around(text, { start: Math.max(within.start, sentence.start - 2), end }, within, /[。！？]/)
  const later = around(text, { start, end: Math.min(within.end, sentence.end + 2) }, within, /[。！？]/)
  const seen = new Set([`${start}-${end}`])
  return [clause, sentence, sooner, { start: sentence.start, end: later.end }].filter(span => {
    const key = `${span.start}-${span.end}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const plain = (text: string) => text.replace(/\s/g, '')

/** The stretch around a span up to the nearest stops, without white space at its ends. */
function around(text: string, span: Span, within: Span, stop: RegExp): Span {
  let { start, end } = span
  while (start > within.start && !stop.test(text.charAt(start - 1))) start--
  while (end < within.end && !stop.test(text.charAt(end - 1))) end++
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  return { start, end }
}

function nearest(field: FieldShape, { view, facts, text }: Asked): string[] {
  const { evidence } = view.fact
  const sentence = around(text, evidence, { start: 0, end: text.length }, /[。！？]/)
  const own = plain(evidence.text)
  const beside = plain(text.slice(sentence.start, sentence.end))
  const rank = (value: string, at: number) =>
    own.includes(plain(value)) ? 0 : beside.includes(plain(value)) ? 1 : 2 + Math.abs(at - evidence.start) / text.length
  const named = facts.flatMap(({ fact }) =>
    namesFor(field.key, fact).map(value => ({ value, at: fact.evidence.start })),
  )
  const read = [evidence.text, text.slice(sentence.start, sentence.end)].flatMap(passage =>
    patternsFor(field.key, view.fact, plain(passage)).map(value => ({ value, at: evidence.start })),
  )
  return [...named, ...read]
    .map(({ value, at }, order) => ({ value, rank: rank(value, at), order }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ value }) => value)
}

const people = new Set(['statedBy', 'participants'])
const bodies = new Set(['organisation', 'organiser', 'assignee', 'parties', 'participants', 'subject'])
const shared = new Set(['post', 'type', 'dateText', 'period', 'indicator', 'unit', 'stage', 'form'])

/** What another fact of the article gives for a field: names of the right sort, or the same field of its own. */
function namesFor(key: string, fact: Fact): string[] {
  const values: Readonly<Record<string, unknown>> = fact
  const found: unknown[] = []
  if (people.has(key)) found.push(fact.kind === 'person' ? fact.name : values.statedBy)
  if (bodies.has(key)) found.push(fact.kind === 'organisation' ? fact.name : values.organisation)
  if (bodies.has(key) && fact.kind === 'agreement') found.push(...fact.parties)
  if (key === 'place') found.push(fact.kind === 'place' ? fact.name : values.place)
  if (shared.has(key)) found.push(values[key])
  return found.filter((each): each is string => typeof each === 'string' && each !== '')
}

const stages = /签约|落户|落地|奠基|开工|在建|封顶|竣工|投产|达产|合龙|揭牌|启动|退出/g
const days =
  /(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}(?:日|号)(?:[至~—-]\d{1,2}日)?(?:上午|下午|晚)?|昨天(?:上午|下午|晚)?|今天|日前|近日/g
const periods =
  /(?:\d{4}年)?(?:前?\d{1,2}(?:[-—~至]\d{1,2})?个?月份?|[一二三四]季度|上半年|下半年)|\d{4}年|去年|今年(?:以来)?/g
// A number of a date is no value.
const measured =
  /(-?\d+(?:\.\d+)?)(?![\d.]*[年月日号])(余|多)?([万亿]?(?:个百分点|百分点|标箱|平方米|平方公里|公里|美元|[元吨家个名人项亩件辆台套户位%％次米])?)/g

/** What stands printed in a passage that a field may hold. */
function patternsFor(key: string, fact: Fact, passage: string): string[] {
  const all = (pattern: RegExp) => [...passage.matchAll(pattern)].map(([found]) => found)
  const numbers = [...passage.matchAll(measured)]
  switch (key) {
    case 'value':
    case 'count':
    case 'order':
      return numbers.map(([, value]) => value ?? '')
    case 'unit':
      return numbers.flatMap(([, , , unit]) => (unit ? [unit] : []))
    case 'dateText':
      return all(days)
    case 'period':
      return all(periods)
    case 'stage':
      return all(stages)
    case 'post':
      return fact.kind === 'person' ? postsBefore(passage, fact.name, fact.organisation) : []
    case 'name':
    case 'subject':
    case 'indicator':
    case 'what':
    case 'item':
    case 'type':
    case 'form':
      return [...all(/(?<=[“《])[^”》]+(?=[”》])/g), ...clausesOf(passage)]
    default:
      return []
  }
}

/** What stands before a name up to the stop before it: the whole, without the organisation, and its last post alone. */
function postsBefore(passage: string, name: string, organisation: string | null): string[] {
  const at = passage.indexOf(name)
  const [whole = ''] = at < 0 ? [] : (/[^，；。！？：“”]*$/.exec(passage.slice(0, at)) ?? [])
  const bare = organisation !== null && whole.startsWith(organisation) ? whole.slice(organisation.length) : whole
  return [bare, whole, bare.split('、').at(-1) ?? ''].filter(each => each !== '' && each.length <= 60)
}

/** Clauses of a sentence, each also without the word that tells how it binds. */
function clausesOf(passage: string): string[] {
  return passage
    .split(/[，；。！？：]/)
    .flatMap(each => [each, each.replace(/^.{0,12}?(?:要求|强调|指出|希望|表示|要)/, '')])
    .filter(each => each.length >= 2 && each.length <= 60)
}
