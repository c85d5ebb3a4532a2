import type { Fact, Quantity } from '#contract/extraction.ts'
import { type Span, writtenFact } from '#contract/intake.ts'
import { type PrintedQuantity, plainUnit } from '#kernel/quantity/index.ts'
import { comparisonIn, directionBefore } from '../extract/figures/measure.ts'
import { spanFits } from '../rules.ts'
import { locate } from './locate.ts'
import { type Quote, quoteOf, stands } from './quote.ts'
import { type Proposal, proposal } from './shape.ts'

/**
 * How sure one may be of what a model proposed and we checked: below every threshold of accepting in bulk, and a person's to raise. What a
 * model says of its own sureness is not asked: nobody has measured it.
 */
export const MODEL_CONFIDENCE = 0.4

/** The longest passage that proves something, in UTF-16 units: a paragraph. */
const LONGEST_QUOTE = 600

/** Why a proposal was dropped; counted, and worded in contract/src/words/model.ts as `model.dropped.…`. */
export const dropReasons = [
  'unfit',
  'not-on-page',
  'outside-articles',
  'quote-too-long',
  'not-in-quote',
  'number-not-in-quote',
  'repeated',
  'read-already',
  'over-the-most',
] as const
export type DropReason = (typeof dropReasons)[number]

export type Place = { text: string; window: Span; articles: readonly Span[] }
export type Checked = { fact: Fact; article: number } | { why: DropReason }

/**
 * Holds one proposal against the page. It stands only where its quote stands on the page to the character and everything it says stands
 * in the quote: names and words as printed, numbers as our own grammar of quantities reads them, with their unit and sign. So nothing
 * comes from a model but which passage says what; what a page says to the model has no other way out either.
 */
export function check(raw: unknown, { text, window, articles }: Place): Checked {
  const parsed = proposal.safeParse(raw)
  if (!parsed.success) return { why: 'unfit' }
  const said = parsed.data
  const quoted = said.quote.trim()
  if (quoted.length > LONGEST_QUOTE || said.near.length > LONGEST_QUOTE) return { why: 'quote-too-long' }
  const span = locate(text, quoted, said.near.trim(), window)
  if (!span || !spanFits(text, span)) return { why: 'not-on-page' }
  const article = articles.findIndex(({ start, end }) => start <= span.start && span.end <= end)
  if (article < 0) return { why: 'outside-articles' }

  const quote = quoteOf(quoted)
  if (!wordsOf(said).every(words => stands(words, quote))) return { why: 'not-in-quote' }
  const common = { evidence: { ...span, text: quoted }, confidence: MODEL_CONFIDENCE }
  const fact = factOf(said, quote, common)
  if (!fact) return { why: 'number-not-in-quote' }
  const { evidence: _, confidence: __, ...written } = fact
  // Held to what a person may write, too: records are named by it.
  return writtenFact.safeParse(written).success ? { fact, article } : { why: 'unfit' }
}

/** Everything a proposal says in words; only whose figure it is may be left open. */
function wordsOf(said: Proposal): string[] {
  const given = (...words: Array<string | null>) => words.filter(each => each !== null)
  switch (said.kind) {
    case 'person':
      return given(said.name, said.post, said.organisation)
    case 'event':
      return given(said.name, said.type, said.dateText, said.place, said.organiser, ...said.participants)
    case 'project':
      return given(said.name, said.stage, said.place, ...said.parties, ...said.amounts.map(({ what }) => what))
    case 'figure':
      return given(said.subject || null, said.indicator, said.period)
    case 'task':
      return given(said.assignee, said.what, said.statedBy)
  }
}

type Common = Pick<Fact, 'evidence' | 'confidence'>

/** The fact of a proposal, its words joined over line breaks; undefined where a number is not printed so. */
function factOf(said: Proposal, quote: Quote, common: Common): Fact | undefined {
  const { quote: _, near: __, ...plain } = joined(said)
  if (plain.kind === 'figure') {
    const number = figureIn(quote, plain)
    return number && { ...plain, ...common, value: plain.value + 0, unit: number.unit, bound: number.bound }
  }
  if (plain.kind !== 'project') return { ...plain, ...common }
  const amounts: Quantity[] = []
  for (const amount of plain.amounts) {
    const found = quote.quantities.find(each => isPrinted(each, amount))
    if (!found) return undefined
    amounts.push({ ...amount, unit: found.unit, evidence: passageOf(found, quote, common) })
  }
  return { ...plain, ...common, amounts, capacity: [] }
}

function passageOf({ start, end }: PrintedQuantity, { at }: Quote, { evidence }: Common): Quantity['evidence'] {
  const [first, last] = [at[start] ?? 0, at[end - 1] ?? 0]
  return {
    start: evidence.start + first,
    end: evidence.start + last + 1,
    text: evidence.text.slice(first, last + 1),
  }
}

type Figure = { value: number; unit: string; comparison: string | null }

/** The printed number a figure speaks of, where one has its value, unit, sign and comparison. */
function figureIn(quote: Quote, figure: Figure): PrintedQuantity | undefined {
  return quote.quantities.find(each => {
    const before = quote.text.slice(0, each.start)
    return isPrinted(each, { ...figure, value: figure.value * signOf(quote.text, each) }) && isCompared(before, figure)
  })
}

/** −1 where the page says that it fell or prints a minus: the value then has the other sign than the printed number. */
function signOf(text: string, { start }: PrintedQuantity): 1 | -1 {
  const minus = /(^|[^0-9０-９%％])[-−－]$/.test(text.slice(0, start))
  return minus || directionBefore(text, start) < 0 ? -1 : 1
}

/** 同比 and the like hold within the clause or are carried over from one before; 累计 stands somewhere before the number. */
function isCompared(before: string, { comparison }: Figure): boolean {
  const clause = before.slice(
    Math.max(before.lastIndexOf('，'), before.lastIndexOf('。'), before.lastIndexOf('；')) + 1,
  )
  if (comparison === '累计') return before.includes('累计')
  const inClause = comparisonIn(clause)
  return comparison === null ? inClause === null : (inClause ?? comparisonIn(before)) === comparison
}

/** Whether a printed quantity is the one meant: the same number and unit; 持平 is 0, a rank may leave its 位 out. */
function isPrinted(printed: PrintedQuantity, { value, unit }: { value: number; unit: string }): boolean {
  if (printed.shape === 'vague') return false
  const own = plainUnit(unit.trim())
  const isUnit =
    own === printed.unit ||
    (printed.shape === 'level' && own === '') ||
    (printed.shape === 'rank' && ['', '位'].includes(own))
  const is = (other: number | null) => other !== null && Math.abs(other - value) <= 1e-9 * Math.max(1, Math.abs(other))
  return isUnit && (is(printed.value) || is(printed.upper))
}

/** The same with line breaks taken out of every text: a name broken by a column is one name. */
function joined(said: Proposal): Proposal {
  const join = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/[ \t\u3000]*[\r\n]\s*/g, '').trim()
    if (Array.isArray(value)) return value.map(join)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, join(each)]))
  }
  return proposal.parse({ ...Object.fromEntries(Object.entries(said).map(([key, each]) => [key, join(each)])) })
}
