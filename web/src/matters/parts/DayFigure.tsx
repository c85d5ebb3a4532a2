import type { EvidenceKind, EvidenceRef } from '#contract/kernel.ts'
import { formatDay } from '#ui/days/days.ts'
import { evidenceKey, useEvidence } from '#ui/evidence/evidenceContext.ts'
import { useLanguage } from '#ui/language/language.ts'

type Props = { day: string; label: string; evidence: EvidenceKind; of: EvidenceRef }

const lines: Record<EvidenceKind, string> = { source: 'ev', computed: 'ev c', hand: 'ev h', differs: 'ev d' }

/** A day that opens its evidence, as a figure does. */
export function DayFigure({ day, label, evidence, of }: Props) {
  const language = useLanguage()
  const { current, open, close } = useEvidence()
  const key = evidenceKey(of)
  const text = formatDay(day, language)
  const figure = { value: null, unit: null, bound: null, printed: text, evidence, ref: of }
  const isOpen = current?.key === key
  return (
    <button
      type="button"
      className={isOpen ? `${lines[evidence]} on nw` : `${lines[evidence]} nw`}
      data-ev={key}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={`${label} ${text}`}
      onClick={event => (isOpen ? close() : open({ key, figure, label, element: event.currentTarget }))}
    >
      <time dateTime={day}>{text}</time>
    </button>
  )
}
