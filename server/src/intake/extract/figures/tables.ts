import type { Evidence, FactOf } from '#contract/extraction.ts'
import { halfWidth } from '#kernel/quantity/index.ts'
import type { Line } from '../layout/lines.ts'
import { evidenceOf } from '../normalise.ts'

type Figure = FactOf<'figure'>
type Cell = { text: string; start: number; end: number }

/**
 * The figures of printed tables (| 指标 | 绝对量 | 同比增长（%） |): each number is of its row, under its column, in the unit that either
 * names in brackets, or that stands in a column of its own (单位). Rows whose cells are not as many as the head's are left alone.
 */
export function tableFigures(page: string, rows: readonly Line[]): Figure[] {
  const figures: Figure[] = []
  let head: Cell[] | null = null
  for (const row of rows) {
    const cells = cellsOf(row.flow.text)
    if (cells.every(cell => /^[-:—\s]*$/.test(cell.text))) continue
    if (!head || cells.length !== head.length || cells.slice(1).every(cell => numberIn(cell.text) === null)) {
      head = cells
      continue
    }
    const label = cells[0]
    const unit = cells[head.findIndex(({ text }) => /^(?:计量)?单位$/.test(text))]?.text ?? ''
    if (!label || label.text === '') continue
    for (const [i, cell] of cells.entries()) {
      const value = numberIn(cell.text)
      const column = head[i]
      if (i === 0 || value === null || !column) continue
      figures.push(
        figureOf(
          { value, unit },
          label.text,
          column.text,
          cell.text,
          evidenceOf(page, row.flow, label.start, cell.end),
        ),
      )
    }
  }
  return figures
}

function cellsOf(text: string): Cell[] {
  const cells: Cell[] = []
  let from = text.startsWith('|') ? 1 : 0
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && text[i] !== '|') continue
    if (i === text.length && from === i) break
    const raw = text.slice(from, i)
    const start = from + (raw.length - raw.trimStart().length)
    cells.push({ text: raw.trim(), start, end: start + raw.trim().length })
    from = i + 1
  }
  return cells
}

/** The number of a cell, with its sign and any % behind it; null for words and for what is missing (—). */
export function numberIn(text: string): number | null {
  const match = /^([-−+])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?[%％]?$/.exec(halfWidth(text))
  if (!match) return null
  const value = Number(`${(match[2] ?? '').replaceAll(',', '')}${match[3] ?? ''}`)
  return match[1] === '-' || match[1] === '−' ? -value : value
}

function figureOf(
  { value, unit: ofRow }: { value: number; unit: string },
  row: string,
  column: string,
  cell: string,
  evidence: Evidence,
): Figure {
  const share = /%|％/.test(cell) || /（[%％]）|[%％]/.test(column)
  const unit = share ? '%' : (/（([^）]{1,12})）/.exec(column)?.[1] ?? /（([^）]{1,12})）/.exec(row)?.[1] ?? ofRow)
  const comparison = /同比|比上年/.test(column)
    ? '同比'
    : /环比/.test(column)
      ? '环比'
      : /较上月/.test(column)
        ? '较上月'
        : /累计/.test(column)
          ? '累计'
          : null
  return {
    kind: 'figure',
    subject: row.replace(/（[^）]*）/g, ''),
    indicator: column.replace(/（[^）]*）/g, ''),
    value,
    unit,
    period: /(?:20\d{2}年)?\d{1,2}(?:[—~-]\d{1,2})?月|20\d{2}年|[一二三四]季度|上半年|全年/.exec(column)?.[0] ?? null,
    comparison,
    bound: null,
    evidence,
    confidence: 0.85,
  }
}
