import type { RowKind } from '#contract/intake/tables.ts'
import { isIntakeWord, type useIntakeWords } from '../words.ts'

/** The word for what a column is used as, by what its rows are. */
export function wordOfUse(say: ReturnType<typeof useIntakeWords>, kind: RowKind, use: string): string {
  const word = use === 'none' ? 'use-none' : `use-${kind}-${use}`
  return isIntakeWord(word) ? say(word) : use
}
