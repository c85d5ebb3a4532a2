import type { Comparison, FactOf } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { between, type Clause, clauseAt, type Reading, type Sentence } from '../reading.ts'
import { allMatches } from '../scan.ts'
import { CHANGES, type Listed, namesFor, type Told } from './listNames.ts'
import { comparisonIn, directionBefore } from './measure.ts'

type Figure = FactOf<'figure'>

/** Between two members of a list: a mark, and what happened to the second. */
const GAP =
  /^(?:[、和与及]|以及)?(?:则|又|同比|环比)?(?:增长|上涨|下降|下跌|减少|增加|提高|提升|上升|回落|前移|后移|下滑|收窄|扩大|降低|超|约|达)?(?:了)?-?$/

/** A list of changes without names and without 分别. */
const GOES_ON =
  /^(?:同比|环比|[比较](?:上年|去年)同期)?(?:增长|下降|增速|增幅|涨幅|降幅|占比|[快慢高低]|提高|提升|上升|回落)(?:为|是|达|了)?-?$|^(?:恢复到|相当于|达到|完成|占)[^，、]{2,14}的$/

/**
 * Lists told in order: 如皋、启东、海安、如东分列第18、20、28、33位 are four figures, each of its own place.
 *
 * Where a list has no names of its own (增幅分别为…, 分列全市第二、第三、第一位) they are those of the list before it (`told.listed`) or the
 * figures before it in the sentence (`told.levels`). Null where the number begins no such list, or where names and numbers are not equally many.
 */
export function alignedFigures(
  reading: Reading,
  sentence: Sentence,
  quantity: PrintedQuantity,
  told: Told,
): { figures: Figure[]; until: number; names: readonly Listed[] } | null {
  const clause = clauseAt(sentence, quantity.start)
  const lead = reading.text.slice(clause.start, quantity.start)
  const marked = /^(.{0,100}?)(?:分别|分列|依次)(?!.*(?:分别|分列|依次))([^\d]{0,20})$/.exec(lead)
  const goesOn = marked ? null : GOES_ON.exec(lead)
  const unmarked = marked || goesOn ? null : /^(.{2,80}?[、和与].*?)((?:为|是|达|：)?)$/.exec(lead)
  if (!marked && !unmarked && !goesOn) return null
  const members = membersFrom(reading, clause, quantity)
  if (members.length < 2) return null
  // 同比增长7.2%和11.6% without 分别 is a list only where as many were told before it
  if (goesOn && told.levels.length !== members.length && told.listed.length !== members.length) return null
  const opening = marked ? (marked[1] ?? '') : (unmarked?.[1] ?? '')
  const said = marked ? (marked[2] ?? '') : (goesOn?.[0] ?? '')
  const last = members.at(-1)
  const rank = members.some(member => member.shape === 'rank') || /分列|[居列排]/.test(lead.slice(opening.length))
  const names = namesFor(opening, {
    said,
    count: members.length,
    isMarked: marked !== null || goesOn !== null,
    isRank: rank,
    told,
  })
  if (!names || !last) return null
  const unit = unitOf(last, { rank, what: `${opening}${said}`, names })
  const figures = valuesOf(reading, members).map((value, i): Figure => {
    const name = names[i] ?? { subject: '', indicator: '' }
    const called = name.ranked !== undefined && /^[位名]$/.test(unit) ? name.ranked : name.indicator
    return {
      kind: 'figure',
      subject: name.subject || told.subject,
      indicator: called === '排名' ? `${rankingOf(reading, clause.start)}排名` : called || '数值',
      value,
      unit: rank || isCutShort(members[i]?.unit ?? '', unit) ? unit : members[i]?.unit || unit,
      period: told.period,
      comparison: comparisonFor(lead, told, { unit, isOwn: opening.length > 0 && opening.includes('、') }),
      bound: members[i]?.bound ?? null,
      evidence: reading.evidence(Math.max(clause.start, last.end - 90), last.end),
      confidence: 0.9,
    }
  })
  return { figures, until: last.end, names }
}

/** The numbers of a list, from its first on: between two of them stand a mark and a word of change at most. */
function membersFrom(reading: Reading, clause: Clause, first: PrintedQuantity): PrintedQuantity[] {
  const members = [first]
  for (const next of between(reading.quantities, first.start + 1, clause.end)) {
    const gap = reading.text.slice(members.at(-1)?.end, next.start)
    if (gap === '' || !GAP.test(gap) || !/^[、和与及以]/.test(gap)) break
    members.push(next)
  }
  return members
}

/** The numbers with their signs: each as the word of change before it says, else as the one before; −1.2% is printed so. */
function valuesOf(reading: Reading, members: readonly PrintedQuantity[]): number[] {
  let sign = 1
  return members.map(({ start, value }) => {
    const direction = directionBefore(reading.text, start)
    if (direction !== 0) sign = direction
    const isMinus = reading.text[start - 1] === '-'
    return (isMinus ? -1 : sign) * value
  })
}

/** 5.6个和4.1个百分点, 210万、180万和60万人次: the unit stands whole only behind the last number. */
const isCutShort = (own: string, unit: string): boolean =>
  /^(?:个|[万亿]+)$/.test(own) && unit.length > own.length && unit.startsWith(own)

function unitOf(
  last: PrintedQuantity,
  { rank, what, names }: { rank: boolean; what: string; names: readonly Listed[] },
): string {
  if (rank) return last.unit || '位'
  if (last.unit !== '') return last.unit
  return /得分|评分|分数|成绩/.test(`${what}${names[0]?.indicator}`) ? '分' : ''
}

/** The comparison of the whole list: what its clause says, else for growth in % that of the running statement. */
function comparisonFor(lead: string, told: Told, { unit, isOwn }: { unit: string; isOwn: boolean }): Comparison | null {
  const own = comparisonIn(lead)
  if (own) return own
  if (
    unit !== '%' ||
    !CHANGES.test(lead) ||
    /[比较](?!上年|去年)[\u4e00-\u9fff\d]{1,8}(?:增|涨|降|升|提|下)/.test(lead)
  )
    return null
  return !isOwn && told.yearOnYear ? '同比' : told.running
}

const RANKING = /[\u4e00-\u9fff]{2,16}?(?:榜单|名单|百强[县市区镇企]{0,3}|指数|评比|测评)/g

/** The list or the index that ranks, told before in the paragraph: 在2024年全国综合实力百强县市榜单中，甲、乙分列第3、第9位. */
function rankingOf(reading: Reading, at: number): string {
  const before = reading.text.slice(Math.max(0, at - 160), at)
  return allMatches(RANKING, before.slice(before.lastIndexOf('\n') + 1)).at(-1)?.[0] ?? ''
}
