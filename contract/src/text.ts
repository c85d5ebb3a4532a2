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

/** The beginning of a text, at most so many UTF-16 units, never half a character. */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
}

/**
 * A name made from a text that is read at length: without control characters and those that turn the direction, cut with an ellipsis.
 * Empty when nothing is left; what is given otherwise always passes `nameUpTo` of the same length.
 */
export function nameFrom(text: string, most: number): string {
  const plain = plainName(text.replace(/\p{Cc}+/gu, ' ').replace(/[\p{Bidi_Control}\p{Cs}]/gu, ''))
  return plain.length <= most ? plain : plainName(`${beginningOf(plain, most - 1)}…`)
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
