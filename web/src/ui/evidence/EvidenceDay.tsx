import type { EvidenceKind, EvidenceRef } from '#contract/kernel.ts'
import { formatDay } from '../days/days.ts'
import { type Language, useLanguage } from '../language/language.ts'
import { evidenceKey, useEvidence } from './evidenceContext.ts'

type Props = { day: string; label: string; evidence: EvidenceKind; of: EvidenceRef }

const lines: Record<EvidenceKind, string> = { source: 'ev', computed: 'ev c', hand: 'ev h', differs: 'ev d' }

/** A day that opens its evidence, as a figure does. */
export function EvidenceDay({ day, label, evidence, of }: Props) {
  const language = useLanguage()
  const { current, open, close } = useEvidence()
  const key = evidenceKey(of)
  const isOpen = current?.key === key
  return (
    <button
      type="button"
      className={isOpen ? `${lines[evidence]} on` : lines[evidence]}
      data-ev={key}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={`${label} ${formatDay(day, language)}`}
      onClick={event =>
        isOpen
          ? close()
          : open({
              key,
              label,
              element: event.currentTarget,
              figure: { ...asQuantity(day, language), bound: null, printed: null, evidence, ref: of },
            })
      }
    >
      {formatDay(day, language)}
    </button>
  )
}

/** The popover's head prints a quantity. A day is one whose unit is the rest of its words: 2023 年4月6日, 6 Apr 2023. */
function asQuantity(day: string, language: Language): { value: number; unit: string } {
  const words = formatDay(day, language)
  const number = /^\d+/.exec(words)?.[0] ?? ''
  return { value: Number(number), unit: words.slice(number.length).trim() }
}
