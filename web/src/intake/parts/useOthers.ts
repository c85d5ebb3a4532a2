import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useClock } from '#ui/clock.ts'
import { type FactChanges, type FactView, factChanges } from '../api.ts'

export type Other = FactChanges['changes'][number]

const LOOK_MS = 3000
/** A command may be known a moment after the instant it bears, so each look goes back a little behind the last. */
const OVERLAP_MS = 10_000

/**
 * What others at the same page decide while it is open: looked for every few seconds, and what is shown is read again when there is any.
 * Gives what they did last; nothing while a past day is shown or nobody looks at the page.
 */
export function useOthers(pageId: string, facts: readonly FactView[]): Other | null {
  const api = useApi()
  const client = useQueryClient()
  const { isPast } = useAsOf()
  const [last, setLast] = useState<Other | null>(null)
  const clock = useClock()
  const [seen] = useState(() => ({ since: new Date(clock() - OVERLAP_MS).toISOString(), known: new Set<string>() }))

  const look = useEffectEvent(async (signal: AbortSignal) => {
    if (document.visibilityState === 'hidden') return
    const { now, changes } = await api.get(`/intake/pages/${pageId}/changes`, factChanges, {
      params: { since: seen.since },
      signal,
    })
    seen.since = new Date(Date.parse(now) - OVERLAP_MS).toISOString()
    const versions = new Map(facts.map(({ id, version }) => [id, version]))
    const fresh = changes.filter(({ factId, version, isOwn }) => {
      const key = `${factId} ${version}`
      const isNew = !isOwn && !seen.known.has(key) && version > (versions.get(factId) ?? 0)
      seen.known.add(key)
      return isNew
    })
    const [latest] = fresh
    if (!latest) return
    setLast(latest)
    await client.invalidateQueries({ queryKey: ['api'] })
  })
  useEffect(() => {
    if (isPast) return
    const stop = new AbortController()
    // One look that fails is followed by the next; a desk that is cut off says so when something is sent.
    const looking = setInterval(() => void look(stop.signal).catch(() => undefined), LOOK_MS)
    return () => {
      clearInterval(looking)
      stop.abort()
    }
  }, [isPast])
  return last
}
