import { z } from 'zod'

/**
 * Characters that turn the direction of what follows (the twelve with Bidi_Control in the Unicode Character Database): in a name they
 * make one thing look like another, such as a program like a document.
 */
export const turnsDirection = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** Text of a name as it is kept: composed (NFC), without signs of no width that hide a difference, each run of white space one space. */
export function plainName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/gu, '')
    .replace(/[\s\u0085]+/gu, ' ')
    .trim()
}

/**
 * A name somebody types: of a person, a unit, a matter, a file. Kept as `plainName` gives it; refused with a control character or one
 * that turns the direction. Text that is read at length (reasons, minutes) is not a name and is kept as it was written.
 */
export const nameUpTo = (most: number) =>
  z
    .string()
    .overwrite(plainName)
    .max(most)
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'no control characters, none that turn the direction')

/** A name that must be there. */
export const someName = (most: number) => nameUpTo(most).min(1)
