import { writeXlsx } from 'hucre/xlsx'
import { printable } from '#kernel/documents/text.ts'

/**
 * One sheet: its rows with something in them, as printed text, and beside each its row number in the file, counted from 1. `percent`, where a
 * workbook has such cells, are the columns of each row whose number is shown as a percentage, though the text is the fraction.
 */
export type Sheet = { name: string; rows: string[][]; at: number[]; percent?: number[][] }

/** What a table file holds; a CSV file is one sheet without a name. */
export type Table = { sheets: Sheet[] }

/** A value to write: numbers stay numbers, so that a negative one is not taken for a formula; null is an empty cell. */
export type Cell = string | number | null

/**
 * Values a spreadsheet offers for the cells of a column (counted from 0) under the head, for the next `rows` rows. Anything else may be
 * typed after a warning, since what a file says is checked when it comes back anyway. Values hold no comma: it parts them in the file.
 */
export type Choices = { column: number; values: readonly string[]; rows: number; title: string; message: string }

/** A sheet to write; the first row is the head and stays in view. */
export type SheetToWrite = {
  name: string
  rows: ReadonlyArray<readonly Cell[]>
  choices?: readonly Choices[]
}

/**
 * What a spreadsheet would take for a formula: = + - @, tab, carriage return, NUL, and the full-width forms that East Asian versions
 * read alike (ASVS 5.0.0 V1.2.10, CWE-1236), behind any number of quotes already there.
 */
const formula = /^'*[=+\-@\t\r\0＝＋－＠]/

/** Text as a spreadsheet shows it instead of computing it: with `'` before what would be a formula. */
export function safeCell(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** The text again: the inverse of `safeCell`, so that what was exported is imported as it was. */
export function plainCell(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text
}

/** A value read from a file as it is printed: days as YYYY-MM-DD, with the time where there is one. */
export function printCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return plainCell(value)
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return ''
    const printed = value.toISOString()
    return printed.endsWith('T00:00:00.000Z') ? printed.slice(0, 10) : printed.slice(0, 16).replace('T', ' ')
  }
  return String(value)
}

/** A CSV file (RFC 4180, CR LF, UTF-8 with a mark so that Excel reads Chinese), safe against formulas. */
export function writeCsvTable(rows: ReadonlyArray<readonly Cell[]>): Uint8Array {
  const lines = rows.map(row => row.map(printCsvCell).join(','))
  return new TextEncoder().encode(`\uFEFF${lines.map(line => `${line}\r\n`).join('')}`)
}

/** A workbook, safe against formulas, heads kept in view, columns as wide as their text. */
export async function writeTable(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, rows, choices = [] }) => {
      const cells = rows.map(row =>
        row.map(cell => (typeof cell === 'string' ? xlsxText(safeCell(cell)) : finite(cell))),
      )
      const width = Math.max(0, ...cells.map(row => row.length))
      return {
        name,
        rows: cells,
        columns: Array.from({ length: width }, (_, column) => ({ width: widthOf(cells, column) })),
        freezePane: { rows: 1 },
        ...(choices.length === 0 ? {} : { dataValidations: choices.map(validation) }),
      }
    }),
  })
}

function printCsvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = safeCell(cell.toWellFormed())
  return /[",\r\n\t\0]|^\s|\s$|^'/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function validation({ column, values, rows, title, message }: Choices) {
  if (column > 25 || values.some(value => value.includes(',')))
    throw new Error('choices stand in columns A to Z and hold no comma')
  const letter = String.fromCharCode(65 + column)
  return {
    type: 'list' as const,
    values: [...values],
    range: `${letter}2:${letter}${rows + 1}`,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning' as const,
    errorTitle: title,
    errorMessage: message,
  }
}

const finite = (cell: number | null) => (cell === null || Number.isFinite(cell) ? cell : null)

/**
 * A cell takes at most 32,767 characters. `_x0041_` in a workbook stands for the character of that number (ECMA-376 part 1, 22.9.2.19):
 * text that looks so has its underscore written that way, or it would come back as another text.
 */
const xlsxText = (text: string) =>
  printable(text)
    .slice(0, 32_767)
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')

function widthOf(rows: ReadonlyArray<readonly Cell[]>, column: number): number {
  let widest = 6
  for (const row of rows.slice(0, 200)) {
    const [line = ''] = String(row[column] ?? '').split('\n', 1)
    let width = 2
    for (const char of line.slice(0, 60)) width += char.charCodeAt(0) > 0xff ? 2 : 1
    widest = Math.max(widest, width)
  }
  return Math.min(widest, 60)
}
