import { useEffect, useRef } from 'preact/hooks'

/** Does something each time the page is looked at again: the telephone may have slept, or another tab gone on. */
export function useWake(woken: () => void): void {
  const latest = useRef(woken)
  latest.current = woken
  useEffect(() => {
    const changed = () => {
      if (document.visibilityState === 'visible') latest.current()
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
}
