import { useRef } from 'react'
import { Empty } from '../Empty.tsx'
import { FaultNote } from '../FaultNote.tsx'
import { useKitWords } from '../kitWords.ts'
import { Loading } from '../Loading.tsx'
import { usePhone } from '../media.ts'
import { ListFoot } from './ListFoot.tsx'
import { StackedRows } from './StackedRows.tsx'
import { TableRows } from './TableRows.tsx'
import type { TableProps } from './tableProps.ts'
import { useRowKeys } from './useRowKeys.ts'
import './list.css'

/**
 * A list of the server as a table: sorted, narrowed and paged there; stacked rows on phones. J and K move along the rows, Enter opens.
 *
 * A table of our own and not the library's: that one measures scroll bars with an inline style, which the page's policy refuses.
 */
export function DataTable<Row>(props: TableProps<Row>) {
  const { list, empty, quiet = false } = props
  const say = useKitWords()
  const phone = usePhone()
  const box = useRef<HTMLDivElement>(null)
  useRowKeys(box)

  const again = (
    <button type="button" className="btn" onClick={list.again}>
      {say('again')}
    </button>
  )
  const isBare = list.rows.length === 0
  return (
    <div ref={box} className={quiet ? 'list quiet' : 'list'} aria-busy={list.isLoading || list.isTurning}>
      {list.problem && <FaultNote problem={list.problem} onAgain={list.again} />}
      {phone
        ? !isBare && <StackedRows {...props} rows={list.rows} />
        : !(isBare && list.problem) && <TableRows {...props} />}
      {isBare && list.isLoading && <Loading onCancel={list.cancel} />}
      {isBare && list.isStopped && <Empty why={say('stopped')} act={again} />}
      {isBare && !list.isLoading && !list.isStopped && !list.problem && <Empty {...empty} />}
      <ListFoot list={list} />
    </div>
  )
}
