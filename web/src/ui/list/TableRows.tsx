import { useKitWords } from '../kitWords.ts'
import { Link } from '../Link.tsx'
import type { Column } from './columns.ts'
import type { TableProps } from './tableProps.ts'
import type { List } from './useList.ts'

/** The table itself: heads without fill, figures at the right, the first column the link. */
export function TableRows<Row>({ list, columns, rowKey, to, label, selection }: TableProps<Row>) {
  const say = useKitWords()
  const chosen = new Set(selection?.keys)
  const shown = list.rows.map(rowKey)
  const areAllChosen = shown.length > 0 && shown.every(key => chosen.has(key))
  const choose = (key: string) =>
    selection?.onChange(chosen.has(key) ? [...chosen].filter(each => each !== key) : [...chosen, key])

  return (
    <table className="list-table" aria-label={label} aria-rowcount={list.hasMoreThanTotal ? -1 : (list.total ?? -1)}>
      <colgroup>
        {selection && <col className="choose" />}
        {columns.map(({ key, width }) => (
          <col key={key} {...(width === undefined ? {} : { style: { width } })} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className="choose">
              <input
                type="checkbox"
                aria-label={say('select-all')}
                checked={areAllChosen}
                onChange={() => selection.onChange(areAllChosen ? [] : [...new Set([...chosen, ...shown])])}
              />
            </th>
          )}
          {selection && chosen.size > 0 ? (
            <th colSpan={columns.length} className="selection-bar">
              <b>{say('selected', { count: chosen.size })}</b>
              {selection.acts}
              <button type="button" className="btn t" onClick={() => selection.onChange([])}>
                {say('clear-selection')}
              </button>
            </th>
          ) : (
            columns.map(column => <Head key={column.key} column={column} list={list} />)
          )}
        </tr>
      </thead>
      <tbody>
        {list.rows.map(row => {
          const key = rowKey(row)
          return (
            <tr key={key} className={chosen.has(key) ? 'row chosen' : 'row'}>
              {selection && (
                <td className="choose">
                  <input
                    type="checkbox"
                    aria-label={say('choose-row')}
                    checked={chosen.has(key)}
                    onChange={() => choose(key)}
                  />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.key} className={column.num ? 'num' : undefined}>
                  {index === 0 && to ? (
                    <Link to={to(row)} row className="name">
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Head<Row>({ column: { head, sort, num }, list }: { column: Column<Row>; list: List<Row> }) {
  const className = num ? 'num' : undefined
  if (sort === undefined)
    return (
      <th scope="col" className={className}>
        {head}
      </th>
    )
  const direction = list.sort === sort ? 'ascending' : list.sort === `-${sort}` ? 'descending' : undefined
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <button type="button" onClick={() => list.sortBy(sort)}>
        {head}
        {direction && <span aria-hidden="true">{direction === 'ascending' ? '↑' : '↓'}</span>}
      </button>
    </th>
  )
}
