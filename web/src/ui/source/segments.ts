export type SpanState = 'accepted' | 'pending' | 'differs' | 'rejected'
/** A passage of a source, UTF-16 offsets, `end` not included. `number` stands raised behind it. */
export type SourceSpan = {
  id: string
  start: number
  end: number
  state: SpanState
  number?: number | undefined
  label?: string | undefined
}

/** A stretch of one line that the same spans cover. `span` is the innermost, which a click means; `ends` are those that end here. */
export type Segment = {
  start: number
  end: number
  span: SourceSpan | null
  covering: readonly SourceSpan[]
  ends: readonly SourceSpan[]
}
export type SourceLine = { start: number; text: string; segments: readonly Segment[] }

/**
 * Cuts a text into its own lines and each line where a span begins or ends. Nothing is trimmed or joined: the lines with their breaks
 * put together are the text. Spans beyond the text or turned round are left out.
 */
export function sourceLines(text: string, spans: readonly SourceSpan[]): SourceLine[] {
  const sorted = spans
    .filter(({ start, end }) => start >= 0 && end <= text.length && start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const lines: SourceLine[] = []
  let next = 0
  let open: SourceSpan[] = []
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    open = open.filter(span => span.end > start)
    const here = [...open]
    for (let span = sorted[next]; span && span.start <= end; span = sorted[++next]) {
      here.push(span)
      open.push(span)
    }
    lines.push({ start, text: text.slice(start, end), segments: cut(start, end, here) })
    start = end + 1
  }
  return lines
}

function cut(start: number, end: number, spans: readonly SourceSpan[]): Segment[] {
  const edges = new Set([start, end])
  for (const span of spans) {
    if (span.start > start && span.start < end) edges.add(span.start)
    if (span.end > start && span.end < end) edges.add(span.end)
  }
  const cuts = [...edges].toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? end
    const covering = spans.filter(span => span.start <= from && span.end >= to)
    const innermost = covering.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null
    return {
      start: from,
      end: to,
      span: innermost,
      covering,
      ends: covering.filter(span => span.end === to || (to === end && span.end === end + 1)),
    }
  })
}
