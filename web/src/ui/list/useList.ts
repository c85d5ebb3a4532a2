import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { page as pageOf } from '#contract/kernel.ts'
import type { Query } from '../api/request.ts'
import { type Problem, useApi } from '../api.ts'
import { useAsOf } from '../asOf/useAsOf.ts'
import { useUrlState } from '../urlState.ts'
import { type ListState, nameIn, narrowed, nextSort, rangeOf, readListState } from './listState.ts'

type Spec<S extends z.ZodType> = {
  /** The list's path under the region: `/matters`. */
  path: string
  row: S
  /** The sort when none is chosen: `-dueOn`. */
  sort: string
  /** Names of filters kept in the address and sent as parameters. */
  filters?: readonly string[]
  /** Parameters that are not the reader's to change. */
  params?: Query
  limit?: number
  /** Set for a second list on the same page. */
  prefix?: string
}

export type List<Row> = ListState & {
  rows: readonly Row[]
  total: number | undefined
  /** Counting stopped at `total`. */
  hasMoreThanTotal: boolean
  from: number
  to: number
  isLoading: boolean
  isStopped: boolean
  /** Other rows are on their way; those shown are the ones before. */
  isTurning: boolean
  problem: Problem | null
  hasNext: boolean
  hasPrevious: boolean
  isNarrowed: boolean
  next(): void
  previous(): void
  toStart(): void
  sortBy(column: string): void
  setFind(words: string): void
  setFilter(name: string, value: string | undefined): void
  clear(): void
  again(): void
  cancel(): void
}

/** The cursor before a cursor, for going back; after a reload only the way to the start is known. */
const before = new Map<string, string | undefined>()

/** A list filtered, sorted and paged by the server, with its state in the address. Draw it with `DataTable`. */
export function useList<S extends z.ZodType>(spec: Spec<S>): List<z.output<S>> {
  const { path, row, sort, filters = [], params = {}, limit = 50, prefix = '' } = spec
  const api = useApi()
  const { instant } = useAsOf()
  const client = useQueryClient()
  const [values, set] = useUrlState()
  const [isStopped, setStopped] = useState(false)
  const state = readListState(values, prefix, filters, sort)
  const schema = useMemo(() => pageOf(row), [row])

  const asked = {
    ...params,
    ...state.filters,
    find: state.find,
    sort: state.sort,
    cursor: state.cursor,
    limit,
    asOf: instant,
  }
  const queryKey = ['api', api.region, path, asked]
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery<z.output<typeof schema>, Problem>({
    queryKey,
    queryFn: ({ signal }) => api.get(path, schema, { params: asked, signal }),
    placeholderData: keepPreviousData,
  })

  const rows = data?.rows ?? []
  const turnTo = (cursor: string | undefined, page: number) =>
    set({ [nameIn(prefix, 'cursor')]: cursor, [nameIn(prefix, 'page')]: page > 1 ? String(page) : undefined })
  const narrow = (patch: Record<string, string | undefined>, replace = false) =>
    set(narrowed(prefix, patch), { replace })
  const key = `${path} ${state.cursor}`

  return {
    ...state,
    rows,
    total: data?.total,
    hasMoreThanTotal: data?.hasMoreThanTotal ?? false,
    ...rangeOf(state.page, limit, rows.length),
    isLoading: isPending && !isStopped,
    isStopped,
    isTurning: isPlaceholderData,
    problem: error,
    hasNext: data !== undefined && data.next !== null,
    hasPrevious: state.cursor !== undefined && before.has(key),
    isNarrowed: state.find !== '' || Object.keys(state.filters).length > 0,
    next: () => {
      if (!data || data.next === null || isPlaceholderData) return
      before.set(`${path} ${data.next}`, state.cursor)
      turnTo(data.next, state.page + 1)
    },
    previous: () => turnTo(before.get(key), state.page - 1),
    toStart: () => turnTo(undefined, 1),
    sortBy: column => narrow({ sort: nextSort(state.sort, column, sort) }),
    setFind: words => narrow({ find: words }, true),
    setFilter: (name, value) => narrow({ [name]: value }),
    clear: () => narrow({ find: undefined, ...Object.fromEntries(filters.map(name => [name, undefined])) }),
    again: () => {
      setStopped(false)
      void refetch()
    },
    cancel: () => {
      setStopped(true)
      void client.cancelQueries({ queryKey })
    },
  }
}
