import { widthOf } from './text.ts'

const words = new Intl.Segmenter('zh', { granularity: 'word' })
// A line neither begins with these nor ends with those.
const notFirst = /^[，。、；：？！）》〉」』】〕”’的了着和与及]/
const notLast = /[（《〈「『【〔“‘和与及]$/

/**
 * Breaks a title into lines of at most `most` characters, between words, with lengths as even as can be and the longest on top
 * (梯形; GB/T 9704-2012, 7.3.1). A line feed in the title breaks there. A word longer than a line stands alone.
 */
export function titleLines(title: string, most: number): string[] {
  return title.split('\n').flatMap(part => {
    const text = part.trim()
    const count = Math.ceil(widthOf(text) / most)
    return count <= 1
      ? [text]
      : split(
          [...words.segment(text)].map(({ segment }) => segment),
          most,
        )
  })
}

type Way = { cost: number; lines: string[] }

/** The cheapest way to put the words on lines: cost grows with the square of the room left, and where a break reads badly. */
function split(pieces: readonly string[], most: number): string[] {
  const total = widthOf(pieces.join(''))
  const even = total / Math.ceil(total / most)
  const ways: Way[] = [{ cost: 0, lines: [] }]
  for (let end = 1; end <= pieces.length; end++) {
    let best: Way = { cost: Number.POSITIVE_INFINITY, lines: [] }
    for (let start = end - 1; start >= 0; start--) {
      const before = ways[start]
      const line = pieces.slice(start, end).join('')
      const width = widthOf(line)
      if (before === undefined || (width > most && start < end - 1)) break
      const reads = (notFirst.test(line) ? 400 : 0) + (notLast.test(line) && end < pieces.length ? 400 : 0)
      const longerBelow = width > widthOf(before.lines.at(-1) ?? line) ? 4 : 0
      const cost = before.cost + (even - width) ** 2 + reads + longerBelow + 30
      if (cost < best.cost) best = { cost, lines: [...before.lines, line.trim()] }
    }
    ways.push(best)
  }
  return ways.at(-1)?.lines ?? []
}
