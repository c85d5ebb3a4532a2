import type { RefObject } from 'react'
import { useKeys } from '../keys.ts'

/** J and K move the focus along a list's rows; Enter then opens the row's link as it always does. */
export function useRowKeys(box: RefObject<HTMLElement | null>): void {
  const move = (by: 1 | -1) => {
    const links = Array.from(box.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])
    const row = document.activeElement?.closest('tr, .row')
    const at = links.findIndex(
      link => link === document.activeElement || (row !== null && row !== undefined && row.contains(link)),
    )
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
}
