import { refuse } from '../refusal.ts'

/** What one person typed from the published result, in the printed order. */
export type TypedEntry = { by: string; numbers: readonly number[] }

/** What is asked of drawn numbers: how many, and from which to which. */
export type DrawnNumbersRule = { count: number; least: number; most: number }

/** Where two entries part: the place from 0, and what each has there; null where one has nothing. */
export type EntryDifference = { at: number; first: number | null; second: number | null }

/**
 * Holds two people's entries of the same drawn numbers against each other (双人录入): the numbers when both typed the same, else the
 * first place where they part. Each is checked against the rule by itself first, so that a slip is shown to who made it.
 *
 * Refuses an entry that breaks the rule (`draws.entry-…`), and two entries of one person (`draws.entry-same-person`).
 */
export function agreeOn(
  rule: DrawnNumbersRule,
  first: TypedEntry,
  second: TypedEntry,
): { agreed: number[] } | { difference: EntryDifference } {
  checkEntry(rule, first.numbers)
  checkEntry(rule, second.numbers)
  if (first.by === second.by) throw refuse('draws.entry-same-person')
  const at = first.numbers.findIndex((number, place) => number !== second.numbers[place])
  if (at < 0) return { agreed: [...first.numbers] }
  return { difference: { at, first: first.numbers[at] ?? null, second: second.numbers[at] ?? null } }
}

/** Refuses numbers that cannot be what was drawn: too few or too many, or one out of range. */
export function checkEntry({ count, least, most }: DrawnNumbersRule, numbers: readonly number[]): void {
  if (numbers.length !== count)
    throw refuse('draws.entry-count', { count, given: numbers.length }, { field: 'numbers' })
  const at = numbers.findIndex(number => !Number.isSafeInteger(number) || number < least || number > most)
  if (at >= 0)
    throw refuse(
      'draws.entry-out-of-range',
      { place: at + 1, given: String(numbers[at]), least, most },
      { field: `numbers[${at}]` },
    )
}
