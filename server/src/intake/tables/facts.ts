import type { Dateline, Evidence, Fact, FactOf, Quantity } from '#contract/extraction.ts'
import type { ColumnMeaning, ColumnUse, TableMapping } from '#contract/intake/tables.ts'
import type { Day } from '#kernel/time/index.ts'
import { amountIn, dateIn, namesIn, saysNothing } from './cells.ts'
import type { Fault, Row } from './row.ts'

/** A person said what the columns mean; what remains is how the cells are read. */
const CONFIDENCE = 0.95
/** As long as a person may write a field of a fact. */
const LONGEST = 500

export type RowRead = { facts: Fact[]; datelines: Dateline[]; faults: Fault[] }

/** The cells of one row under what their columns mean. */
type Cells = {
  row: Row
  mapping: TableMapping
  issue: Day | null
  faults: Fault[]
  datelines: Dateline[]
}

/**
 * The facts of one row: none where a cell that must be read cannot be, with what is wrong. Each stands on the row's line; amounts and
 * capacities stand on their cells.
 */
export function factsOfRow(row: Row, mapping: TableMapping, issue: Day | null): RowRead {
  const cells: Cells = { row, mapping, issue, faults: [], datelines: [] }
  const facts = read(cells)
  const { faults, datelines } = cells
  return faults.length > 0 ? { facts: [], datelines: [], faults } : { facts, datelines, faults }
}

function read(cells: Cells): Fact[] {
  const beyond = cells.row.cells.findIndex(({ text }, i) => i >= cells.mapping.columns.length && text !== '')
  if (beyond >= 0)
    cells.faults.push({ code: 'cells-more', column: beyond, right: String(cells.mapping.columns.length) })
  switch (cells.mapping.kind) {
    case 'project':
      return project(cells)
    case 'figure':
      return figures(cells)
    case 'person':
      return person(cells)
    case 'agreement':
      return agreement(cells)
    case 'task':
      return task(cells)
  }
}

function project(cells: Cells): Fact[] {
  const name = needed(cells, 'name')
  timed(cells)
  const fact: FactOf<'project'> = {
    ...common(cells),
    kind: 'project',
    name,
    stage: worded(cells, 'stage'),
    parties: parties(cells),
    place: worded(cells, 'place'),
    amounts: quantities(cells, 'amount'),
    capacity: quantities(cells, 'capacity'),
  }
  return [fact]
}

function person(cells: Cells): Fact[] {
  const name = needed(cells, 'name')
  return [
    {
      ...common(cells),
      kind: 'person',
      name,
      post: worded(cells, 'post'),
      organisation: worded(cells, 'organisation'),
    },
  ]
}

function agreement(cells: Cells): Fact[] {
  const subject = needed(cells, 'what')
  const names = parties(cells)
  if (names.length === 0) cells.faults.push({ code: 'parties-missing', column: first(cells, 'party') ?? 0 })
  timed(cells)
  const date = said(cells, 'date').replace(/\s/g, '')
  const form = worded(cells, 'form') ?? '协议'
  return [{ ...common(cells), kind: 'agreement', parties: names, subject, form, dateText: date || null }]
}

function task(cells: Cells): Fact[] {
  const what = needed(cells, 'what')
  timed(cells)
  return [
    { ...common(cells), kind: 'task', assignee: worded(cells, 'assignee'), what, statedBy: worded(cells, 'statedBy') },
  ]
}

/** Every number of the row is a figure: of its subject and indicator, in its column's period and against what that compares with. */
function figures(cells: Cells): Fact[] {
  const values = columnsOf(cells, 'value')
  const [subject, indicator] = [worded(cells, 'subject') ?? '', said(cells, 'indicator')]
  const ofRow = said(cells, 'unit')
  const period = worded(cells, 'period')
  if (indicator === '' && first(cells, 'indicator') !== null) needed(cells, 'indicator')
  const found = values.flatMap(({ column, meaning }): Fact[] => {
    const cell = cells.row.cells[column]
    if (!cell || saysNothing(cell.text)) return []
    const unit = meaning.unit || ofRow
    const amount = amountIn(cell.text, unit)
    if (amount === null) {
      cells.faults.push({ code: 'amount-unfit', column, right: unit })
      return []
    }
    return [
      {
        ...common(cells, values.length > 1 ? cell.end : undefined),
        kind: 'figure',
        subject,
        indicator: [indicator, meaning.what].filter(Boolean).join('：') || '数值',
        value: amount.value,
        unit: amount.unit,
        period: meaning.period || period,
        comparison: meaning.comparison,
        bound: amount.bound,
      },
    ]
  })
  if (found.length === 0 && cells.faults.length === 0)
    cells.faults.push({ code: 'value-missing', column: values[0]?.column ?? 0 })
  return found
}

/** The row as the passage, up to a place in it where several facts stand on one row. */
function common(
  { row: { line, text, cells } }: Cells,
  end = cells.findLast(each => each.text !== '')?.end ?? line.end,
) {
  const start = cells.find(each => each.text !== '')?.start ?? line.start
  const evidence: Evidence = { start, end, text: text.slice(start - line.start, end - line.start) }
  return { evidence, confidence: CONFIDENCE }
}

const columnsOf = ({ mapping }: Cells, use: ColumnUse): Array<{ column: number; meaning: ColumnMeaning }> =>
  mapping.columns.flatMap((meaning, column) => (meaning.use === use ? [{ column, meaning }] : []))

const first = (cells: Cells, use: ColumnUse): number | null => columnsOf(cells, use)[0]?.column ?? null

/** What the row says in the column of a use; empty where it says nothing or there is none. */
function said(cells: Cells, use: ColumnUse): string {
  const column = first(cells, use)
  const text = column === null ? '' : (cells.row.cells[column]?.text ?? '')
  if (column !== null && text.length > LONGEST)
    cells.faults.push({ code: 'name-too-long', column, right: String(LONGEST) })
  return saysNothing(text) ? '' : text
}

/** A name that must be there. */
function needed(cells: Cells, use: ColumnUse): string {
  const text = said(cells, use)
  if (text === '') cells.faults.push({ code: 'name-missing', column: first(cells, use) ?? 0 })
  return text
}

/** The words of a field: those of its column, or what all rows have in common. */
function worded(cells: Cells, use: keyof TableMapping['fixed']): string | null {
  return said(cells, use) || cells.mapping.fixed[use] || null
}

const parties = (cells: Cells): string[] => [
  ...new Set(columnsOf(cells, 'party').flatMap(({ column }) => namesIn(cells.row.cells[column]?.text ?? ''))),
]

function quantities(cells: Cells, use: 'amount' | 'capacity'): Quantity[] {
  return columnsOf(cells, use).flatMap(({ column, meaning }): Quantity[] => {
    const cell = cells.row.cells[column]
    if (!cell || saysNothing(cell.text)) return []
    const amount = amountIn(cell.text, meaning.unit)
    if (amount === null || amount.value < 0) {
      cells.faults.push({ code: 'amount-unfit', column, right: meaning.unit })
      return []
    }
    if (amount.unit === '') {
      cells.faults.push({ code: 'unit-missing', column })
      return []
    }
    const { start, end, text } = cell
    return [{ value: amount.value, unit: amount.unit, what: meaning.what, evidence: { start, end, text } }]
  })
}

/** Reads the row's date, which the facts of the row then have: as a date expression of the article. */
function timed(cells: Cells): void {
  const column = first(cells, 'date')
  const cell = column === null ? undefined : cells.row.cells[column]
  if (column === null || !cell || saysNothing(cell.text)) return
  const read = dateIn(cell.text, cells.issue)
  if (read === null) cells.faults.push({ code: 'date-unfit', column })
  else {
    const { start, end, text } = cell
    cells.datelines.push({ text: text.replace(/\s/g, ''), resolved: read.resolved, evidence: { start, end, text } })
  }
}
