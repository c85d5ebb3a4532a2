import { type RefObject, useLayoutEffect } from 'react'
import { dockOffset, placeBeside } from './place.ts'

export type PopoverMode = 'docked' | 'floating' | 'sheet'

/**
 * Keeps the popover where it belongs while the page scrolls, is resized, or its content arrives, and tints the row it speaks of.
 * Written to the elements directly: a state would draw the whole popover again at every scrolled pixel.
 */
export function usePlacement(popover: RefObject<HTMLElement | null>, figure: HTMLElement, mode: PopoverMode): void {
  useLayoutEffect(() => {
    const own = popover.current
    if (!own) return
    const row = figure.closest<HTMLElement>('tr, .row, li')
    row?.setAttribute('data-ev-row', '')

    const place = () => {
      const at = figure.getBoundingClientRect()
      if (mode === 'docked') {
        const margin = own.parentElement?.getBoundingClientRect()
        const page = own.closest('main')?.getBoundingClientRect()
        const height = own.offsetHeight
        const top = (row ?? figure).getBoundingClientRect().top
        // A page shorter than the popover grows by it; a longer one keeps its end.
        const offset =
          margin && page ? dockOffset(top, margin.top, height, Math.max(page.bottom, margin.top + height)) : 0
        own.style.marginTop = `${Math.round(offset)}px`
        own.style.setProperty('--tip', `${Math.round(at.top + at.height / 2 - ((margin?.top ?? 0) + offset))}px`)
        return
      }
      if (mode === 'floating') {
        own.style.maxHeight = ''
        const { left, top, maxHeight } = placeBeside(
          at,
          { width: own.offsetWidth, height: own.scrollHeight },
          { width: innerWidth, height: innerHeight },
        )
        own.style.left = `${Math.round(left)}px`
        own.style.top = `${Math.round(top)}px`
        own.style.maxHeight = `${Math.round(maxHeight)}px`
      }
    }
    if (mode === 'sheet') liftAboveSheet(figure)
    place()
    const grown = new ResizeObserver(place)
    grown.observe(own)
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    return () => {
      row?.removeAttribute('data-ev-row')
      grown.disconnect()
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
      own.style.cssText = ''
    }
  }, [popover, figure, mode])
}

/** On a phone the sheet takes the lower part of the window: the figure it speaks of is brought above it. */
function liftAboveSheet(figure: HTMLElement): void {
  const { top, bottom } = figure.getBoundingClientRect()
  const free = innerHeight * 0.28
  if (bottom > free || top < 56) scrollBy({ top: bottom - free })
}
