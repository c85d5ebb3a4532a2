import type { Comparison, FactOf } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import type { Clause, Reading, Sentence } from '../reading.ts'
import type { Listed } from './listNames.ts'
import { isReported, periodOf } from './period.ts'

type Figure = FactOf<'figure'>

/** What carries over from clause to clause of a paragraph: the comparison of the running statement, whose figure it is, and of when. */
export type Scope = {
  paragraph: number
  sentence: number
  comparison: Comparison | null
  subject: string
  /** the sentence that named the subject */
  ownedIn: number
  /** the place the paragraph reports on */
  region: string
  indicator: string
  /** the sentence that named the indicator */
  namedIn: number
  /** the share of it that was told last, whose change may follow */
  share: string
  /** the period the paragraph reports on */
  period: string | null
  /** the names of the last list told in order, for a list of numbers that has none */
  listed: readonly Listed[]
  /** what the sentence has stated so far, for a list of numbers right behind */
  levels: Listed[]
  yearOnYear: boolean
  /** the only base the article compares with is the year before, so that growth without a base means that */
  onlyYear: boolean
}

/** Words that compare with the year before. */
export const ONLY_YEAR = /同比|[比较](?:上年|去年)(?:同期)?/

/** 从同比看，… says the base of all that follows. */
const BASE = /^(?:从|按)?(同比|环比)(?:来?看|分析|，)|^[与和同比](?:去年|上年)(同期)(?:相比|比)，/

/** The base an opening names, null for none. */
function baseIn(opening: string): '同比' | '环比' | null {
  const base = BASE.exec(opening)
  return base ? (base[1] === '环比' ? '环比' : '同比') : null
}

/** A paragraph or sentence that begins so goes on with the statement before it. */
const GOES_ON = /^(?:其中|分[\u4e00-\u9fff]{1,4}看|分[类别品种]|从[^，]{1,12}看|具体来?看)/

/** A sentence of a period of its own (1—9月，…) makes a new statement. */
const OWN_PERIOD =
  /^(?:今年|去年|20\d{2}年)?(?:\d{1,2}[—~\-至到]\d{1,2}月|\d{1,2}月份?|[一二三四]季度|前三季度|上半年|全年|前\d{1,2}个?月)/

/** Takes the scope into the sentence of the next figure: what a new paragraph or a new statement ends is let go. */
export function enter(reading: Reading, scope: Scope, sentence: Sentence): void {
  if (scope.sentence === sentence.index) return
  const opening = reading.text.slice(sentence.start, sentence.start + 16)
  const newParagraph = scope.paragraph !== sentence.paragraph
  if (newParagraph) Object.assign(scope, { listed: [], period: null })
  scope.levels = []
  scope.paragraph = sentence.paragraph
  scope.sentence = sentence.index
  const base = baseIn(opening)
  if (base) scope.comparison = base
  if (base || GOES_ON.test(opening)) return
  const said = newParagraph ? baseAbove(reading, sentence) : null
  if (said) Object.assign(scope, { comparison: said, subject: '', region: '', indicator: '', share: '' })
  else if (newParagraph) Object.assign(scope, { comparison: null, subject: '', region: '', indicator: '', share: '' })
  // in a report of growth against the year before, a new statement means that comparison again
  else if (OWN_PERIOD.test(opening) && scope.comparison === '环比') scope.comparison = scope.yearOnYear ? '同比' : null
}

/** 从环比看，四涨三降一平。衣着上涨…: the base that a paragraph begins with, where its first sentences have no figure. */
function baseAbove(reading: Reading, sentence: Sentence): Comparison | null {
  const above = reading.sentences[sentence.index - 1]
  if (above?.paragraph !== sentence.paragraph) return null
  return baseIn(reading.text.slice(above.start, above.start + 16))
}

/** An amount makes a new statement: the growth told behind it is no longer that of one month. */
export function restart(scope: Scope, figure: Figure | undefined): void {
  if (
    figure &&
    (figure.comparison === null || figure.comparison === '累计') &&
    !/%|百分点|成|位/.test(figure.unit) &&
    scope.comparison === '环比'
  )
    scope.comparison = scope.yearOnYear ? '同比' : null
}

/** Units of what a report adds up over its period. */
export const STATED = /^(?:%|个百分点|[万亿]{0,2}(?:元|美元|吨|千瓦时|标箱|标准箱|TEU|人次|辆))$/

/** What a period of the paragraph does not date: an amount that is planned or invested once. */
/** What something has at any time: 全长, 总投资. */
const STATIC = /总投资|全长|面积|设计|规模|容积|占地|注册资本|设站|主跨|工期/

const NOT_OF_PERIOD = /项目|工程|基金|总投资|计划|预计|力争|目标|占地|注册资本/

/** The period of a figure: what its sentence says, else, for what a report adds up or compares, that of the paragraph. */
export function periodFor(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: PrintedQuantity,
  scope: Scope,
  isStated: boolean,
): string | null {
  const own = periodOf(reading, sentence, clause, quantity.start)
  if (own !== null) {
    if (isReported(own) && !GOES_ON.test(reading.text.slice(sentence.start, clause.start + 8))) scope.period = own
    return own
  }
  if (scope.period === null) return null
  const said = reading.text.slice(sentence.start, quantity.start)
  if (STATIC.test(reading.text.slice(clause.start, quantity.start))) return null
  return GOES_ON.test(said) || (isStated && !NOT_OF_PERIOD.test(said)) ? scope.period : null
}
