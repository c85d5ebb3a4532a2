/** The grammar's own confidence counts as much as so many decisions: one rejection must not silence a rule that a language taught. */
const PRIOR = 8

/**
 * How sure the reader is of a pattern after people have decided: the mean of a Beta distribution whose prior is the grammar's confidence,
 * worth eight decisions: (8c + right) / (8 + right + wrong). It neither reaches 0 nor 1, so that nothing vanishes and nothing is beyond
 * doubt. To four decimals.
 */
export function weighed(confidence: number, { right, wrong }: { right: number; wrong: number }): number {
  if (right + wrong === 0) return confidence
  return Math.round(((PRIOR * confidence + right) / (PRIOR + right + wrong)) * 10_000) / 10_000
}
