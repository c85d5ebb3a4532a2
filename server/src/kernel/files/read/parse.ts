import { refuse } from '#kernel/refusal.ts'
import { decodeText } from '../decodeText.ts'
import type { Kind } from '../kinds.ts'
import { shownName } from '../kinds.ts'
import { limits } from '../limits.ts'
import type { Table } from '../table.ts'
import { inPackage, typeByContent } from '../typeByContent.ts'
import type { PageSpan } from './pdf.ts'

/**
 * The text of a file. `dropped` counts references to the outside that were left out; `scanned` are the numbers of a PDF's pages, from 1,
 * that hold a picture and no text.
 */
export type ReadText = { text: string; kind: Kind; pages?: PageSpan[]; scanned?: number[]; dropped?: number }

/** Reads a file's text in this thread. Only the worker calls it: a parser cannot be stopped from its own thread. */
export async function parseText(bytes: Uint8Array, name: string): Promise<ReadText> {
  const { type: kind } = typeByContent(bytes, name)
  const read = await textOf(bytes, name, kind)
  if (read.text.length > limits.characters)
    throw refuse('files.too-large', { name: shownName(name), limitMiB: limits.characters / 1024 / 1024 })
  return { ...read, kind }
}

/** Reads a table file's cells in this thread. Refuses `files.not-a-table` for other kinds. */
export async function parseTable(bytes: Uint8Array, name: string): Promise<Table> {
  const { type: kind } = typeByContent(bytes, name)
  const shown = shownName(name)
  if (kind !== 'xlsx' && kind !== 'csv') throw refuse('files.not-a-table', { name: shown, type: kind })
  return tableOf(bytes, shown, kind)
}

async function textOf(bytes: Uint8Array, name: string, kind: Kind): Promise<Omit<ReadText, 'kind'>> {
  const shown = shownName(name)
  switch (kind) {
    case 'docx': {
      const { readDocx } = await import('./docx.ts')
      return awaitPackage(shown, () => readDocx(bytes))
    }
    case 'pdf': {
      const { readPdf } = await import('./pdf.ts')
      return readPdf(bytes, shown)
    }
    case 'xlsx': {
      const { sheets } = await tableOf(bytes, shown, kind)
      return {
        text: sheets.map(({ name, rows }) => [name, ...rows.map(row => row.join('\t'))].join('\n')).join('\n\n'),
      }
    }
    case 'html': {
      const { webPageToText } = await import('./html.ts')
      return { text: webPageToText(textIn(bytes, shown)) }
    }
    default:
      return { text: textIn(bytes, shown) }
  }
}

async function tableOf(bytes: Uint8Array, shown: string, kind: 'xlsx' | 'csv'): Promise<Table> {
  if (kind === 'csv') return (await import('./csv.ts')).readCsvTable(bytes, shown)
  const { readXlsxTable } = await import('./xlsx.ts')
  return awaitPackage(shown, () => readXlsxTable(bytes, shown))
}

function textIn(bytes: Uint8Array, shown: string): string {
  const decoded = decodeText(bytes)
  if (decoded === null) throw refuse('files.unreadable', { name: shown, why: 'encoding' })
  return decoded.text
}

async function awaitPackage<Result>(shown: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    return inPackage(shown, () => {
      throw error
    })
  }
}
