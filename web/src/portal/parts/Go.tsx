/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { usePortal } from '../Context.ts'
import { addressOf, type Place } from '../place.ts'

/** A link within the portal; a real address, so that it opens in a new tab, is copied and works before the scripts do. */
export function Go({ to, children, ...rest }: { to: Place; children: ComponentChildren; class?: string }) {
  const { go } = usePortal()
  return (
    <a
      {...rest}
      href={addressOf(to)}
      onClick={event => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
