/** A stretch of the page's text, in UTF-16 units. */
export type Stretch = { start: number; end: number }

/** What would part lines or cells where the table is printed: line feeds within a cell, tabs, and whatever else ends a line. */
const PARTS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/** A cell as it is printed: on one line, no broken character, what cannot be stored left out. */
export const printedCell = (cell: string): string => cell.toWellFormed().replaceAll('\0', '').replace(PARTS, ' ')

/**
 * A table as text: a line a row, a tab between cells. Each cell is found again by the tabs of its line alone (`cellsOf`), so that the
 * passage of a cell is exactly its characters.
 */
export const printedRow = (cells: readonly string[]): string => cells.map(printedCell).join('\t')

/** Where the cells of a printed line stand, from the place at which the line begins. */
export function cellsOf(text: string, line: Stretch): Stretch[] {
  const cells: Stretch[] = []
  let start = line.start
  for (let at = start; at <= line.end; at++) {
    if (at < line.end && text.charCodeAt(at) !== 9) continue
    cells.push({ start, end: at })
    start = at + 1
  }
  return cells
}

/** A stretch without the spaces around it; empty at its beginning where there is nothing else. */
export function trimmed(text: string, { start, end }: Stretch): Stretch {
  const words = text.slice(start, end)
  const lead = words.length - words.trimStart().length
  const own = words.trim()
  return own === '' ? { start, end: start } : { start: start + lead, end: start + lead + own.length }
}

/** The lines of a stretch of text. */
export function linesOf(text: string, { start, end }: Stretch): Stretch[] {
  const lines: Stretch[] = []
  for (let from = start; from <= end; ) {
    const feed = text.indexOf('\n', from)
    const to = feed < 0 || feed > end ? end : feed
    lines.push({ start: from, end: to })
    from = to + 1
  }
  return lines
}
