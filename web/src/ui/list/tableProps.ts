import type { ReactNode } from 'react'
import type { Column } from './columns.ts'
import type { List } from './useList.ts'

/** Rows chosen for an act on all of them; `acts` stand in the place of the head while any is chosen. */
export type Selection = { keys: readonly string[]; onChange: (keys: readonly string[]) => void; acts: ReactNode }

export type TableProps<Row> = {
  list: List<Row>
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** Where the first column leads. */
  to?: (row: Row) => string
  /** What the table holds, for who cannot see it. */
  label: string
  /** Why there may be nothing, and one act. */
  empty: { why: string; act?: ReactNode }
  selection?: Selection
  /** All figures are of one kind: their lines show when a row is pointed at, and the head of the section says so. */
  quiet?: boolean
}
