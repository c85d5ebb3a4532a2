import { useCallback } from 'react'
import { useClock } from '../clock.ts'
import { useUrlState } from '../urlState.ts'
import { asOfDay, instantOfAsOf } from './asOf.ts'

export type AsOf = {
  /** The instant everything is shown as of, or undefined for now. */
  instant: string | undefined
  /** The second instant of a comparison, or undefined. */
  compare: string | undefined
  isPast: boolean
  /** Goes to a day (`YYYY-MM-DD`, optionally with `THH:mm`), or back to now with undefined. */
  go(day: string | undefined): void
  setCompare(day: string | undefined): void
}

/** The day the bar stands at; it lives in the address, so that a link shows what its sender saw. */
export function useAsOf(): AsOf {
  const clock = useClock()
  const [values, set] = useUrlState()
  const instant = instantOfAsOf(values.asOf, clock())
  const go = useCallback(
    (day: string | undefined) =>
      set({ asOf: day?.includes('T') ? day : day && asOfDay(day, clock()), cursor: undefined, page: undefined }),
    [set, clock],
  )
  const setCompare = useCallback((day: string | undefined) => set({ compare: day }), [set])
  return { instant, compare: instantOfAsOf(values.compare, clock()), isPast: instant !== undefined, go, setCompare }
}
