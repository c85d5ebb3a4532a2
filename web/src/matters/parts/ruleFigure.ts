import type { Figure } from '#contract/kernel.ts'
import type { Because, MatterDetail } from '../api.ts'

const fields: Readonly<Record<string, string>> = {
  'points-behind': 'gap',
  'feedback-late-workdays': 'feedbackLate',
  'workdays-left': 'workdaysLeft',
  returns: 'returns',
}

/** A rule's value as a figure: shown without its sign where the sentence says which side of the limit it lies on. */
export function ruleFigure(matter: MatterDetail, because: Because): Figure {
  return {
    value: because.value === null ? null : Math.abs(because.value),
    unit: null,
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'matter', id: matter.id, field: fields[because.measure] ?? 'light' },
  }
}

/** Percentage points keep one decimal, so that a column's are equal; counts have none. */
export const digitsOf = (because: Because): number => (because.measure === 'points-behind' ? 1 : 0)
