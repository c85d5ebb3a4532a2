import type { Span } from '#contract/intake.ts'

/** How much of a page a model is asked about at once, in UTF-16 units: answers stay short, and small local models have room for it. */
export const WINDOW = 6000
/** How far a part of a long article reaches back into the part before, so that a sentence at the cut stands whole in one of them. */
const OVERLAP = 300

/**
 * The parts of a page that are asked about one after another: whole articles together as far as they fit, a longer article in parts that
 * end with a sentence where one ends. What stands in no article is not asked about.
 */
export function windowsOf(text: string, articles: readonly Span[]): Span[] {
  const windows: Span[] = []
  let open: Span | undefined
  for (const { start, end } of articles.toSorted((a, b) => a.start - b.start)) {
    if (text.slice(start, end).trim() === '') continue
    if (open && end - open.start <= WINDOW) {
      open = { start: open.start, end }
      continue
    }
    if (open) windows.push(open)
    open = undefined
    if (end - start <= WINDOW) open = { start, end }
    else windows.push(...partsOf(text, start, end))
  }
  return open ? [...windows, open] : windows
}

function partsOf(text: string, start: number, end: number): Span[] {
  const parts: Span[] = []
  for (let from = start; ; ) {
    if (end - from <= WINDOW) return [...parts, { start: from, end }]
    const to = cutBefore(text, from + WINDOW / 2, from + WINDOW)
    parts.push({ start: from, end: to })
    from = whole(text, to - OVERLAP)
  }
}

/** The last place between two where a sentence or a line has ended, else the later of the two. */
function cutBefore(text: string, least: number, most: number): number {
  for (let at = most; at > least; at--) if (/[。！？\n]/.test(text[at - 1] ?? '')) return at
  return whole(text, most)
}

/** Not between the two units of one character. */
const whole = (text: string, at: number) => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at)
