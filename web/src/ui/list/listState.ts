import type { UrlPatch, UrlValues } from '../urlState.ts'

/** What a list keeps in the address: where in it the reader is, and what narrows it. */
export type ListState = {
  find: string
  sort: string
  cursor: string | undefined
  page: number
  filters: Readonly<Record<string, string>>
}

/** Names of a list's values in the address; a second list on a page takes a prefix. */
export function nameIn(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** Reads a list's state from the address; what is not there is the list's own. */
export function readListState(values: UrlValues, prefix: string, filters: readonly string[], sort: string): ListState {
  const cursor = values[nameIn(prefix, 'cursor')]
  const page = Number(values[nameIn(prefix, 'page')])
  return {
    find: values[nameIn(prefix, 'find')] ?? '',
    sort: values[nameIn(prefix, 'sort')] ?? sort,
    cursor,
    page: cursor !== undefined && Number.isInteger(page) && page > 1 ? page : 1,
    filters: Object.fromEntries(
      filters.flatMap(name => (values[nameIn(prefix, name)] ? [[name, values[nameIn(prefix, name)] ?? '']] : [])),
    ),
  }
}

/** A change of what is listed begins again at the first page: a cursor belongs to one sort and one narrowing. */
export function narrowed(prefix: string, patch: UrlPatch): UrlPatch {
  const named = Object.fromEntries(Object.entries(patch).map(([name, value]) => [nameIn(prefix, name), value]))
  return { ...named, [nameIn(prefix, 'cursor')]: undefined, [nameIn(prefix, 'page')]: undefined }
}

/** The next sort when a column's head is pressed: up, down, then the list's own again. */
export function nextSort(current: string, column: string, own: string): string | undefined {
  if (current === column) return `-${column}`
  if (current === `-${column}`) return undefined
  return column === own ? undefined : column
}

/** Which rows of the whole are shown, from 1. */
export function rangeOf(page: number, limit: number, shown: number): { from: number; to: number } {
  const from = (page - 1) * limit + 1
  return { from, to: from + shown - 1 }
}
