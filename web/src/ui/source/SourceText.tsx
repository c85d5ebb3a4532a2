import { memo, useEffect, useMemo, useRef } from 'react'
import { type Segment, type SourceLine, type SourceSpan, sourceLines } from './segments.ts'
import './source.css'

export type { SourceSpan, SpanState } from './segments.ts'

type Props = {
  text: string
  spans: readonly SourceSpan[]
  selected?: string | null
  onSelect?: (id: string) => void
  /** Told when the reader marks a stretch of the text by hand. Offsets count UTF-16 units of `text`. */
  onMark?: (start: number, end: number) => void
  /** Names the text for who cannot see the page. */
  label: string
}

/**
 * A source as it was printed: Song face, its own line breaks, not one character changed. Spans are underlined by state (solid accepted,
 * dotted pending, wavy at odds), the selected one is filled. Only lines that change are drawn again.
 */
export function SourceText({ text, spans, selected = null, onSelect, onMark, label }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => sourceLines(text, spans), [text, spans])

  useEffect(() => {
    if (selected === null) return
    box.current?.querySelector(`[data-span~="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const mark = () => {
    const range = onMark && box.current ? markedRange(box.current) : null
    if (range) onMark?.(range.start, range.end)
  }
  return (
    // The pointer is one way of marking; the keyboard's selection ends with a key.
    // biome-ignore lint/a11y/noStaticElementInteractions: the text is read, its spans are the controls
    <article
      ref={box}
      className="source"
      lang="zh-CN"
      aria-label={label}
      onPointerUp={mark}
      onKeyUp={event => event.shiftKey && mark()}
    >
      {lines.map(line => (
        <Line
          key={line.start}
          line={line}
          signature={signatureOf(line, selected)}
          selected={selected}
          onSelect={onSelect}
        />
      ))}
    </article>
  )
}

/** What a line looks like, as a text: two equal ones need no new drawing. */
function signatureOf(line: SourceLine, selected: string | null): string {
  return line.segments
    .map(
      ({ start, end, span, covering, ends }) =>
        `${start}-${end}:${span?.id}:${span?.state}:${covering.some(({ id }) => id === selected)}:${ends.map(each => each.number)}`,
    )
    .join('|')
}

type LineProps = {
  line: SourceLine
  signature: string
  selected: string | null
  onSelect: ((id: string) => void) | undefined
}

const Line = memo(
  function Line({ line, selected, onSelect }: LineProps) {
    return (
      <p className="source-line" data-start={line.start}>
        {line.segments.map(segment => (
          <Piece
            key={segment.start}
            segment={segment}
            text={line.text.slice(segment.start - line.start, segment.end - line.start)}
            selected={selected}
            onSelect={onSelect}
          />
        ))}
      </p>
    )
  },
  (before, after) =>
    before.signature === after.signature && before.line.text === after.line.text && before.onSelect === after.onSelect,
)

type PieceProps = {
  segment: Segment
  text: string
  selected: string | null
  onSelect: ((id: string) => void) | undefined
}

function Piece({ segment, text, selected, onSelect }: PieceProps) {
  const { span, covering, ends, start } = segment
  if (!span) return <span data-start={start}>{text}</span>
  const isSelected = covering.some(({ id }) => id === selected)
  const numbers = ends.flatMap(({ number }) => (number === undefined ? [] : [number])).join(',')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a real button breaks no lines and keeps its text from being marked
    <span
      role="button"
      tabIndex={span.start === start ? 0 : -1}
      className={`span ${span.state}${isSelected ? ' selected' : ''}`}
      data-start={start}
      data-span={covering.map(({ id }) => id).join(' ')}
      aria-pressed={isSelected}
      {...(span.label === undefined ? {} : { title: span.label })}
      {...(numbers === '' ? {} : { 'data-number': numbers })}
      onClick={() => onSelect?.(span.id)}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onSelect?.(span.id)
      }}
    >
      {text}
    </span>
  )
}

/** The browser's selection as offsets of the source, or null when it is empty or lies elsewhere. */
function markedRange(box: HTMLElement): { start: number; end: number } | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const start = offsetOf(box, range.startContainer, range.startOffset)
  const end = offsetOf(box, range.endContainer, range.endOffset)
  return start === null || end === null || end <= start ? null : { start, end }
}

function offsetOf(box: HTMLElement, node: Node, offset: number): number | null {
  if (!box.contains(node)) return null
  if (node.nodeType === Node.TEXT_NODE) {
    const from = node.parentElement?.closest<HTMLElement>('[data-start]')?.dataset.start
    return from === undefined ? null : Number(from) + offset
  }
  // Between elements: the beginning of the child that follows.
  const child = node.childNodes[offset]
  const at = child instanceof HTMLElement ? child.dataset.start : undefined
  return at === undefined ? null : Number(at)
}
