import { Fragment } from 'react'
import { Link } from '../Link.tsx'
import type { Column } from './columns.ts'

type Props<Row> = {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  to?: (row: Row) => string
  label: string
}

/** The rows of a table one above the other, for phones: the name, a line of the rest, and what stands at the right end. */
export function StackedRows<Row>({ rows, columns, rowKey, to, label }: Props<Row>) {
  const [name, ...rest] = columns
  const lines = rest.filter(({ phone = 'line' }) => phone === 'line')
  const ends = rest.filter(({ phone }) => phone === 'end')
  return (
    <ul className="stacked" aria-label={label}>
      {rows.map(row => (
        <li key={rowKey(row)} className="row">
          <div className="stacked-name">
            {name && (to ? <Link to={to(row)}>{name.cell(row)}</Link> : name.cell(row))}
          </div>
          <div className="stacked-line">
            {filled(lines, row).map(({ column, cell }, index) => (
              <Fragment key={column.key}>
                {index > 0 && '·'}
                <span>
                  {column.num && <span className="qq">{column.head}</span>} {cell}
                </span>
              </Fragment>
            ))}
          </div>
          {ends.length > 0 && (
            <div className="stacked-end">
              {ends.map(column => (
                <span key={column.key}>{column.cell(row)}</span>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The cells that say something: on a line an empty one would leave two dots side by side. */
function filled<Row>(columns: readonly Column<Row>[], row: Row) {
  return columns
    .map(column => ({ column, cell: column.cell(row) }))
    .filter(({ cell }) => cell !== null && cell !== undefined && cell !== false && cell !== '')
}
