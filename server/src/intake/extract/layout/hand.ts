import type { Line } from './lines.ts'

/**
 * How a person laid a page where the reader misread its columns. Each line is named by the UTF-16 offset at which its printed line begins.
 * `begins`: an article begins here; `joins`: this is no new article but a paragraph of the one before; `continues`: this line goes on with
 * the sentence of the line before (断栏); `breaks`: it does not. `moves`: a line is read after another one (移行).
 */
export type Hand = {
  begins?: readonly number[]
  joins?: readonly number[]
  continues?: readonly number[]
  breaks?: readonly number[]
  moves?: ReadonlyArray<{ at: number; after: number }>
}
/** `follows` is said of a line that was moved: it belongs where it was put. */
export type Said = 'begins' | 'joins' | 'continues' | 'breaks' | 'follows'

const saids = ['begins', 'joins', 'continues', 'breaks'] as const

/** Where the printed line begins that an offset stands in. */
export function lineStart(page: string, offset: number): number {
  let start = offset
  while (start > 0 && !/[\n\r\u2028\u2029]/.test(page.charAt(start - 1))) start--
  return start
}

/** What a person said of a line; nothing of most. */
export function wordOf(page: string, hand: Hand): (line: Line) => Said | undefined {
  const moved = (hand.moves ?? []).map(({ at }) => [at, 'follows'] satisfies [number, Said])
  const told = saids.flatMap(word => (hand[word] ?? []).map(at => [at, word] satisfies [number, Said]))
  const said = new Map<number, Said>([...moved, ...told])
  return said.size === 0 ? () => undefined : line => said.get(lineStart(page, line.start))
}

/** The lines in the order in which they are read: as printed, but for those that a person moved, in the order they said so. */
export function inReadingOrder(page: string, lines: readonly Line[], { moves = [] }: Hand): readonly Line[] {
  let order = lines
  for (const { at, after } of moves) {
    const moved = order.filter(line => lineStart(page, line.start) === at)
    const rest = order.filter(line => !moved.includes(line))
    const target = rest.findLastIndex(line => lineStart(page, line.start) === after)
    if (moved.length > 0 && target >= 0) order = [...rest.slice(0, target + 1), ...moved, ...rest.slice(target + 1)]
  }
  return order
}
