import type { FactOf } from '#contract/extraction.ts'
import { plain } from '../rules.ts'
import { beyond, type Found, halfOfLast, type Known, ofKind, shown } from './known.ts'

// Words that say a list goes on: what is named after them are examples.
const openList = /等|其中|包括|例如|比如|如/

/**
 * What a batch states against the projects its article names: more named than stated cannot be; fewer can, unless they are listed in one
 * breath with it (“19个项目签约：……” without 等). Counts have no tolerance. Amounts are added in 万元 and may differ by half the last printed digit
 * of the total and of each part; where not every project has an amount, only more than the total is a contradiction.
 */
export function batchAgainstNamed(own: Known, article: readonly Known[]): Found[] {
  const [batch] = ofKind([own], 'project')
  const count = batch?.fact.count
  if (!batch || count === undefined) return []
  const named = ofKind(article, 'project').filter(
    each => each.fact.count === undefined && each.articleId === own.articleId,
  )
  if (named.length === 0) return []
  const all = !openList.test(batch.fact.evidence.text) && named.length > 1 && isListed(batch, named)
  const found: Found[] = []
  if (named.length > count || (all && named.length < count))
    found.push({
      kind: 'batch-count',
      factId: own.id,
      otherIds: named.map(each => each.id),
      said: String(count),
      other: String(named.length),
      unit: '个',
      tolerance: 0,
    })
  const total = moneyOf(batch.fact.amounts)
  const parts = named.flatMap(each => moneyOf(each.fact.amounts) ?? [])
  if (total !== undefined && parts.length > 0) {
    const sum = parts.reduce((added, part) => added + part.value, 0)
    const tolerance = total.half + parts.reduce((added, part) => added + part.half, 0)
    const isWhole = parts.length === named.length && named.length === count
    if (beyond(sum - total.value, tolerance) && (sum > total.value || isWhole))
      found.push({
        kind: 'batch-total',
        factId: own.id,
        otherIds: named.map(each => each.id),
        said: shown(total.value),
        other: shown(sum),
        unit: '万元',
        tolerance,
      })
  }
  return found
}

/** Between two names of a list stand a mark and the stage of the first at most. */
const LIST_GAP = 12

/** Whether projects are named one after the other, right before or behind the batch; those told of in sentences of their own are examples. */
function isListed(
  { fact: batch, text = '' }: { fact: FactOf<'project'>; text?: string },
  named: ReadonlyArray<{ fact: FactOf<'project'> }>,
): boolean {
  const spans = named.map(({ fact }) => fact.evidence).toSorted((a, b) => a.start - b.start)
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return false
  const breath = text.slice(Math.min(first.start, batch.evidence.start), Math.max(last.start, batch.evidence.start))
  if (/[。！？\n]/.test(breath)) return false
  const beside = first.start - batch.evidence.end <= LIST_GAP && batch.evidence.start - last.end <= LIST_GAP
  return beside && spans.every((span, i) => i === 0 || span.start - (spans[i - 1]?.end ?? 0) <= LIST_GAP)
}

const yuan: Readonly<Record<string, number>> = { 元: 1e-4, 万元: 1, 亿元: 1e4 }

/** The investment of a project in 万元, with half its last printed digit; undefined for none and for other money. */
function moneyOf(amounts: ReadonlyArray<{ value: number; unit: string; what: string }>) {
  const amount = amounts.find(({ what, unit }) => yuan[plain(unit)] !== undefined && !/注册|合同/.test(what))
  const times = amount && yuan[plain(amount.unit)]
  if (!amount || times === undefined) return undefined
  return { value: amount.value * times, half: halfOfLast(amount.value) * times }
}

/** Whether a passage is the clause right behind another: a comma stands between. */
const isNext = (one: { end: number }, other: { start: number }) => other.start - one.end === 1

const totalWords = /^(总|合计|共|全部|总计|累计)/
const partWords = /其中|分别/

/**
 * Parts against their total within one clause, or the clause right behind it: 布置14件，其中办结9件、在办4件、逾期1件. The first figure is the total where the sentence says
 * that the rest are of it (其中、分别) or where its own name does; the parts are the others of the same unit and period. Each may be rounded by
 * half its last digit. Less than the total is a contradiction only after 分别, which lists all; 其中 may leave some out.
 */
export function partsAgainstTotal(own: Known, article: readonly Known[]): Found[] {
  const [total] = ofKind([own], 'figure')
  if (!total || total.fact.comparison !== null || total.fact.unit === '') return []
  const { evidence, unit, period, indicator, value } = total.fact
  const parts = ofKind(article, 'figure').filter(
    ({ id, fact }) =>
      id !== own.id &&
      fact.comparison === null &&
      plain(fact.unit) === plain(unit) &&
      fact.period === period &&
      (fact.evidence.start === evidence.start || isNext(evidence, fact.evidence)),
  )
  const behind = parts.find(({ fact }) => isNext(evidence, fact.evidence))?.fact.evidence.text ?? ''
  const rest = evidence.text.slice(evidence.text.indexOf(String(value)) + String(value).length) + behind
  const saysSo = totalWords.test(indicator) || partWords.test(rest)
  const isFirst = parts.every(
    ({ fact }) =>
      fact.evidence.start !== evidence.start ||
      evidence.text.indexOf(String(fact.value)) >= evidence.text.indexOf(String(value)),
  )
  if (parts.length < 2 || !saysSo || !isFirst) return []
  // Shares of a whole are no parts of a first share.
  if (/[%％]/.test(unit)) return []
  const sum = parts.reduce((added, { fact }) => added + fact.value, 0)
  const tolerance = halfOfLast(value) + parts.reduce((added, { fact }) => added + halfOfLast(fact.value), 0)
  // Whole numbers of things are counted, not rounded.
  const counted = [value, ...parts.map(({ fact }) => fact.value)].every(Number.isInteger)
  const room = counted ? 0 : tolerance
  if (!beyond(sum - value, room) || (sum < value && !/分别/.test(rest))) return []
  return [
    {
      kind: 'parts-total',
      factId: own.id,
      otherIds: parts.map(({ id }) => id),
      said: shown(value),
      other: shown(sum),
      unit,
      tolerance: room,
    },
  ]
}
