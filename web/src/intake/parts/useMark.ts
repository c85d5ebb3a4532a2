import { useState } from 'react'
import { useKeys } from '#ui/keys.ts'
import type { Span } from '../api.ts'

/** Moves one end of a passage by a character, never through half of one, never past the other end or out of the article. */
export function moved(text: string, span: Span, end: 'start' | 'end', by: 1 | -1, within: Span): Span {
  const at = span[end]
  const isPair = (index: number) => {
    const unit = text.charCodeAt(index)
    return unit >= 0xdc00 && unit <= 0xdfff
  }
  let next = at + by
  if (isPair(next)) next += by
  const fits = end === 'start' ? next >= within.start && next < span.end : next > span.start && next <= within.end
  return fits ? { ...span, [end]: next } : span
}

type Spec = { text: string; within: Span | null; begin: Span | null; enabled: boolean; onTake: (mark: Span) => void }

/** A passage being selected: by the pointer, or with S and the arrow keys; Enter takes it, Esc drops it. */
export function useMark({ text, within, begin, enabled, onTake }: Spec) {
  const [mark, setMark] = useState<Span | null>(null)
  const move = (end: 'start' | 'end', by: 1 | -1) => {
    if (mark && within) setMark(moved(text, mark, end, by, within))
  }
  useKeys({ s: () => begin && setMark(begin) }, enabled && mark === null)
  useKeys(
    {
      ArrowLeft: event => move(event.shiftKey ? 'start' : 'end', -1),
      ArrowRight: event => move(event.shiftKey ? 'start' : 'end', 1),
      Enter: event => {
        // A focused button means itself.
        if (!(event.target instanceof HTMLButtonElement) && mark) onTake(mark)
      },
      Escape: () => setMark(null),
    },
    enabled && mark !== null,
  )
  return { mark, setMark }
}
