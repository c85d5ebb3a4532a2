import { useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

export type UrlValues = Readonly<Record<string, string>>
/** Values to set; undefined or an empty text takes a value out of the address. */
export type UrlPatch = Readonly<Record<string, string | undefined>>

/** Reads an address's query as plain texts: what a person types is what stands there, without quotes. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Writes texts as an address's query; the opposite of `parseSearch`. */
export function stringifySearch(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && value !== '') query.set(name, value)
  }
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

export function patched(values: UrlValues, patch: UrlPatch): Record<string, string> {
  const merged: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...values, ...patch }))
    if (value !== undefined && value !== '') merged[name] = value
  return merged
}

/** The query of the address as texts, and how to change it. With `replace` the change leaves no step in the history. */
export function useUrlState(): [UrlValues, (patch: UrlPatch, options?: { replace?: boolean }) => void] {
  const values = useRouterState({ select: state => textsOf(state.location.search), structuralSharing: true })
  const navigate = useNavigate()
  const set = useCallback(
    (patch: UrlPatch, { replace = false }: { replace?: boolean } = {}) => {
      void navigate({
        to: '.',
        search: (before: unknown) => patched(textsOf(before), patch),
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [values, set]
}

/** Only texts: the router's own type of a query is whatever somebody navigated with. */
export function textsOf(search: unknown): Record<string, string> {
  if (typeof search !== 'object' || search === null) return {}
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** A part of the path by its name (`/matters/$id`), or an empty text where the page has none such. */
export function usePathText(name: string): string {
  const params: unknown = useParams({ strict: false })
  return textsOf(params)[name] ?? ''
}
