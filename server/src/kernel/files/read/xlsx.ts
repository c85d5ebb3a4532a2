import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { refuse } from '#kernel/refusal.ts'
import { limits } from '../limits.ts'
import { safePackage } from '../office.ts'
import type { Table } from '../table.ts'
import { printCell } from '../table.ts'
import { percentCells } from './xlsxPercent.ts'

/**
 * The sheets of a workbook as printed text, rows without any value left out; formulas give their kept value. Sparse sheets cost what they hold,
 * not what they span.
 *
 * Refuses `files.too-many-cells` {name, limit}.
 */
export async function readXlsxTable(bytes: Uint8Array, name: string): Promise<Table> {
  const safe = safePackage(bytes)
  // Only the names and order of the sheets: no row is built here.
  const names: string[] = []
  await readXlsx(safe.bytes, {
    sheets: info => {
      names.push(info.name)
      return false
    },
  })
  const inPercent = percentCells(safe.bytes)
  let cells = 0
  const sheets: Table['sheets'] = []
  for (const [index, sheetName] of names.entries()) {
    const rows: string[][] = []
    const at: number[] = []
    const percent: number[][] = []
    const ofSheet = inPercent.get(sheetName)
    for await (const row of streamXlsxRows(safe.bytes, { sheet: index })) {
      const values = row.values.map(printCell)
      while (values.length > 0 && values.at(-1) === '') values.pop()
      if (values.length === 0) continue
      cells += values.length
      if (cells > limits.cells) throw refuse('files.too-many-cells', { name, limit: limits.cells })
      rows.push(values)
      at.push(row.index + 1)
      percent.push(ofSheet?.get(row.index) ?? [])
    }
    sheets.push({ name: sheetName, rows, at, ...(ofSheet ? { percent } : {}) })
  }
  return { sheets }
}
