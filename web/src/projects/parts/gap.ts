import type { Figure } from '#contract/kernel.ts'

export type Gap = { count: number | null; total: number | null }
type Sums = Record<'statedCount' | 'knownCount' | 'statedTotal' | 'knownTotal', Pick<Figure, 'value'>>

/**
 * How much of what was stated at a signing is not known by name yet: positive is missing, negative is too much, null is not comparable
 * because nothing was stated. Amounts in 亿元, rounded to the two decimals in which they are shown.
 */
export function gapOf({ statedCount, knownCount, statedTotal, knownTotal }: Sums): Gap {
  const less = (stated: number | null, known: number | null) =>
    stated === null ? null : Math.round((stated - (known ?? 0)) * 100) / 100
  return { count: less(statedCount.value, knownCount.value), total: less(statedTotal.value, knownTotal.value) }
}
