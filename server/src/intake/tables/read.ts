import { hash } from 'node:crypto'
import type { Article } from '#contract/extraction.ts'
import type { TableOutcome } from '#contract/intake/tables.ts'
import type { Day } from '#kernel/time/index.ts'
import { readIssueDate } from '../extract/issueDate.ts'
import type { Reading } from '../reading/whole.ts'
import { readRows } from './rows.ts'
import type { SheetToRead } from './shape.ts'

/** Reads a page that is a table: an article a sheet. The grammar of running text is not for rows, and is not asked. */
export function readTables(
  text: string,
  sheets: readonly SheetToRead[],
  { name, issueDate }: { name: string; issueDate?: Day | null },
): Reading {
  const above = sheets.flatMap(({ span, table }) => text.slice(span.start, table?.head.start ?? span.start).split('\n'))
  const told = issueDate
    ? { value: issueDate, basis: '由使用者指定' }
    : readIssueDate([name, ...above], [name, ...above])
  const outcomes: Array<TableOutcome | null> = []
  const articles = sheets.map(({ title, sheet, span, table, mapping }): Article => {
    const read = table && mapping ? readRows(text, table, mapping, told.value) : null
    outcomes.push(read?.outcome ?? null)
    return {
      title,
      kicker: sheets.length > 1 && sheet !== title ? sheet : null,
      subtitle: null,
      kind: 'other',
      span,
      datelines: read?.datelines ?? [],
      bylines: [],
      facts: read?.facts ?? [],
    }
  })
  return {
    source: { name, sha256: hash('sha256', text, 'hex'), chars: text.length },
    issueDate: told,
    articles,
    // Rows come again in the next list of the same office: that is no article printed twice.
    sketches: sheets.map(() => []),
    outcomes,
  }
}
