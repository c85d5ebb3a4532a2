import type { Series } from '#contract/indicators.ts'

/** The decimals that every value of a series can be shown with, so that those of a column are equal. */
export function decimalsOf({ observations }: Pick<Series, 'observations'>): number {
  return Math.max(0, ...observations.map(({ value }) => String(value.value ?? '').split('.')[1]?.length ?? 0))
}
