import type { ArticleRow } from '../api.ts'

/** Where the line begins that the desk numbers so beside an article's text, counted from 1 without empty ones; null for no such line. */
export function lineNumbered(
  text: string,
  { bodyStart, span }: Pick<ArticleRow, 'bodyStart' | 'span'>,
  number: number,
): number | null {
  if (!Number.isInteger(number) || number < 1) return null
  let start = bodyStart
  let n = 0
  for (const line of text.slice(bodyStart, span.end).split('\n')) {
    if (line !== '' && ++n === number) return start
    start += line.length + 1
  }
  return null
}
