/** A piece of printed text with its place on the page: lengths in points, from the left and from the top; `base` is its base line. */
export type Piece = { text: string; left: number; right: number; base: number; size: number }

/** What stands on one base line without a gap: a line of a column, or a part of one. */
export type Fragment = Piece & { chars: number }

/** A character of a script that is written with spaces between its words, or a digit. */
const spaced = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u
/** From this gap on, in sizes of the font, two pieces of a line may stand in two columns. */
const COLUMN_GAP = 0.75
/** From this gap on, in sizes of the font, two pieces of a line of one column are two cells. */
const CELL_GAP = 1.6
/** From this gap on, in sizes of the font, a space was printed between two Latin words. */
const SPACE_GAP = 0.15

/** The pieces of a page joined where they stand on one line without a gap, from the top down and from left to right. */
export function fragmentsOf(pieces: readonly Piece[]): Fragment[] {
  const printed = pieces.filter(({ text, right, left }) => text.trim() !== '' && right > left)
  return linesOf(printed).flatMap(line => joined(line, COLUMN_GAP))
}

/** Pieces of one line, joined up to a gap, in sizes of the font. */
function joined(line: readonly Piece[], gap: number): Fragment[] {
  const found: Piece[] = []
  for (const piece of line) {
    const last = found.at(-1)
    const between = last === undefined ? 0 : piece.left - last.right
    if (last === undefined || between > gap * Math.min(piece.size, last.size)) found.push({ ...piece })
    else {
      last.text += (isWordGap(last.text, piece.text, between / piece.size) ? ' ' : '') + piece.text
      last.right = Math.max(last.right, piece.right)
      last.size = Math.max(last.size, piece.size)
    }
  }
  return found.map(each => {
    const text = unspread(each.text.trim())
    return { ...each, text, chars: text.replace(/\s/g, '').length }
  })
}

/** Spread characters set tight again: where a line was stretched, the space between two Chinese characters is no space of the text. */
function unspread(text: string): string {
  const han = /[\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/
  const pairs = (text.match(/[\u4E00-\u9FFF](?=[\u4E00-\u9FFF])/g) ?? []).length
  const parted = (text.match(/[\u4E00-\u9FFF] (?=[\u4E00-\u9FFF])/g) ?? []).length
  if (parted < 4 || parted < pairs) return text
  return text.replace(/(?<=(.)) (?=(.))/g, (space, before, after) => (han.test(before) || han.test(after) ? '' : space))
}

/** How far pieces reach; of none, nowhere. A page may hold more of them than a call takes arguments. */
export function extentOf(pieces: readonly Piece[]) {
  const extent = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (const { left, right, base } of pieces) {
    extent.left = Math.min(extent.left, left)
    extent.right = Math.max(extent.right, right)
    extent.top = Math.min(extent.top, base)
    extent.bottom = Math.max(extent.bottom, base)
  }
  return extent
}

/** Pieces by their base lines, each line from left to right. What is set higher by less than half its size stands on the line too. */
export function linesOf<Each extends Piece>(pieces: readonly Each[]): Each[][] {
  const lines: Each[][] = []
  let base = Number.NEGATIVE_INFINITY
  for (const piece of pieces.toSorted((a, b) => a.base - b.base || a.left - b.left)) {
    const line = lines.at(-1)
    if (line === undefined || piece.base - base > Math.min(piece.size, line[0]?.size ?? piece.size) / 2) {
      lines.push([piece])
      base = piece.base
    } else line.push(piece)
  }
  for (const line of lines) line.sort((a, b) => a.left - b.left)
  return lines
}

function isWordGap(before: string, after: string, gap: number): boolean {
  if (/\s$/.test(before) || /^\s/.test(after)) return false
  return gap > SPACE_GAP && spaced.test(before.at(-1) ?? '') && spaced.test(after[0] ?? '')
}

/**
 * The text of one column: lines that go on are one line, as their author wrote them; a line that begins further in, stands apart, is
 * of another size or follows a short one begins a line of its own. Cells on one base line are parted by tabs. No character is added
 * but spaces between Latin words, tabs and line ends.
 */
export function textOfColumn(fragments: readonly Fragment[]): string {
  if (fragments.length === 0) return ''
  const { left, right } = extentOf(fragments)
  const lines = linesOf(fragments).map(line => joined(line, CELL_GAP))
  const pitch = pitchOf(lines)
  let text = ''
  let before: Fragment[] | undefined
  for (const line of lines) {
    const [first] = line
    if (!first) continue
    const own = line.map(each => each.text).join('\t')
    const above = before?.[0]
    if (before && above) {
      const gap = first.base - above.base
      const isApart = gap > pitch * 1.45 || Math.abs(first.size - above.size) > 0.12 * above.size
      if (isApart) text += '\n\n'
      else if (goesOn(before, line, { left, right })) text += seam(text, own)
      else text += '\n'
    }
    text += own
    before = line
  }
  return text
}

/** Whether a line goes on in the next: it is full, and the next begins where the column does. */
function goesOn(line: readonly Fragment[], next: readonly Fragment[], column: { left: number; right: number }) {
  const [first, below] = [line[0], next[0]]
  if (line.length !== 1 || next.length !== 1 || !first || !below) return false
  // Two sizes: a mark that may not begin a line takes the character before it along to the next.
  return first.right > column.right - 2.2 * first.size && below.left < column.left + 1.2 * below.size
}

/** A space where a line of Latin words goes on; none within a number, which may be broken anywhere in Chinese text. */
function seam(before: string, after: string): string {
  if (/\d[.,]?$/.test(before) && /^\d/.test(after)) return ''
  return /[\p{Script=Latin}\d][.,;:!?)]?$/u.test(before) && /^[\p{Script=Latin}\d(]/u.test(after) ? ' ' : ''
}

/** The usual distance of two lines: the middle one of all. */
export function pitchOf(lines: ReadonlyArray<readonly Fragment[]>): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => (line[0]?.base ?? 0) - (lines[index]?.[0]?.base ?? 0))
    .filter(gap => gap > 0)
    .sort((a, b) => a - b)
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? Number.POSITIVE_INFINITY
}
