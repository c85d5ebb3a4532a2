import type { Comparison, FactOf } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { type Clause, clauseAt, type Reading, type Sentence } from '../reading.ts'
import { alignedFigures } from './aligned.ts'
import { boundOf, comparisonIn, isCumulative, signedValue } from './measure.ts'
import { bareClauseBefore, namesOf } from './names.ts'
import { enter, ONLY_YEAR, periodFor, restart, type Scope, STATED } from './scope.ts'
import { isBareCount, isNoFigure } from './skip.ts'
import { spokenRanks } from './spoken.ts'

type Figure = FactOf<'figure'>

/** Every figure an article states in its text, in order. A figure of the headline is taken only where the text lacks it. */
export function figureFacts(reading: Reading): Figure[] {
  const { text } = reading
  const figures: Figure[] = []
  const scope: Scope = {
    paragraph: -1,
    sentence: -1,
    comparison: null,
    subject: '',
    ownedIn: -1,
    region: '',
    indicator: '',
    namedIn: -1,
    share: '',
    period: null,
    listed: [],
    levels: [],
    yearOnYear: /同比/.test(text),
    onlyYear: /同比（下同）/.test(text) || (ONLY_YEAR.test(text) && !text.includes('环比')),
  }
  let until = 0
  for (const quantity of reading.quantities) {
    if (quantity.start < until) continue
    const sentence = reading.sentenceAt(quantity.start)
    enter(reading, scope, sentence)
    const aligned = listAt(reading, sentence, quantity, scope)
    if (aligned) {
      scope.listed = aligned.names
      const measured = [...new Set(aligned.names.map(({ indicator }) => indicator))].join('、')
      Object.assign(scope, { indicator: measured.slice(0, 24), namedIn: sentence.index, share: '' })
      figures.push(...aligned.figures)
      until = aligned.until
      continue
    }
    for (const one of endsOf(quantity)) {
      const figure = plainFigure(reading, sentence, one, scope)
      if (figure) figures.push(figure)
    }
  }
  return [...figures, ...spokenRanks(reading)]
}

/** The list told in order that begins with a quantity, or null. */
function listAt(
  reading: Reading,
  sentence: Sentence,
  quantity: PrintedQuantity,
  scope: Scope,
): ReturnType<typeof alignedFigures> {
  const clause = clauseAt(sentence, quantity.start)
  if (!/[、和与及别增降升速幅占到快慢]|分列|依次/.test(reading.text.slice(clause.start, quantity.start))) return null
  const aligned = alignedFigures(reading, sentence, quantity, {
    ...scope,
    running: scope.comparison ?? (scope.onlyYear ? '同比' : null),
    period: periodFor(reading, sentence, clause, quantity, scope, true),
    before: bareClauseBefore(reading, sentence, clause, /\d/),
  })
  if (aligned) restart(scope, aligned.figures[0])
  return aligned
}

/** Both ends of a printed range of amounts (1.2亿—1.5亿元) are figures, each a bound; other quantities stay as they are. */
function endsOf(quantity: PrintedQuantity): PrintedQuantity[] {
  if (quantity.upper === null || !/(?:元|%|吨|亩|平方米|公里|千瓦时?)$/.test(quantity.unit)) return [quantity]
  const printed = /^[^\d]*[\d.,]+([万亿]{1,2})/.exec(quantity.text)?.[1]
  const unit = printed ? `${printed}${quantity.unit.replace(/^[万亿]+/, '')}` : quantity.unit
  return [
    { ...quantity, unit, upper: null, bound: '>' },
    { ...quantity, value: quantity.upper, upper: null, bound: '<' },
  ]
}

function plainFigure(reading: Reading, sentence: Sentence, quantity: PrintedQuantity, scope: Scope): Figure | null {
  const { text } = reading
  if (isNoFigure(text, quantity)) return null
  const clause = clauseAt(sentence, quantity.start)
  const before = text.slice(clause.start, quantity.start)
  if (quantity.shape === 'level' && !statesLevel(before)) return null
  const context = /^(?:达到?|为|至|超|约)?$/.test(before)
    ? `${bareClauseBefore(reading, sentence, clause)}${before}`
    : before
  const comparison = comparisonFor(quantity, context, scope)
  const evidence = passage(clause, quantity)
  const { subject, indicator } = namesOf(reading, sentence, clause, quantity, scope, comparison)
  const unit = unitOf(text, quantity, indicator)
  const figure: Figure = {
    kind: 'figure',
    subject,
    indicator,
    value: signedValue(text, quantity, before),
    unit,
    period: periodFor(reading, sentence, clause, quantity, scope, comparison !== null || STATED.test(unit)),
    comparison,
    bound: boundOf(quantity, before),
    evidence: reading.evidence(evidence.start, evidence.end),
    confidence:
      quantity.shape === 'plain' ? (quantity.unit === '%' || /[亿万]/.test(quantity.unit) ? 0.95 : 0.88) : 0.82,
  }
  restart(scope, figure)
  if ((comparison === null || comparison === '累计') && !/%|百分点|成/.test(unit))
    scope.levels.push({ subject, indicator })
  return figure
}

function unitOf(text: string, quantity: PrintedQuantity, indicator: string): string {
  if (quantity.unit !== '') return quantity.unit
  if (isBareCount(text, quantity)) return '个'
  if (quantity.shape === 'rank') return '位'
  return /(?:得分|评分|信用分)$/.test(indicator) ? '分' : ''
}

/** 环比持平 and 与上年同期持平 state a figure of 0; 降幅与上月持平 only says that another did not change. */
function statesLevel(before: string): boolean {
  return !/(?:降幅|涨幅|增幅|增速|跌幅)[^，]*$|(?:上月|去年)为?$|\d[个家项]/.test(before) && before.trim() !== ''
}

/**
 * The comparison of a figure: what its own clause says, else for a change in % that of the running statement (其中，食品价格上涨…).
 * 较上月 with percentage points compares two changes and never carries over.
 */
function comparisonFor(quantity: PrintedQuantity, before: string, scope: Scope): Comparison | null {
  const own = comparisonIn(before)
  if (own) {
    if (quantity.unit !== '个百分点') scope.comparison = own
    return own
  }
  if (isCumulative(before)) return '累计'
  const change =
    (quantity.unit === '%' || quantity.unit === '成') &&
    /(?:增长|上涨|下降|上升|回落|下跌|减少|增加|降低|提高|涨|降|增)(?:了|约|近|超|超过)?-?$/.test(before)
  if (!change && quantity.shape !== 'level') return null
  return scope.comparison ?? (scope.onlyYear && !OTHER_BASE.test(before) ? '同比' : null)
}

/** Growth by another measure than a year: 年均增长, 比年初增长, 增长到. */
const OTHER_BASE = /年均|[比较](?!上年|去年)[\u4e00-\u9fff\d]{1,8}(?:增|涨|降|升|减|提|下|回)|预计|力争|目标|计划|确保/

/** The clause around a number, at most 60 characters of it, so that the passage proves the figure and little else. */
function passage(clause: Clause, quantity: PrintedQuantity): { start: number; end: number } {
  return {
    start: Math.max(clause.start, quantity.start - 36),
    end: Math.min(Math.max(clause.end, quantity.end), quantity.end + 24),
  }
}
