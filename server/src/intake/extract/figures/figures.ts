import type { Comparison, FactOf } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { between, type Clause, clauseAt, type Reading, type Sentence } from '../reading.ts'
import { alignedFigures, type Listed } from './aligned.ts'
import { boundOf, comparisonIn, isCumulative, signedValue } from './measure.ts'
import { indicatorOf, withoutLead } from './naming.ts'
import { isReported, periodOf } from './period.ts'
import { isBareCount, isNoFigure } from './skip.ts'
import { spokenRanks } from './spoken.ts'
import { isMeasure, isRegion, subjectOf } from './subject.ts'

type Figure = FactOf<'figure'>
/** What carries over from clause to clause of a paragraph: the comparison of the running statement, whose figure it is, and of when. */
type Scope = {
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
  if (!/[、和与及别增降升速幅占]|分列|依次/.test(reading.text.slice(clause.start, quantity.start))) return null
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

/** Words that only say how something changed, against what: 增长, 较去年同期提升, 比上年末增加, 增幅, 占. */
const isChange = (named: string): boolean =>
  /^(?:[较比与](?:上年|去年|上一?个?月|年初|上?同期|上一?季度?|上届|前一年|一季度|[一二三四]季度|上半年|前三季度|\d{1,2}月份?|\d{4}年)(?:同期|同月|末|底|初)?)?(?:同比|环比|累计)?(?:净|再|又|则|平均|年均|首次|已|大幅|小幅|快速|略|微|稳步|同口径|名义|实际|持续)?(?:增长|减收|增收|多收|增支|新增|净新增|降低|下滑|加快|放缓|压降|刚过|突破|后移|下降|增加|减少|提升|提高|上升|回落|上涨|下跌|扩大|收窄|前移|前进|增|减|增幅|降幅|涨幅|增速|翻|达|占|占比|)(?:了|约|近|超|到|至|为|比|率|额|个)?$/.test(
    named,
  )
/** 增速高于全国, 居全省, 完成年度目标: says of what was named before how it stands. */
const isStanding = (named: string): boolean =>
  /^(?:增速|增幅|涨幅|降幅|占比|比重|总量|规模|数量|总数|分别|均|并|已|首次)?(?:[高低快慢]于|高出|低出|领先|优于|[比较][\u4e00-\u9fff\d~—-]{1,10}(?:提高|提升|回落|扩大|收窄|加快|放缓)$|超过?(?:时序|序时)|[比较][\u4e00-\u9fff]{1,8}(?:[高低快慢多少]|高出|低出|偏高|偏低)$|占(?!地)|居(?![民住])|位居|位列|列|排名?|稳居|稳列|名列|跃居|升至|达到?(?:时序|序时|去年|上年)|快于|是[^，]{1,10}$|相当于|为?(?:年初|全年|年度)?(?:预算|计划|目标任务|目标)$|(?:已)?完成(?:全年|年度|年|序时|时序|目标|预算))/.test(
    named,
  )

const ONLY_YEAR = /同比|[比较](?:上年|去年)(?:同期)?/
/** 从同比看，… says the base of all that follows. */
const BASE = /^(?:从|按)?(同比|环比)(?:来?看|分析|，)/
/** A paragraph or sentence that begins so goes on with the statement before it. */
const GOES_ON = /^(?:其中|分[\u4e00-\u9fff]{1,4}看|分[类别品种]|从[^，]{1,12}看|具体来?看)/
/** A sentence of a period of its own (1—9月，…) makes a new statement. */
const OWN_PERIOD =
  /^(?:今年|去年|20\d{2}年)?(?:\d{1,2}[—~\-至到]\d{1,2}月|\d{1,2}月份?|[一二三四]季度|前三季度|上半年|全年|前\d{1,2}个?月)/

function enter(reading: Reading, scope: Scope, sentence: Sentence): void {
  if (scope.sentence === sentence.index) return
  const opening = reading.text.slice(sentence.start, sentence.start + 16)
  const newParagraph = scope.paragraph !== sentence.paragraph
  if (newParagraph) Object.assign(scope, { listed: [], period: null })
  scope.levels = []
  scope.paragraph = sentence.paragraph
  scope.sentence = sentence.index
  const base = BASE.exec(opening)?.[1]
  if (base) scope.comparison = base === '同比' ? '同比' : '环比'
  if (base || GOES_ON.test(opening)) return
  if (newParagraph) Object.assign(scope, { comparison: null, subject: '', region: '', indicator: '', share: '' })
  // in a report of growth against the year before, a new statement means that comparison again
  else if (OWN_PERIOD.test(opening) && scope.comparison === '环比') scope.comparison = scope.yearOnYear ? '同比' : null
}

/** An amount makes a new statement: the growth told behind it is no longer that of one month. */
function restart(scope: Scope, figure: Figure | undefined): void {
  if (figure && figure.comparison === null && !/%|百分点|成|位/.test(figure.unit) && scope.comparison === '环比')
    scope.comparison = scope.yearOnYear ? '同比' : null
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
  if (comparison === null || comparison === '累计') scope.levels.push({ subject, indicator })
  return figure
}

function unitOf(text: string, quantity: PrintedQuantity, indicator: string): string {
  if (quantity.unit !== '') return quantity.unit
  if (isBareCount(text, quantity)) return '个'
  if (quantity.shape === 'rank') return '位'
  return /(?:得分|评分|信用分)$/.test(indicator) ? '分' : ''
}

/** 由1000万元提高到3000万元: the second number is of what the first was. */
const FROM_TO =
  /^(?:左右)?(?:提高|增加|扩大|提升|上升|增长|缩短|压缩|压减|下降|减少|降低|发展|调整|延长|跃升|攀升|回落|拓展|[增升降缩])(?:到|至|为)(?:了|约|近)?$/

/** Whose figure it is and what it measures. A change without a name (同比增长5.8%) is of what was named before. */
function namesOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: PrintedQuantity,
  scope: Scope,
  comparison: Comparison | null,
): { subject: string; indicator: string } {
  const { name: printed, about } = indicatorOf(reading, clause, quantity)
  const name = printed.replace('（下同）', '')
  const pronoun = /^(前者|后者)/.exec(name)?.[1]
  const meant = pronoun && scope.listed.length === 2 ? scope.listed[pronoun === '前者' ? 0 : 1] : undefined
  if (meant) return { subject: meant.subject, indicator: meant.indicator }
  const owner = about
    ? { name: about, isOwner: true }
    : subjectOf(reading, sentence, clause, quantity, {
        carried: scope.subject,
        isHere: scope.ownedIn === sentence.index,
        region: scope.region,
      })
  if (owner.isOwner) Object.assign(scope, { subject: owner.name, ownedIn: sentence.index })
  if (isRegion(owner.name)) scope.region = owner.name
  const subject = owner.name
  const plain = quantity.shape === 'level' ? levelName(name) : name
  const said = owner.isOwner ? withoutSubject(plain, subject) : plain
  const told = isChange(said) ? withoutSubject(measureBefore(reading, sentence, clause), subject) : ''
  const named = (told || said).replace(/(?<=..)累计$/, '')
  const before = between(reading.quantities, Math.max(clause.start, quantity.start - 24), quantity.start).findLast(
    other => other.end <= quantity.start,
  )
  const goesOn = before && FROM_TO.test(reading.text.slice(before.end, quantity.start))
  if (scope.indicator !== '' && (goesOn || isChange(named))) {
    const base = quantity.unit === '个百分点' && scope.share !== '' ? scope.share : scope.indicator
    const indicator = goesOn ? scope.indicator : changeOf(base, named, quantity.unit, comparison)
    if (/占比$/.test(indicator)) scope.share = indicator
    return { subject, indicator }
  }
  const isPlace = quantity.shape === 'rank' && /^(?:[全我][国省市]|[苏浙皖鲁]?[东南西北中]|[\u4e00-\u9fff]{2})$/.test(named)
  if (isPlace && scope.namedIn === sentence.index)
    return { subject, indicator: `${scope.indicator.replace(/(?:位居|位列|[居列排])[\u4e00-\u9fff]*$/, '')}列${named}` }
  if (scope.indicator !== '' && scope.namedIn === sentence.index && isStanding(named)) {
    const indicator = `${scope.indicator}：${named}`.slice(0, 40)
    if (/^占/.test(named)) scope.share = indicator
    return { subject, indicator }
  }
  if (!isChange(named))
    Object.assign(scope, {
      indicator: named.slice(0, 24).replace(/(?<=..)连续$/, ''),
      namedIn: sentence.index,
      share: /.占/.test(named) ? named : '',
    })
  return { subject, indicator: named || '数值' }
}

/** The clause right before, where it has no number of its own. */
function bareClauseBefore(reading: Reading, sentence: Sentence, clause: Clause, not = /[\d、]/): string {
  const before = sentence.clauses.findLast(part => part.end === clause.start - 1)
  const text = before ? reading.text.slice(before.start, before.end) : ''
  return not.test(text) ? '' : text
}

/** 群众满意率力争，达到95%: what the clause right before names, where it has no number of its own. */
function measureBefore(reading: Reading, sentence: Sentence, clause: Clause): string {
  const text = bareClauseBefore(reading, sentence, clause).replace(/(?:为)?最[大高快低小]$/, '')
  return text.length <= 20 && isMeasure(text) ? text.replace(/^(?:其中|目前|确保|力争)/, '') : ''
}

/** 与上年同期基本 + 持平 names nothing by itself. */
const levelName = (name: string): string =>
  name.replace(/(?:[较比与和](?:上年|去年|上月|上季度|上半年)?(?:同期|同月)?|同比|环比|基本|保持|总体|大体|为)+$/, '')

/** 某某区新增企业 is 新增企业 of 某某区. */
function withoutSubject(name: string, subject: string): string {
  const lead = [subject, `《${subject}》`].find(one => name.startsWith(one))
  if (subject.length < 2 || lead === undefined) return name
  const rest = withoutLead(name.slice(lead.length).replace(/^(?:目前|已|将|的|中)+/, ''))
  return rest.length >= 2 && !rest.startsWith('（') && !isChange(rest) ? rest : name
}

/** The change of what was named before; what compares with no year and no month says so in its name, so that it is no second level of it. */
function changeOf(indicator: string, named: string, unit: string, comparison: Comparison | null): string {
  if (/^占比?$/.test(named)) return `${indicator.replace(/占比$/, '')}占比`
  if (named === '' || indicator.endsWith(named) || /^(?:已|首次)?(?:达到?|为|到|至)?$/.test(named)) return indicator
  if (/^(?:%|成|倍)$/.test(unit) && (comparison !== null || !/[较比与]/.test(named))) return indicator
  const said =
    comparison === null ? named : named.replace(/^(?:[较比与][\d上去前年月同期末底初一个季度]+|同比|环比|累计)+/, '')
  return said === '' ? indicator : `${indicator}：${said}`
}

/** Units of what a report adds up over its period. */
const STATED = /^(?:%|个百分点|[万亿]{0,2}(?:元|美元|吨|千瓦时|标箱|标准箱|TEU|人次|辆))$/
/** What a period of the paragraph does not date: an amount that is planned or invested once. */
/** What something has at any time: 全长, 总投资. */
const STATIC = /总投资|全长|面积|设计|规模|容积|占地|注册资本|设站|主跨|工期/
const NOT_OF_PERIOD = /项目|工程|基金|总投资|计划|预计|力争|目标|占地|注册资本/

/** The period of a figure: what its sentence says, else, for what a report adds up or compares, that of the paragraph. */
function periodFor(
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

/** 环比持平 and 与上年同期持平 state a figure of 0; 降幅与上月持平 only says that another did not change. */
function statesLevel(before: string): boolean {
  return !/(?:降幅|涨幅|增幅|增速|跌幅)[^，]*$|(?:上月|去年)为?$/.test(before) && before.trim() !== ''
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
