import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'

/** A page that shows one fixed thing, such as a frozen pack: when it was frozen, and what draft it is. */
export type Frozen = { at: string; note: string }

export type BarState = {
  frozen: Frozen | null
  setFrozen(frozen: Frozen | null): void
  changes: number | null
  setChanges(count: number | null): void
  offersCompare: boolean
  setOffersCompare(offers: boolean): void
  tools: HTMLElement | null
  setTools(element: HTMLElement | null): void
}

const BarContext = createContext<BarState | null>(null)

/** What pages tell the as-of bar. */
export function BarProvider({ children }: { children: ReactNode }) {
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  const [changes, setChanges] = useState<number | null>(null)
  const [offersCompare, setOffersCompare] = useState(false)
  const [tools, setTools] = useState<HTMLElement | null>(null)
  const state = useMemo(
    () => ({ frozen, setFrozen, changes, setChanges, offersCompare, setOffersCompare, tools, setTools }),
    [frozen, changes, offersCompare, tools],
  )
  return <BarContext value={state}>{children}</BarContext>
}

export function useBar(): BarState {
  const state = use(BarContext)
  if (!state) throw new Error('the as-of bar is used outside a BarProvider')
  return state
}

/** Says that this page shows something frozen at an instant; the bar carries it while the page stands. Null while not known. */
export function useFrozen(frozen: Frozen | null): void {
  const { setFrozen } = useBar()
  const at = frozen?.at
  const note = frozen?.note
  useEffect(() => {
    setFrozen(at === undefined || note === undefined ? null : { at, note })
    return () => setFrozen(null)
  }, [setFrozen, at, note])
}

/** Says how many changes there were after the day looked at (此后变化). Null while not known. */
export function useChangesSince(count: number | null): void {
  const { setChanges } = useBar()
  useEffect(() => {
    setChanges(count)
    return () => setChanges(null)
  }, [setChanges, count])
}

/** Says that this page can compare two days; it reads the second from `useAsOf().compare`. */
export function useOffersCompare(): void {
  const { setOffersCompare } = useBar()
  useEffect(() => {
    setOffersCompare(true)
    return () => setOffersCompare(false)
  }, [setOffersCompare])
}

/** A page's own links at the right end of the bar, in place of the usual ones. */
export function BarTools({ children }: { children: ReactNode }) {
  const { tools } = useBar()
  return tools && createPortal(<span className="page-tools">{children}</span>, tools)
}
