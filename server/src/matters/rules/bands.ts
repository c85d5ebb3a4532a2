import type { Band, LightRule } from '#contract/matters/lightRules.ts'

/** The limit that ends a band, or null for the last. */
export function limitOf(each: Band): number | null {
  return each.atMost ?? each.below ?? each.atLeast ?? null
}

/** Which band of the rule a value falls in. */
export function bandOf(rule: LightRule, value: number): number {
  const found = rule.bands.findIndex(
    each =>
      (each.atMost === undefined || value <= each.atMost) &&
      (each.below === undefined || value < each.below) &&
      (each.atLeast === undefined || value >= each.atLeast),
  )
  return found === -1 ? rule.bands.length - 1 : found
}
