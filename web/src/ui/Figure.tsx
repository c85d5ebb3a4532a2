import type { EvidenceKind, Figure as FigureValue } from '#contract/kernel.ts'
import './evidence/evidence.css'
import { evidenceKey, useEvidence } from './evidence/evidenceContext.ts'
import { useKitWords } from './kitWords.ts'
import { useLanguage } from './language/language.ts'
import { formatQuantity, quantityParts } from './quantities.ts'

type Props = {
  figure: FigureValue
  /** What the figure is, for the popover and for who cannot see the row: 进度差. */
  label: string
  /** Fixed decimals, so that a column's are equal. */
  digits?: number
  /** Leaves the unit to the column's head or the row's name. */
  bare?: boolean
}

/** The line under a figure says where it comes from: dotted quoted, double computed, dashed by hand, wavy at odds with another. */
const lines: Record<EvidenceKind, string> = { source: 'ev', computed: 'ev c', hand: 'ev h', differs: 'ev d' }

/** A number that opens its evidence by click or Enter. Not known is said in words, and has its evidence too. */
export function Figure({ figure, label, digits, bare = false }: Props) {
  const { current, open, close } = useEvidence()
  const language = useLanguage()
  const say = useKitWords()
  const key = evidenceKey(figure.ref)
  const isOpen = current?.key === key
  const text = formatQuantity(figure, language, digits)
  const parts = figure.value === null ? null : quantityParts({ ...figure, value: figure.value }, language, digits)
  return (
    <span className="fig">
      {parts?.before}
      <button
        type="button"
        className={isOpen ? `${lines[figure.evidence]} on` : lines[figure.evidence]}
        data-ev={key}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`${label} ${text}${language === 'zh' ? '，' : ', '}${say(figure.evidence)}`}
        onClick={event => (isOpen ? close() : open({ key, figure, label, digits, element: event.currentTarget }))}
      >
        {parts ? parts.number : say('unknown')}
      </button>
      {parts && !bare && parts.unit === '%' && '%'}
      {parts && !bare && parts.unit !== '' && parts.unit !== '%' && <span className="u">{parts.unit}</span>}
      {parts?.boundAfterUnit}
    </span>
  )
}
