import { useEffect, useRef } from 'preact/hooks'

/** Does something when the browser finds a connection again. */
export function useOnline(found: () => void): void {
  const latest = useRef(found)
  latest.current = found
  useEffect(() => {
    const listen = () => latest.current()
    addEventListener('online', listen)
    return () => removeEventListener('online', listen)
  }, [])
}
