import { lettersOf, sharedCount, shinglesOf } from './shingles.ts'

/** How alike two articles are: shares from 0 to 1. */
export type Alike = {
  /** Of the runs of letters of both, those in both (Jaccard). */
  likeness: number
  /** Of the runs of the shorter, those that the longer has too: 1 where one paper prints a part of the other's article. */
  contained: number
  /** Of the numbers the shorter prints, those that the longer prints too. */
  numbers: number
  /** Whether they are the same to the letter; width, marks and spaces aside. */
  isExact: boolean
}

/** An article made ready to be compared. */
export type Comparable = { letters: string; shingles: Uint32Array; numbers: ReadonlyMap<string, number> }

export function comparable(text: string): Comparable {
  return { letters: lettersOf(text), shingles: shinglesOf(text), numbers: numbersOf(text) }
}

/**
 * An article repeats another where the longer holds this share of the shorter, and of its numbers: a monthly report keeps its words and
 * changes its numbers. Measured on the labelled pairs of `testing/pairs.ts`: repeats hold at least 0.80 of the shorter and 0.60 of its
 * numbers, what is not one less than 0.40 or less than 0.34; the thresholds stand in the middle. Articles of the demonstration city that
 * tell of different things share at most half of this. Captions are too short to tell.
 */
export const thresholds = { contained: 0.6, numbers: 0.47, leastShingles: 24, leastNumbers: 3 } as const
type Thresholds = Readonly<Record<keyof typeof thresholds, number>>

export function compare(a: Comparable, b: Comparable): Alike {
  const shared = sharedCount(a.shingles, b.shingles)
  const shorter = Math.min(a.shingles.length, b.shingles.length)
  const all = a.shingles.length + b.shingles.length - shared
  const [few, many] = a.shingles.length <= b.shingles.length ? [a, b] : [b, a]
  return {
    likeness: all === 0 ? 0 : shared / all,
    contained: shorter === 0 ? 0 : shared / shorter,
    numbers: agreeing(few.numbers, many.numbers),
    isExact: a.letters !== '' && a.letters === b.letters,
  }
}

/** Whether one of two articles repeats the other: exactly, abridged, in another paper's words around it, or with something corrected. */
export function isRepeat(a: Comparable, b: Comparable, alike: Alike, limits: Thresholds = thresholds): boolean {
  if (alike.isExact) return a.letters.length >= 12
  if (Math.min(a.shingles.length, b.shingles.length) < limits.leastShingles) return false
  if (alike.contained < limits.contained) return false
  const few = a.shingles.length <= b.shingles.length ? a : b
  const printed = [...few.numbers.values()].reduce((sum, n) => sum + n, 0)
  return printed < limits.leastNumbers || alike.numbers >= limits.numbers
}

/** Numbers as printed, with how often. Those of the headline count as those of the body. */
function numbersOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [number] of text.normalize('NFKC').matchAll(/\d+(?:[.,]\d+)*/g))
    counts.set(number, (counts.get(number) ?? 0) + 1)
  return counts
}

function agreeing(few: ReadonlyMap<string, number>, many: ReadonlyMap<string, number>): number {
  let [all, found] = [0, 0]
  for (const [number, count] of few) {
    all += count
    found += Math.min(count, many.get(number) ?? 0)
  }
  return all === 0 ? 1 : found / all
}
