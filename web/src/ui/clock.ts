import { createContext, use, useEffect, useState } from 'react'

/** Tells the instant it is for the server, in milliseconds since 1970. */
export type Clock = () => number

/**
 * A clock set by the server's time: what the machine on the desk believes does not matter, and the demonstration city may live on a day
 * of its own. Runs on the page's monotonic time.
 */
export function clockFrom(serverNow: string): Clock {
  const start = Date.parse(serverNow)
  const mark = performance.now()
  return () => start + (performance.now() - mark)
}

export const ClockContext = createContext<Clock | null>(null)

/** The server's time. Only below the shell. */
export function useClock(): Clock {
  const clock = use(ClockContext)
  if (!clock) throw new Error('useClock is used outside a clock')
  return clock
}

/** The current minute, as an instant; drawn again when it changes. */
export function useMinute(): number {
  const clock = useClock()
  const [now, setNow] = useState(clock)
  useEffect(() => {
    setNow(clock())
    const timer = setInterval(() => setNow(clock()), 15_000)
    return () => clearInterval(timer)
  }, [clock])
  return Math.floor(now / 60_000) * 60_000
}
