import { detectDelimiter, parseCsv } from 'hucre/csv'
import { refuse } from '#kernel/refusal.ts'
import { decodeText } from '../decodeText.ts'
import { limits } from '../limits.ts'
import type { Table } from '../table.ts'
import { plainCell } from '../table.ts'

/**
 * A CSV or TSV file in any of the encodings `decodeText` knows, as one sheet of printed text; the quote put before a formula on export
 * is taken off. Refuses `files.too-many-cells` {name, limit}, `files.unreadable`.
 */
export function readCsvTable(bytes: Uint8Array, name: string): Table {
  const decoded = decodeText(bytes)
  if (decoded === null) throw refuse('files.unreadable', { name, why: 'encoding' })
  const [firstLine = ''] = decoded.text.split(/\r\n?|\n/, 1)
  const delimiter =
    firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : detectDelimiter(decoded.text.slice(0, 10_000))
  const rows: string[][] = []
  const at: number[] = []
  let cells = 0
  for (const [index, row] of parseCsv(decoded.text, { delimiter, typeInference: false }).entries()) {
    const values = row.map(value => plainCell(String(value ?? '')))
    cells += values.length
    if (cells > limits.cells) throw refuse('files.too-many-cells', { name, limit: limits.cells })
    if (values.every(value => value === '')) continue
    rows.push(values)
    at.push(index + 1)
  }
  return { sheets: [{ name: '', rows, at }] }
}
