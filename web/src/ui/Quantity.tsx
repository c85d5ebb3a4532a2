import type { Bound } from '#contract/kernel.ts'
import { useLanguage } from './language/language.ts'
import { formatQuantity, quantityParts } from './quantities.ts'

type Props = {
  value: number | null
  unit?: string | null
  bound?: Bound | null
  /** Fixed decimals, so that a column's are equal. */
  digits?: number
  /** Leaves the unit to the column's head or the row's name. */
  bare?: boolean
}

/** A number with its unit, never parted at a line end. Not known is said in words and never shown as 0. */
export function Quantity({ value, unit = null, bound = null, digits, bare = false }: Props) {
  const language = useLanguage()
  if (value === null) return <span className="qq nw">{formatQuantity({ value, unit, bound }, language)}</span>
  const parts = quantityParts({ value, unit, bound }, language, digits)
  return (
    <span className="nw">
      {parts.before}
      {parts.number}
      {!bare && parts.unit === '%' && '%'}
      {!bare && parts.unit !== '' && parts.unit !== '%' && <span className="u">{parts.unit}</span>}
      {parts.boundAfterUnit}
    </span>
  )
}
