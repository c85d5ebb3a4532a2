/** Lines around the facts in hand, and at the head of a table nobody has read yet. */
const AROUND = 3
const MOST_LINES = 300

/** A stretch of an article's text that is printed, with the lines it begins and ends at, counted from 1. */
export type Shown = { start: number; end: number; from: number; to: number; total: number }

/**
 * What is printed of a table's text: all of it, or of a long one the lines in which the facts listed beside it stand and a few around them,
 * at most 300, so that ten thousand rows are not drawn at once. `facts` are the passages of these; offsets are those of the page.
 */
export function shownRows(
  text: string,
  span: { start: number; end: number },
  facts: ReadonlyArray<{ start: number; end: number }>,
): Shown {
  const starts = [span.start]
  for (let at = text.indexOf('\n', span.start); at >= 0 && at < span.end; at = text.indexOf('\n', at + 1))
    starts.push(at + 1)
  const total = starts.length
  if (total <= MOST_LINES) return { ...span, from: 1, to: total, total }
  const lineAt = (offset: number) =>
    Math.max(
      0,
      starts.findLastIndex(start => start <= offset),
    )
  const first = facts.length === 0 ? 0 : Math.max(0, lineAt(Math.min(...facts.map(({ start }) => start))) - AROUND)
  const wanted = facts.length === 0 ? first : lineAt(Math.max(...facts.map(({ start }) => start))) + AROUND
  const last = Math.min(total - 1, Math.max(wanted, first + AROUND), first + MOST_LINES - 1)
  const end = last === total - 1 ? span.end : (starts[last + 1] ?? span.end + 1) - 1
  return { start: starts[first] ?? span.start, end, from: first + 1, to: last + 1, total }
}
