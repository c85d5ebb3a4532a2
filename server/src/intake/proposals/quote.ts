import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { findQuantities } from '#kernel/quantity/index.ts'

/** A passage with what typesetting put into it left out, and where each character stands in the passage. */
export type Quote = { text: string; at: readonly number[]; quantities: readonly PrintedQuantity[] }

const SPACE = /[\s\u00a0\u3000]/
const NO_WIDTH = /[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]/
const DIGIT = /[0-9０-９]/

/**
 * A passage as it is compared: without line breaks, spaces, bold marks and characters of no width. A space between two digits stays, so
 * that two numbers never become one that nobody printed.
 */
export function quoteOf(passage: string): Quote {
  const { text, at } = tighten(passage)
  return { text, at, quantities: findQuantities(text) }
}

/** Whether some words stand in the passage as they are; white space and bold marks do not part them. No words stand nowhere. */
export function stands(words: string, { text }: Quote): boolean {
  const sought = tighten(words).text
  return sought !== '' && text.includes(sought)
}

function tighten(passage: string): { text: string; at: number[] } {
  const at: number[] = []
  let text = ''
  for (let i = 0; i < passage.length; i++) {
    const c = passage.charAt(i)
    if (NO_WIDTH.test(c) || (/[*_]/.test(c) && (passage[i + 1] === c || passage[i - 1] === c))) continue
    if (SPACE.test(c)) {
      const next = passage.slice(i).trimStart().charAt(0)
      if (!DIGIT.test(text.at(-1) ?? '') || !DIGIT.test(next) || text.endsWith(' ')) continue
      text += ' '
    } else text += c
    at.push(i)
  }
  return { text, at }
}
