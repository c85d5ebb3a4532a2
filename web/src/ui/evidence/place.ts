export type Box = { left: number; top: number; width: number; height: number }
type Size = { width: number; height: number }

const GAP = 8

/**
 * Where a floating popover stands: 8 px below its figure, above it when there is more room there, and never outside the window. Gives the
 * upper left corner in window coordinates and the height it may have.
 */
export function placeBeside(
  figure: Box,
  popover: Size,
  window: Size,
): { left: number; top: number; maxHeight: number } {
  const below = window.height - (figure.top + figure.height) - 2 * GAP
  const above = figure.top - 2 * GAP
  const isBelow = popover.height <= below || below >= above
  const maxHeight = Math.max(120, isBelow ? below : above)
  const height = Math.min(popover.height, maxHeight)
  const top = isBelow ? figure.top + figure.height + GAP : figure.top - GAP - height
  const left = Math.min(Math.max(GAP, figure.left - 16), Math.max(GAP, window.width - popover.width - GAP))
  return { left, top: Math.max(GAP, top), maxHeight }
}

/** How far a docked popover is pushed down its margin so that it stands at the height of its row; never up, never off the page's end. */
export function dockOffset(rowTop: number, marginTop: number, popoverHeight: number, pageBottom: number): number {
  return Math.max(0, Math.min(rowTop, pageBottom - popoverHeight) - marginTop)
}
