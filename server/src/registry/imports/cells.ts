import type { ImportTable } from '#contract/registry.ts'
import { nameUpTo } from '#contract/text.ts'
import { type FieldRefusal, Refusal, refuse } from '#kernel/refusal.ts'
import { type Day, isDay } from '#kernel/time/day.ts'

export type Cells = Readonly<Record<string, string>>
/** What an importer did with one row. */
export type RowResult = { did: 'added' | 'changed' | 'same'; proven: number }

/** The number a row has in a spreadsheet: the header is row 1. */
export const rowNumber = (index: number) => index + 2

/** A cell that must be filled. Refuses `registry.cell-empty`. */
export function required(row: Cells, ...columns: readonly string[]): string {
  const found = optional(row, ...columns)
  if (found === null) throw refuse('registry.cell-empty', {}, { field: columns[0] ?? '' })
  return found
}

/** The first filled cell of the columns, or null. What is no prose is a name and is held to what a form takes. Refuses `registry.cell-unfit`. */
export function optional(row: Cells, ...columns: readonly string[]): string | null {
  for (const column of columns) {
    const text = prose.has(column) ? row[column]?.trim() : nameIn(row, column)
    if (text) return text
  }
  return null
}

/** Cells that are kept as they are written: remarks, and quotations that must be found again in their source. */
const prose = new Set(['note', 'source', 'source_quote', 'value'])
/** Several names in one cell, and titles of sources. */
const longer: Readonly<Record<string, number>> = { aliases: 4000, source_page: 200 }

function nameIn(row: Cells, column: string): string {
  const text = row[column] ?? ''
  const name = nameUpTo(longer[column] ?? 120).safeParse(text)
  if (name.success) return name.data
  throw refuse('registry.cell-unfit', { text: text.slice(0, 40) }, { field: column })
}

/** A day, or null. Refuses `registry.cell-not-a-day`. */
export function dayCell(row: Cells, column: string): Day | null {
  const text = optional(row, column)
  if (text === null || isDay(text)) return text
  throw refuse('registry.cell-not-a-day', { text: text.slice(0, 40) }, { field: column })
}

/** A whole number not below 0, or null. Refuses `registry.cell-not-a-number`. */
export function countCell(row: Cells, column: string): number | null {
  const text = optional(row, column)
  if (text === null) return null
  if (!/^\d{1,6}$/.test(text))
    throw refuse('registry.cell-not-a-number', { text: text.slice(0, 40) }, { field: column })
  return Number(text)
}

/** One of the codes. Refuses `registry.cell-unknown-code`. */
export function codeCell<Code extends string>(row: Cells, column: string, codes: readonly Code[]): Code {
  const text = required(row, column)
  const code = codes.find(each => each === text)
  if (code === undefined)
    throw refuse('registry.cell-unknown-code', { text: text.slice(0, 40), known: codes.join('、') }, { field: column })
  return code
}

/** Several values in one cell, separated by ｜, | or ；. */
export function listCell(row: Cells, column: string): string[] {
  return (optional(row, column) ?? '')
    .split(/[｜|；;]/)
    .map(each => each.trim())
    .filter(Boolean)
}

/** Refuses columns the table does not have, so that a misspelt head loses nothing silently. */
export function checkColumns(table: ImportTable, rows: readonly Cells[], known: readonly string[]): void {
  const unknown = new Set(rows.flatMap(row => Object.keys(row)).filter(column => !known.includes(column)))
  if (unknown.size > 0)
    throw refuse(
      'registry.columns-unknown',
      { table, columns: [...unknown].slice(0, 10).join('、'), known: known.join('、') },
      { field: 'rows' },
    )
}

const SHOWN = 50

/**
 * Does every row, in order, and refuses all when any is refused: `registry.import-unfit` with one line per refused row, which names
 * the row as the spreadsheet counts it and the column. The command's transaction is rolled back with it.
 */
export async function eachRow(
  table: ImportTable,
  rows: readonly Cells[],
  work: (row: Cells) => Promise<RowResult>,
): Promise<RowResult[]> {
  const results: RowResult[] = []
  const wrong: FieldRefusal[] = []
  for (const [index, row] of rows.entries()) {
    try {
      results.push(await work(row))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const column = error.field ?? ''
      wrong.push({
        path: `rows.${index}${column === '' ? '' : `.${column}`}`,
        code: error.code,
        params: { ...error.params, row: rowNumber(index), column },
      })
      if (wrong.length >= SHOWN) break
    }
  }
  const first = wrong[0]
  if (!first) return results
  throw refuse(
    'registry.import-unfit',
    { table, count: wrong.length, row: first.params.row ?? null, column: first.params.column ?? null },
    { field: 'rows', fields: wrong },
  )
}
