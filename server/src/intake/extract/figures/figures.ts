import type { Comparison, FactOf } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { type Clause, clauseAt, type Reading, type Sentence } from '../reading.ts'
import { allMatches } from '../scan.ts'
import { alignedFigures } from './aligned.ts'
import { comparisonIn, directionBefore, isCumulative } from './measure.ts'
import { indicatorOf, periodOf, subjectOf } from './naming.ts'
import { isBareCount, isNoFigure } from './skip.ts'

type Figure = FactOf<'figure'>
/** What carries over from clause to clause of a paragraph: the comparison of the running statement, and whose figure it is. */
type Scope = {
  paragraph: number
  sentence: number
  comparison: Comparison | null
  subject: string
  indicator: string
  /** the names of the last list told in order, for a list of numbers that has none */
  listed: readonly string[]
  yearOnYear: boolean
  /** the only base the article compares with is the year before, so that growth without a base means that */
  onlyYear: boolean
}

/** Every figure an article states in its text, in order. A figure of the headline is taken only where the text lacks it. */
export function figureFacts(reading: Reading): Figure[] {
  const { text } = reading
  const figures: Figure[] = []
  const scope: Scope = {
    paragraph: -1,
    sentence: -1,
    comparison: null,
    subject: '',
    indicator: '',
    listed: [],
    yearOnYear: /同比/.test(text),
    onlyYear: ONLY_YEAR.test(text) && !text.includes('环比'),
  }
  const lists = text.includes('分列') || text.includes('分别')
  let until = 0
  for (const quantity of reading.quantities) {
    if (quantity.start < until) continue
    const sentence = reading.sentenceAt(quantity.start)
    enter(reading, scope, sentence)
    const aligned = lists
      ? alignedFigures(reading, sentence, quantity, {
          ...scope,
          running: scope.comparison ?? (scope.onlyYear ? '同比' : null),
        })
      : null
    if (aligned) {
      scope.listed = aligned.names
      figures.push(...aligned.figures)
      until = aligned.until
      continue
    }
    const figure = plainFigure(reading, sentence, quantity, scope)
    if (figure) figures.push(figure)
  }
  return [...figures, ...spokenRanks(reading)]
}

/** Words that only say how something changed, against what: 增长, 较去年同期提升, 比上年末增加, 增幅, 占. */
const isChange = (named: string): boolean =>
  /^(?:[较比与](?:上年|去年|上月|年初|同期|上季度?|前一年|\d{4}年)(?:同期|同月|末|底|初)?)?(?:同比|环比|累计)?(?:净|再|又|平均|年均)?(?:增长|下降|增加|减少|提升|提高|上升|回落|上涨|下跌|扩大|收窄|增幅|降幅|涨幅|增速|翻|达|占|)(?:了|约|近|超|到|至|为|比|率|额|个)?$/.test(
    named,
  )

const ONLY_YEAR = /同比|[比较](?:上年|去年)(?:同期)?/
/** 从同比看，… says the base of all that follows. */
const BASE = /^(?:从|按)?(同比|环比)(?:来?看|分析|，)/
/** A paragraph or sentence that begins so goes on with the statement before it. */
const GOES_ON = /^(?:其中|分[\u4e00-\u9fff]{1,4}看|分[类别品种]|从[^，]{1,12}看|具体来?看)/
/** A sentence of a period of its own (1—9月，…) makes a new statement. */
const OWN_PERIOD =
  /^(?:今年|去年|20\d{2}年)?(?:\d{1,2}[—~\-至到]\d{1,2}月|\d{1,2}月份?|[一二三四]季度|前三季度|上半年|全年)/

function enter(reading: Reading, scope: Scope, sentence: Sentence): void {
  if (scope.sentence === sentence.index) return
  const opening = reading.text.slice(sentence.start, sentence.start + 16)
  const newParagraph = scope.paragraph !== sentence.paragraph
  if (newParagraph) scope.listed = []
  scope.paragraph = sentence.paragraph
  scope.sentence = sentence.index
  const base = BASE.exec(opening)?.[1]
  if (base) scope.comparison = base === '同比' ? '同比' : '环比'
  if (base || GOES_ON.test(opening)) return
  if (newParagraph) Object.assign(scope, { comparison: null, subject: '', indicator: '' })
  // in a report of growth against the year before, a new statement means that comparison again
  else if (OWN_PERIOD.test(opening) && scope.comparison === '环比') scope.comparison = scope.yearOnYear ? '同比' : null
}

function plainFigure(reading: Reading, sentence: Sentence, quantity: PrintedQuantity, scope: Scope): Figure | null {
  const { text } = reading
  if (isNoFigure(text, quantity)) return null
  const clause = clauseAt(sentence, quantity.start)
  const before = text.slice(clause.start, quantity.start)
  if (quantity.shape === 'level' && !statesLevel(before)) return null
  const comparison = comparisonFor(quantity, before, scope)
  const direction = directionBefore(text, quantity.start)
  const changes = /^(?:%|个百分点|成)$/.test(quantity.unit) || direction < 0
  const value = changes && direction < 0 && /%|百分点|成/.test(quantity.unit) ? -quantity.value : quantity.value
  const unit =
    quantity.unit === '' && isBareCount(text, quantity)
      ? '个'
      : quantity.shape === 'rank' && quantity.unit === ''
        ? '位'
        : quantity.unit
  const evidence = passage(clause, quantity)
  const subject = subjectOf(reading, sentence, clause, quantity, scope.subject)
  if (subject) scope.subject = subject
  const named = indicatorOf(reading, clause, quantity)
  // 同比增长5.8% after 地区生产总值4216亿元 is the growth of what was named before
  const change = isChange(named)
  const indicator =
    change && scope.indicator
      ? `${scope.indicator}${named && !scope.indicator.endsWith(named) ? `：${named}` : ''}`
      : named
  if (!change && !/^(?:增长|下降|增加|减少|比|)$/.test(named.slice(0, 2))) scope.indicator = named.slice(0, 24)
  return {
    kind: 'figure',
    subject: subject || scope.subject,
    indicator: indicator || '数值',
    value,
    unit,
    period: periodOf(reading, sentence, clause),
    comparison,
    bound: quantity.bound,
    evidence: reading.evidence(evidence.start, evidence.end),
    confidence:
      quantity.shape === 'plain' ? (quantity.unit === '%' || /[亿万]/.test(quantity.unit) ? 0.95 : 0.88) : 0.82,
  }
}

/** 环比持平 and 与上年同期持平 state a figure of 0; 降幅与上月持平 only says that another did not change. */
function statesLevel(before: string): boolean {
  return !/(?:降幅|涨幅|增幅|增速|跌幅)[^，]*$/.test(before) && before.trim() !== ''
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
    /(?:增长|上涨|下降|上升|回落|下跌|减少|增加|降低|提高|涨|降|增)(?:了|约|近|超|超过)?$/.test(before)
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

/** Ranks told by a verb: 夺冠 is first. */
function spokenRanks(reading: Reading): Figure[] {
  const figures: Figure[] = []
  for (const match of allMatches(
    /(?:夺冠|夺得冠军|荣获冠军|摘得桂冠|获得冠军|斩获冠军|勇夺冠军|拔得头筹)/g,
    reading.text,
  )) {
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const year = /(\d{4})年[^，]{0,12}$/.exec(reading.text.slice(clause.start, match.index))?.[1] ?? null
    figures.push({
      kind: 'figure',
      subject: subjectOf(reading, sentence, clause, { start: match.index, end: match.index + match[0].length }, ''),
      indicator: '名次',
      value: 1,
      unit: '位',
      period: year,
      comparison: null,
      bound: null,
      evidence: reading.evidence(
        Math.max(clause.start, match.index - 30),
        Math.min(Math.max(clause.end, match.index + 2), match.index + 30),
      ),
      confidence: 0.7,
    })
  }
  for (const match of allMatches(/(?:^|[，。\n])((?:19|20)\d{2})年起(?=[，])/g, reading.text)) {
    const start = match.index + match[0].length - 6
    const sentence = reading.sentenceAt(start)
    figures.push({
      kind: 'figure',
      subject: subjectOf(reading, sentence, { start, end: sentence.end }, { start, end: start + 6 }, ''),
      indicator: '开始年份',
      value: Number(match[1]),
      unit: '年',
      period: null,
      comparison: null,
      bound: null,
      evidence: reading.evidence(start, Math.min(sentence.end, start + 30)),
      confidence: 0.5,
    })
  }
  return figures
}
