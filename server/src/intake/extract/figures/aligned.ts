import type { Comparison, FactOf } from '#contract/extraction.ts'
import { findQuantities, type PrintedQuantity, plainUnit, readNumeral } from '#kernel/quantity/index.ts'
import { clauseAt, type Reading, type Sentence } from '../reading.ts'
import { comparisonIn, directionBefore } from './measure.ts'
import { periodOf } from './naming.ts'

type Figure = FactOf<'figure'>

const NUMBER = '(?:第?[-−]?[\\d.]+|第[一二三四五六七八九十百]+)'
const PATTERN = new RegExp(
  `^([^，。；：]{0,80}?)(分列|分别(?:位居|位列|居|列|排名|排在|为|是|达到?|增长|上涨|下降|减少|完成|实现|有|新增|占)?)([^，。；\\n\\d第]{0,6}?)(${NUMBER}(?:[%％]|[^\\d、和，。；-]{0,4})(?:(?:、|和|与)${NUMBER}[^、，。；\\d和与]{0,6})+)`,
)
/** What is measured, by its last word. */
const MEASURE =
  /(?:值|额|量|率|收入|投资|产值|消费|价格|总量|规模|出口|进口|面积|人数|户数|占比|比重|排名|指数|增速|存款|贷款|余额)$/
/** The end of the last name where the thing measured stands right behind it: 丙区 + 规上工业增加值. */
const LAST_NAME = /^([\u4e00-\u9fff]{1,10}?(?:省|市|区|县|镇|乡|街道|集团|公司|产业|园))(.{2,})$/

/** What the statement before a list tells of it: its comparison, whether the article compares with the year before, the names of the last list. */
type Told = { running: Comparison | null; yearOnYear: boolean; listed: readonly string[] }

/**
 * Lists told in order: 如皋、启东、海安、如东分列第18、20、28、33位 are four figures, each of its own place.
 *
 * Where a list has no names of its own (增幅分别为…, 分列全市第二、第三、第一位) they are those of the list before it in the sentence,
 * `told.listed`. Null where the number stands in no such list, or where names and numbers are not equally many.
 */
export function alignedFigures(
  reading: Reading,
  sentence: Sentence,
  quantity: PrintedQuantity,
  { running, yearOnYear, listed: carried }: Told,
): { figures: Figure[]; until: number; names: readonly string[] } | null {
  const clause = clauseAt(sentence, quantity.start)
  const text = reading.text.slice(clause.start, clause.end)
  if (!/分列|分别/.test(text)) return null
  const match = PATTERN.exec(text)
  const listed = match?.[4]
  if (!match || !listed || quantity.start < clause.start + match[0].length - listed.length - 3) return null

  const numbers = listed.split(/[、和与]/)
  const opening = (match[1] ?? '')
    .replace(/^.*(?:其中|排名前[\u4e00-\u9fff\d]+)/, '')
    .replace(/^[对向从](?=[^、]{2,8}、)/, '')
  const own = opening.split(/[、和与及]/).filter(name => name.length > 0)
  const isCarried = own.length < 2 && opening.length <= 12 && carried.length === numbers.length
  const names = isCarried ? [...carried] : own
  const last = names.at(-1) ?? ''
  const width = names[0]?.length ?? 0
  // names of one width show where the last one ends: 如皋、启东、如东 + 规上工业增加值
  const even =
    last.length >= width + 2 &&
    (names.length >= 3 || MEASURE.test(last)) &&
    names.slice(0, -1).every(name => name.length === width)
  const tail = isCarried
    ? [last, last, opening]
    : (LAST_NAME.exec(last) ?? (even ? [last, last.slice(0, width), last.slice(width)] : null))
  if (tail?.[1]) names[names.length - 1] = tail[1]
  if (names.length !== numbers.length || names.length < 2) return null
  const closing = findQuantities(numbers.at(-1) ?? '')[0]
  const unit = plainUnit(
    /[^\d.、第-]+$/.exec(numbers.at(-1) ?? '')?.[0]?.replace(/^(.{0,6}?)(?:左右|以上)?$/, '$1') ?? closing?.unit ?? '',
  )
  const sign = directionBefore(reading.text, clause.start + match[0].length - listed.length) < 0 ? -1 : 1
  const ranks = /列|居|位|排/.test(match[2] ?? '') || /^第/.test(listed)
  const said = `${(match[2] ?? '').replace(/^分[别列]/, '').replace(/[为是居列]$/, '')}${match[3] ?? ''}`
  const indicator = ranks ? `${match[3] ?? ''}排名` : said
  const changes = /增长|上涨|下降|减少|增幅|增速|涨幅|降幅/.test(`${match[2] ?? ''}${isCarried ? opening : ''}`)
  const figures = numbers.map(
    (printed, i): Figure => ({
      kind: 'figure',
      subject: names[i] ?? '',
      indicator: `${tail?.[2] ?? ''}${indicator}` || '数值',
      value: sign * numberIn(printed),
      unit: ranks ? unit.replace(/^[一二三四五六七八九十百]*$|^[一二三四五六七八九十百]+(?=[位名])/, '') || '位' : unit,
      period: periodOf(reading, sentence, clause),
      comparison:
        comparisonIn(text.slice(0, match[0].length)) ??
        (changes && unit === '%' ? (isCarried && yearOnYear ? '同比' : running) : null),
      bound: null,
      evidence: reading.evidence(clause.start + Math.max(0, match[0].length - 90), clause.start + match[0].length),
      confidence: 0.9,
    }),
  )
  return figures.every(figure => Number.isFinite(figure.value))
    ? { figures, until: clause.start + match[0].length, names }
    : null
}

/** The number of one member of the list, in digits or, as a rank, in characters. */
function numberIn(printed: string): number {
  const digits = /[-−]?[\d.]+/.exec(printed)?.[0]
  if (digits !== undefined) return Number(digits.replace('−', '-'))
  const said = /第([一二三四五六七八九十百]+)/.exec(printed)?.[1]
  return said === undefined ? Number.NaN : (readNumeral(said) ?? Number.NaN)
}
