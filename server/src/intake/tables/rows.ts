import type { Article, Dateline, Fact } from '#contract/extraction.ts'
import {
  MOST_FAULTS,
  type PassedRow,
  type RowFault,
  type TableMapping,
  type TableOutcome,
} from '#contract/intake/tables.ts'
import { beginningOf } from '#contract/text.ts'
import { inBaseUnit } from '#kernel/quantity/index.ts'
import type { Day } from '#kernel/time/index.ts'
import { plain } from '../rules.ts'
import { type Amount, amountIn, saysNothing } from './cells.ts'
import { factsOfRow } from './facts.ts'
import { type Fault, type Row, rowsOf } from './row.ts'
import type { TableShape } from './shape.ts'
import { isSumRow, Sums } from './sums.ts'

export type TableRead = Pick<Article, 'facts' | 'datelines'> & { outcome: TableOutcome }

/**
 * Reads the rows of a table as it was said what its columns mean. Every row is read, refused with a reason, or passed over with one; a sum
 * row is no fact, but is held against the rows it adds up. The same text and mapping give the same facts.
 */
export function readRows(text: string, shape: TableShape, mapping: TableMapping, issue: Day | null): TableRead {
  const facts: Fact[] = []
  const datelines = new Map<string, Dateline>()
  const outcome: TableOutcome = {
    rows: 0,
    read: 0,
    refused: 0,
    passed: { sum: 0, header: 0, note: 0, section: 0 },
    facts: 0,
    faults: [],
    faultsTotal: 0,
  }
  const tell = ({ row, cells, line }: Row, { code, column, value, right = '' }: Fault) => {
    const cell = cells[column]
    const fault: RowFault = {
      code,
      row,
      start: cell?.start ?? line.start,
      column: shape.columns[column]?.name ?? '',
      value: beginningOf(value ?? cell?.text ?? '', 80),
      right,
    }
    outcome.faultsTotal++
    if (outcome.faults.length < MOST_FAULTS) outcome.faults.push(fault)
  }
  const added = mapping.columns.flatMap(({ use, unit }, i) =>
    use === 'amount' || use === 'capacity' ? [{ i, unit }] : [],
  )
  const sums = new Sums()
  let isBelow = false
  for (const row of rowsOf(text, shape)) {
    outcome.rows++
    const passed = passedAs(row, shape, mapping, isBelow)
    if (passed !== null) {
      outcome.passed[passed]++
      if (passed === 'note') isBelow = true
      if (passed === 'sum')
        for (const { column, said, is } of sums.check(wordsOf(row), numbersOf(row, added)))
          tell(row, { code: 'sum-differs', column, value: said, right: is })
      continue
    }
    sums.add(numbersOf(row, added))
    const read = factsOfRow(row, mapping, issue)
    for (const fault of read.faults) tell(row, fault)
    if (read.facts.length === 0) {
      outcome.refused++
      continue
    }
    outcome.read++
    outcome.facts += read.facts.length
    facts.push(...read.facts)
    for (const line of read.datelines) if (!datelines.has(line.text)) datelines.set(line.text, line)
  }
  return { facts, datelines: [...datelines.values()], outcome }
}

const wordsOf = ({ cells }: Row) => cells.map(cell => cell.text)

/** The amounts of a row in the unit of their column, so that they can be added; null for one that cannot be brought to it. */
function numbersOf({ cells }: Row, columns: ReadonlyArray<{ i: number; unit: string }>): Map<number, number | null> {
  const numbers = new Map<number, number | null>()
  for (const { i, unit } of columns) {
    const cell = cells[i]?.text ?? ''
    if (!saysNothing(cell)) numbers.set(i, inUnit(amountIn(cell, unit), unit))
  }
  return numbers
}

/** 1.2亿元 is 12000 of 万元; null for what is no number, or counts something else. */
function inUnit(amount: Amount | null, unit: string): number | null {
  if (!amount || amount.unit === unit) return amount?.value ?? null
  const [own, one] = [inBaseUnit(amount), inBaseUnit({ value: 1, unit })]
  return own.unit === one.unit ? Number((own.value / one.value).toPrecision(12)) : null
}

/** Notes and who made the table stand below it. */
const NOTE = /^(?:注|备注|说明|附注|填表|制表|审核|填报|联系人|数据来源|资料来源)\s*\d*\s*[:：.、]|^(?:注|说明)[:：\s]/
const SECTION =
  /^(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[类批部章])/

/** Why a row is passed over; null for one that is read. `isBelow` is set where notes have begun. */
function passedAs(
  row: Row,
  { columns }: TableShape,
  { columns: meant }: TableMapping,
  isBelow: boolean,
): PassedRow | null {
  const words = wordsOf(row)
  const filled = words.filter(word => word !== '')
  const [first = ''] = filled
  if (filled.length === 0) return 'section'
  if (isHeadAgain(words, columns)) return 'header'
  if (NOTE.test(first) || (isBelow && filled.length === 1)) return 'note'
  if (isSumRow(words)) return 'sum'
  const used = meant.filter(({ use }) => use !== 'none').length
  return filled.length === 1 && used >= 2 && SECTION.test(first) ? 'section' : null
}

/** The head, printed again where a page began: most of its names stand where they stand above. */
function isHeadAgain(words: readonly string[], columns: TableShape['columns']): boolean {
  const filled = words.filter(word => word !== '').length
  const same = words.filter((word, i) => {
    const name = columns[i]?.name ?? ''
    return word !== '' && (plain(name) === plain(word) || name.split('·').some(part => plain(part) === plain(word)))
  }).length
  return filled >= 2 && same * 4 >= filled * 3
}
