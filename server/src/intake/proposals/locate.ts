import type { Span } from '#contract/intake.ts'

/** More places of one passage are not looked at: a passage that stands as often proves nothing. */
const MOST = 200

/**
 * Where a quoted passage stands, to the character: within one part of the page, and where it stands there several times, at the place
 * nearest to the words said to be beside it. Undefined where it does not stand there as quoted; nothing is made regular or guessed.
 */
export function locate(text: string, quote: string, near: string, within: Span): Span | undefined {
  const places = placesOf(text, quote, within)
  const [first, ...others] = places
  if (first === undefined) return undefined
  const marks = others.length === 0 ? [] : placesOf(text, near, within)
  const away = (at: number) => Math.min(...marks.map(mark => gap({ at, length: quote.length }, mark, near.length)))
  const start = marks.length === 0 ? first : places.reduce((best, at) => (away(at) < away(best) ? at : best), first)
  return { start, end: start + quote.length }
}

/** How many characters stand between the two. */
const gap = (quote: { at: number; length: number }, mark: number, length: number) =>
  mark >= quote.at + quote.length ? mark - quote.at - quote.length : Math.max(0, quote.at - mark - length)

function placesOf(text: string, words: string, { start, end }: Span): number[] {
  const found: number[] = []
  if (words === '') return found
  const part = text.slice(start, end)
  for (let at = part.indexOf(words); at >= 0 && found.length < MOST; at = part.indexOf(words, at + 1))
    found.push(start + at)
  return found
}
