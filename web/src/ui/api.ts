import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, use, useMemo } from 'react'
import type { z } from 'zod'
import type { Problem } from './api/errors.ts'
import { type GetOptions, getFrom, type Query, type SendOptions, sendTo, withQuery } from './api/request.ts'
import { useAsOf } from './asOf/useAsOf.ts'

export { asProblem, FaultError, mayBeDone, type Problem, RefusalError } from './api/errors.ts'
export { newIdempotencyKey, onBeforeAnything, onSignedOut, type Query } from './api/request.ts'

/** The region whose records the application shows; set by the shell from the session. */
export const RegionContext = createContext<number | null>(null)

/** The API of one region: paths begin with the room, `/matters/…`, and the region is put before them. */
export type Api = {
  region: number
  get<S extends z.ZodType>(path: string, schema: S, options?: GetOptions): Promise<z.output<S>>
  send<S extends z.ZodType>(path: string, body: unknown, schema: S, options?: SendOptions): Promise<z.output<S>>
  /** The address of a GET, for links and downloads. */
  href(path: string, params?: Query): string
}

export function apiOf(region: number): Api {
  const full = (path: string) => `/api/${region}${path}`
  return {
    region,
    get: (path, schema, options) => getFrom(full(path), schema, options),
    send: (path, body, schema, options) => sendTo(full(path), body, schema, options),
    href: (path, params) => withQuery(full(path), params),
  }
}

/** The API of the region in use. Only below the shell, where somebody is signed in. */
export function useApi(): Api {
  const region = use(RegionContext)
  if (region === null) throw new Error('useApi is used outside a region')
  return useMemo(() => apiOf(region), [region])
}

type GetHookOptions = {
  params?: Query
  /** Set to ask as of an instant of one's own, or null for now whatever the bar says. */
  asOf?: string | null
  enabled?: boolean
  staleTime?: number
}

/**
 * Reads one answer as of the instant the bar stands at, and keeps it fresh. `path` null asks nothing yet.
 * The error is always a `RefusalError` or a `FaultError`.
 */
export function useGet<S extends z.ZodType>(
  path: string | null,
  schema: S,
  options: GetHookOptions = {},
): UseQueryResult<z.output<S>, Problem> {
  const api = useApi()
  const bar = useAsOf()
  const asOf = options.asOf === undefined ? bar.instant : (options.asOf ?? undefined)
  const params = { ...options.params, asOf }
  return useQuery<z.output<S>, Problem>({
    queryKey: ['api', api.region, path, params],
    queryFn: ({ signal }) => api.get(path ?? '', schema, { params, signal }),
    enabled: path !== null && options.enabled !== false,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  })
}
