import { useSyncExternalStore } from 'react'

/** Whether a media query holds now; drawn again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    changed => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

/** One column, touch: the layout of phones (at most 720 px). */
export const usePhone = () => useMedia('(max-width: 720px)')
/** Wide enough for the margin column in which evidence docks (at least 1280 px). */
export const useMargin = () => useMedia('(min-width: 1280px)')
