import { readTable, readText, typeByContent } from '#kernel/files/index.ts'
import { type PrintedTables, printTables } from '../tables/shape.ts'

const SLOWEST_MS = 60_000

/** Pages of a file that are pictures, by their numbers from 1, and how many pages it has. */
export type Pictures = { numbers: number[]; total: number }
/** A file as the text of a page: with the tables it is printed from, or with those of its pages that are pictures and are not in the text. */
export type FileText = { text: string; tables: PrintedTables | null; pictures: Pictures | null }

/**
 * The text of a file, typed by its content and parsed in a worker that is killed when it takes over a minute. A workbook or CSV file with a
 * head that is recognised is printed as a table. Refusals of `files`.
 */
export async function textOfFile(bytes: Uint8Array, name: string): Promise<FileText> {
  const options = { timeoutMs: SLOWEST_MS }
  const { type } = typeByContent(bytes, name)
  if (type === 'xlsx' || type === 'csv') {
    const tables = printTables((await readTable(bytes, name, options)).sheets, name)
    if (tables) return { text: tables.text, tables, pictures: null }
  }
  const { text, scanned = [], pages = [] } = await readText(bytes, name, options)
  return { text, tables: null, pictures: scanned.length > 0 ? { numbers: scanned, total: pages.length } : null }
}
