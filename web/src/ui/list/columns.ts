import type { ReactNode } from 'react'

/** A column of a list. The first one is the link to the row. */
export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => ReactNode
  /** The server's name for sorting by it; without it the column cannot be sorted. */
  sort?: string
  /** Figures stand at the right, with equal decimals. */
  num?: boolean
  width?: number | string
  /** Where it goes when rows are stacked on a phone: joined in the second line, at the right end, or left out. */
  phone?: 'line' | 'end' | 'hide'
}
