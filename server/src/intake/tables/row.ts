import type { RowFaultCode } from '#contract/intake/tables.ts'
import { cellsOf, linesOf, type Stretch, trimmed } from './print.ts'
import { rowNumber, type TableShape } from './shape.ts'

/** A row of a table: its line and what that says, its trimmed cells with their places, and the row of the file it is. */
export type Row = { line: Stretch; text: string; row: number; cells: Array<Stretch & { text: string }> }

/** What is wrong with a row, before it is said which row that is: the column, what stands there, and what would be right. */
export type Fault = { code: RowFaultCode; column: number; value?: string; right?: string }

/** The rows of a table below its head, in order. */
export function rowsOf(
  text: string,
  shape: Pick<TableShape, 'body' | 'numbers'>,
  most = Number.POSITIVE_INFINITY,
): Row[] {
  if (shape.body.start >= shape.body.end) return []
  const lines = linesOf(text, shape.body)
  return lines.slice(0, most).map((line, n) => ({
    line,
    text: text.slice(line.start, line.end),
    row: rowNumber(shape, n),
    cells: cellsOf(text, line).map(cell => {
      const own = trimmed(text, cell)
      return { ...own, text: text.slice(own.start, own.end) }
    }),
  }))
}
