import type { TableMapping } from '#contract/intake/tables.ts'
import { beginningOf } from '#contract/text.ts'
import type { Sheet } from '#kernel/files/index.ts'
import { findHead, type Head } from './head.ts'
import { keysOf, partsOfName } from './names.ts'
import { cellsOf, printedCell, printedRow, type Stretch, trimmed } from './print.ts'

/** A column by its key, with its printed name, the unit that names, and where the name stands. */
export type Column = { key: string; name: string; unit: string } & Stretch

/**
 * Where a table stands in the text of its page, and what is known of it before anybody says what its columns mean. `unit` is one told above
 * the head for all (单位：万元). `numbers` tell the row numbers of the file by pairs [n, number]: from line n of `body` on they count up from
 * number.
 */
export type TableShape = {
  sheet: string
  title: string
  span: Stretch
  head: Stretch
  body: Stretch
  headRow: number
  unit: string
  columns: Column[]
  numbers: Array<[number, number]>
}

/** A sheet as it stands in the text: with its table, or with none where no head is recognised in it. */
export type SheetInText = { sheet: string; title: string; span: Stretch; table: TableShape | null }
/** A sheet to be read; without a mapping nobody has said yet what its columns mean, and no fact is read. */
export type SheetToRead = SheetInText & { mapping: TableMapping | null }
export type PrintedTables = { text: string; sheets: SheetInText[] }

const LONGEST_TITLE = 200

/**
 * Prints the sheets of a file as the text of a page, and says where their tables stand in it; null where no sheet has a head, so that the
 * file is no table. `name` is that of the file.
 */
export function printTables(sheets: readonly Sheet[], name: string): PrintedTables | null {
  const filled = sheets.filter(({ rows }) => rows.length > 0).map(shownInPercent)
  const found = filled.map(sheet => ({
    sheet,
    head: findHead(sheet.rows.map(row => row.map(cell => printedCell(cell).trim()))),
  }))
  if (found.every(({ head }) => head === null)) return null
  const parts: string[] = []
  const printed: SheetInText[] = []
  let at = 0
  for (const { sheet, head } of found) {
    if (parts.length > 0) {
      parts.push('\n\n')
      at += 2
    }
    const lines = sheet.rows.map(printedRow)
    const lead = filled.length > 1 ? [printedCell(sheet.name)] : []
    const own = [...lead, ...lines].join('\n')
    printed.push(placed(sheet, head, { lines, lead, at, name }))
    parts.push(own)
    at += own.length
  }
  return { text: parts.join(''), sheets: printed }
}

/** A sheet with its percentages as a spreadsheet shows them: 3.2% where 0.032 is kept. */
function shownInPercent(sheet: Sheet): Sheet {
  const { percent } = sheet
  if (!percent) return sheet
  const shown = (cell: string) =>
    /^-?[\d.]+(?:e-?\d+)?$/i.test(cell) ? `${Number((Number(cell) * 100).toPrecision(12))}%` : cell
  const rows = sheet.rows.map((row, n) => row.map((cell, i) => (percent[n]?.includes(i) ? shown(cell) : cell)))
  return { ...sheet, rows }
}

type Place = { lines: readonly string[]; lead: readonly string[]; at: number; name: string }

function placed(sheet: Sheet, head: Head | null, { lines, lead, at, name }: Place): SheetInText {
  const starts: number[] = []
  let start = at + lead.reduce((sum, line) => sum + line.length + 1, 0)
  for (const line of lines) {
    starts.push(start)
    start += line.length + 1
  }
  const span = { start: at, end: start - 1 }
  const above = sheet.rows.slice(0, head?.first ?? 0).map(row => row.map(cell => printedCell(cell).trim()))
  const title = titleOf(above, sheet.name, name)
  const own = printedCell(sheet.name)
  if (head === null) return { sheet: own, title, span, table: null }
  const line = (n: number): Stretch => ({
    start: starts[n] ?? span.end,
    end: (starts[n] ?? span.end) + (lines[n]?.length ?? 0),
  })
  const cellsAt = (n: number) => {
    const [own, from] = [lines[n] ?? '', line(n).start]
    const cells = cellsOf(own, { start: 0, end: own.length }).map(cell => trimmed(own, cell))
    return cells.map(({ start, end }) => ({ start: start + from, end: end + from }))
  }
  const last = head.first + head.rows - 1
  const bodyStart = starts[last + 1] ?? span.end
  return {
    sheet: own,
    title,
    span,
    table: {
      sheet: own,
      title,
      span,
      head: { start: line(head.first).start, end: line(last).end },
      body: { start: bodyStart, end: span.end },
      headRow: sheet.at[head.first] ?? head.first + 1,
      unit: unitAbove(above),
      columns: columnsOf(head, [cellsAt(head.first), cellsAt(last)]),
      numbers: numbersOf(sheet.at.slice(last + 1)),
    },
  }
}

/** The columns; where a head of two rows names the part, that is where the name stands. */
function columnsOf({ names }: Head, [above, below]: readonly [readonly Stretch[], readonly Stretch[]]): Column[] {
  const keys = keysOf(names)
  return names.map((name, i) => {
    const own = below[i]
    const { start, end } = (own && own.end > own.start ? own : above[i]) ?? { start: 0, end: 0 }
    return { key: keys[i] ?? '', name, unit: partsOfName(name).unit, start, end }
  })
}

function titleOf(above: ReadonlyArray<readonly string[]>, sheet: string, file: string): string {
  const printed = above
    .flat()
    .find(cell => cell.length >= 4 && !/^(?:单位|填报|日期|时间|制表|附件)[^，]{0,20}[:：]?/.test(cell))
  const named = /^(?:sheet|工作表|表)\d*$/i.test(sheet.trim()) ? '' : printedCell(sheet).trim()
  return beginningOf(printed ?? (named || file.replace(/\.[A-Za-z0-9]{1,5}$/, '')), LONGEST_TITLE)
}

/** 单位：万元 above the head holds for every amount that names none; 单位：万元、人 settles nothing. */
function unitAbove(above: ReadonlyArray<readonly string[]>): string {
  const found = /单位\s*[:：]\s*([^\s，,;；、/）)]{1,10})(?![、/])/.exec(above.flat().join(' '))?.[1] ?? ''
  return partsOfName(`（${found}）`).unit
}

function numbersOf(at: readonly number[]): Array<[number, number]> {
  const runs: Array<[number, number]> = []
  for (const [n, number] of at.entries()) {
    const run = runs.at(-1)
    if (!run || number !== run[1] + (n - run[0])) runs.push([n, number])
  }
  return runs
}

/** The row of the file, counted from 1, that line n of a table's body is. */
export function rowNumber({ numbers }: Pick<TableShape, 'numbers'>, n: number): number {
  const run = numbers.findLast(([from]) => from <= n)
  return run ? run[1] + n - run[0] : n + 1
}
