import type { Article, Dateline, Fact, FactKind } from '#contract/extraction.ts'
import type { Span, WrittenFact } from '#contract/intake.ts'
import { isDay, readPrintedDay } from '#kernel/time/index.ts'

/** A number a fact gives for a thing, under a key that two facts about the same thing share. */
export type Claim = {
  key: string
  value: number
  bound: '>' | '<' | '~' | null
  /** The unit as printed, and how many ones it has: 亿元, 1e8. */
  unit: string
  times: number
}

/** Full and half width, spaces, brackets and quotes do not make two names different. */
export const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s()《》“”"'·]/g, '')
    .toLowerCase()

// Printed multiples: two pages may print one amount in 亿元 and in 万元.
const multiples: ReadonlyArray<readonly [string, number]> = [
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 1e2],
]

function inOnes(value: number, unit: string): { value: number; unit: string; times: number } {
  // 百分点 and 千瓦 are units, not multiples.
  const multiple = /^(百分|千瓦|千克|千米)/.test(unit) ? undefined : multiples.find(([word]) => unit.startsWith(word))
  if (!multiple) return { value, unit, times: 1 }
  return { value: value * multiple[1], unit: unit.slice(multiple[0].length), times: multiple[1] }
}

/**
 * Whether two numbers given for one thing cannot both be right. 超过4000 and 4100 agree, so do 近30 and 29; 约5000 and 5320 are for
 * a person to judge, so they differ.
 */
export function contradicts(a: Claim, b: Claim): boolean {
  if (a.key !== b.key) return false
  const close = Math.abs(a.value - b.value) <= 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value))
  return !close && !admits(a, b) && !admits(b, a)
}

const admits = (open: Claim, other: Claim) =>
  (open.bound === '>' && other.value > open.value && other.bound !== '<') ||
  (open.bound === '<' && other.value < open.value && other.bound !== '>')

/** What a fact says a number about. A figure whose period names no year could be of any time, so it
 * claims nothing that could be contradicted. */
export function claimsOf(fact: Fact): Claim[] {
  if (fact.kind === 'figure') {
    const { subject, indicator, unit, period, comparison, value, bound } = fact
    if (period === null || !/\d{4}/.test(period)) return []
    const ones = inOnes(value, plain(unit))
    return [
      {
        key: ['figure', plain(subject), plain(indicator), plain(period), comparison ?? '', ones.unit].join('|'),
        value: ones.value,
        bound,
        unit,
        times: ones.times,
      },
    ]
  }
  if (fact.kind === 'project' && fact.count === undefined)
    return [...fact.amounts, ...fact.capacity].map(({ what, value, unit }) => {
      const ones = inOnes(value, plain(unit))
      const key = ['project', plain(fact.name), plain(what), ones.unit].join('|')
      return { key, value: ones.value, bound: null, unit, times: ones.times }
    })
  return []
}

/** Names of the fields in which the fact as written differs from the fact as read. Evidence counts by its span, confidence not at all. */
export function correctedFields(original: Fact, now: Fact): string[] {
  const before: Record<string, unknown> = { ...original }
  const after: Record<string, unknown> = { ...now }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => key !== 'confidence')
    .filter(key => !sameContent(before[key] ?? null, after[key] ?? null))
    .sort()
}

/** Equal by content; the database gives the members of an object in an order of its own. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameContent(value, right.get(key)))
  )
}

/** The fact that a person wrote, on a passage of the page; passages of its amounts are cut from the page, never believed. */
export function factFrom(written: WrittenFact, text: string, span: Span, confidence: number): Fact {
  const cut = ({ start, end }: Span) => ({ start, end, text: text.slice(start, end) })
  const common = { evidence: cut(span), confidence }
  if (written.kind !== 'project') return { ...written, ...common }
  const placed = (each: (typeof written.amounts)[number]) => ({
    ...each,
    evidence: spanFits(text, each.evidence) ? cut(each.evidence) : cut(span),
  })
  return { ...written, ...common, amounts: written.amounts.map(placed), capacity: written.capacity.map(placed) }
}

/** Whether a span is a passage of the text that holds something, and does not cut a character of two units. */
export function spanFits(text: string, { start, end }: Span): boolean {
  if (start >= end || end > text.length || text.slice(start, end).trim() === '') return false
  return !isLow(text.charCodeAt(start)) && !isLow(text.charCodeAt(end))
}

const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** What a fact is about, in the page's own words: for lists and for finding. */
export function titleOf(fact: Fact): string {
  switch (fact.kind) {
    case 'person':
      return [fact.name, fact.organisation, fact.post].filter(Boolean).join(' ')
    case 'figure':
      return [fact.subject, fact.indicator, fact.period].filter(Boolean).join(' ')
    case 'agreement':
      return [...fact.parties, fact.subject].join(' ')
    case 'task':
      return [fact.assignee, fact.what].filter(Boolean).join(' ')
    case 'agenda-item':
      return fact.item
    default:
      return fact.name
  }
}

/** Names of organisations a fact speaks of. */
export function organisationsIn(fact: Fact): string[] {
  const named = (...names: Array<string | null>) =>
    names.filter(name => name !== null && name.trim() !== '').map(String)
  switch (fact.kind) {
    case 'person':
      return named(fact.organisation)
    case 'organisation':
      return named(fact.name)
    case 'event':
      return named(fact.organiser, ...fact.participants)
    case 'project':
    case 'agreement':
      return named(...fact.parties)
    case 'figure':
      return named(fact.subject)
    case 'task':
      return named(fact.assignee, fact.statedBy)
    default:
      return []
  }
}

// Names before what names them: a person's organisation and a project's parties are then found on file.
const order: readonly FactKind[] = [
  'place',
  'organisation',
  'person',
  'event',
  'agenda-item',
  'project',
  'agreement',
  'figure',
  'task',
]

/** Facts in the order in which they are best accepted together; facts of one kind keep theirs. */
export function inAcceptingOrder<Row extends { kind: FactKind }>(facts: readonly Row[]): Row[] {
  return facts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/**
 * What the fact's own date stands for: a day, `day/day` or a month; null where it names none or the issue date does not settle it.
 * An event or agreement names its date; any other fact has one when its passage holds exactly one date expression.
 */
export function resolvedDate(fact: Fact, datelines: readonly Dateline[]): string | null {
  if (fact.kind === 'event' || fact.kind === 'agreement') {
    const { dateText } = fact
    if (dateText === null) return null
    return datelines.find(line => line.text === dateText)?.resolved ?? readPrintedDay(dateText)
  }
  // A tab parts the cells of a table: what stands in two of them is not one date.
  const passage = fact.evidence.text.replace(/[^\S\t]/g, '')
  const named = new Set(datelines.filter(line => holds(passage, line.text)).map(line => line.resolved))
  const [only] = named
  return named.size === 1 ? (only ?? null) : null
}

/** Whether a passage holds a date expression as such: 1月1日 is not in 11月1日, nor 2025-1-1 in 2025-1-11. */
function holds(passage: string, date: string): boolean {
  for (let at = passage.indexOf(date); at >= 0; at = passage.indexOf(date, at + 1)) {
    const isCut = isDigit(passage, at - 1) && isDigit(date, 0)
    const isLonger = isDigit(passage, at + date.length) && isDigit(date, date.length - 1)
    if (!isCut && !isLonger) return true
  }
  return false
}

const isDigit = (text: string, at: number) => /^[0-9]$/.test(text.charAt(at))

/** The first day of what a date stands for; null for a month. */
export function dayOfResolved(resolved: string | null): string | null {
  const first = resolved?.split('/')[0] ?? ''
  return isDay(first) ? first : null
}

const ENDS = /[。！？]/
const CLOSES = /[”’）》]/

/**
 * The sentences of an article that no fact stands on (没读成事实的句子): whole sentences of the body, column breaks included; its
 * headline, bylines and scraps without an end are not sentences.
 */
export function unreadSentences(
  text: string,
  article: Pick<Article, 'title' | 'kicker' | 'subtitle' | 'span'>,
  taken: readonly Span[],
): Span[] {
  const read = taken.toSorted((a, b) => a.start - b.start)
  const found: Span[] = []
  let start = bodyStart(text, article)
  let next = 0
  let reach = -1
  for (let i = start; i < article.span.end; i++) {
    if (!ENDS.test(text[i] ?? '')) continue
    let end = i + 1
    while (end < article.span.end && CLOSES.test(text[end] ?? '')) end++
    while (/\s/.test(text[start] ?? '') && start < end) start++
    for (; next < read.length && (read[next]?.start ?? 0) < end; next++) reach = Math.max(reach, read[next]?.end ?? 0)
    if (reach <= start && end - start > 4) found.push({ start, end })
    start = end
    i = end - 1
  }
  return found
}

/** Where the body begins: past the leading lines that are part of the headline. */
export function bodyStart(
  text: string,
  { title, kicker, subtitle, span }: Pick<Article, 'title' | 'kicker' | 'subtitle' | 'span'>,
): number {
  const headline = plain([kicker, title, subtitle].filter(Boolean).join('')).replace(/[#*_]/g, '')
  let start = span.start
  while (start < span.end) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 || feed > span.end ? span.end : feed + 1
    const line = plain(text.slice(start, end)).replace(/[#*_]/g, '')
    if (line !== '' && !headline.includes(line)) return start
    start = end
  }
  return start
}

/** What makes a fact the same fact when the page is read again from another issue date. */
export function identityOf(fact: Fact): string {
  const about =
    fact.kind === 'figure' ? [fact.subject, fact.indicator, fact.comparison ?? '', fact.unit].join(' ') : titleOf(fact)
  return [fact.kind, fact.evidence.start, fact.evidence.end, about].join('|')
}
