import { useEffect, useState } from 'react'
import { z } from 'zod'
import { getFrom } from '#ui/api/request.ts'

export const FIRST_RUN = '/api/session/first-run'
const answer = z.object({ waiting: z.boolean() })

/** Whether this installation waits to be set up; null until the server says so, and where it does not answer. */
export function useFirstRun(): boolean | null {
  const [isWaiting, setWaiting] = useState<boolean | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    getFrom(FIRST_RUN, answer, { signal: stop.signal }).then(
      ({ waiting }) => setWaiting(waiting),
      () => undefined,
    )
    return () => stop.abort()
  }, [])
  return isWaiting
}
