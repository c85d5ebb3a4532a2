import type { DrawSource } from '#contract/draws.ts'

/**
 * The key of a draw: what all sources said, in one line.
 *
 * Numbers are written as RFC 3797 section 4 has it: those of one source ascending, each in decimal followed by `.`, the source closed by
 * `/`. A text is set between `"` with `\` and `"` escaped by `\`, and closed by `/` too. A number begins with a digit and a text with `"`,
 * and neither can end before its own end, so a key can be read back in one way only: two lists of sources with the same key say the same,
 * up to the order within one drawing of numbers and to `7` beside `[7]`, which are meant to be the same.
 */
export function keyOf(sources: readonly DrawSource[]): string {
  return sources.map(source => `${typeof source === 'string' ? quoted(source) : numbers(source)}/`).join('')
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`

function numbers(source: number | readonly number[]): string {
  return [source]
    .flat()
    .sort((a, b) => a - b)
    .map(number => `${number}.`)
    .join('')
}
