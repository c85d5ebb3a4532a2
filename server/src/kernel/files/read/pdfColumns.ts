import { extentOf, type Fragment, fragmentsOf, linesOf, type Piece, pitchOf, textOfColumn } from './pdfLines.ts'

/** The fewest lines on each side of a gap, and on both, that make columns of it. */
const LEAST_LINES = 2
const LEAST_OF_BOTH = 5
/** Of a column of running text, how full its lines are: the cells of a table are seldom as wide as their column. */
const FULL = 0.6
/** The fewest characters of a usual line in a column of running text; the cells of a table hold fewer. */
const LEAST_CHARS = 7
/** The narrowest gap between columns, in sizes of the font. */
const NARROWEST = 0.7
/** So many strips are looked at, the widest first. */
const MOST_STRIPS = 24
/** Pages in so many columns side by side are none. */
const DEEPEST = 8

/**
 * The text of a page in the order in which it is read: columns one after the other, each from the top down, a headline over several
 * columns before all of them. A table stays together, row by row, since its cells do not fill their columns.
 */
export function textOfPage(pieces: readonly Piece[]): string {
  return inOrder(fragmentsOf(pieces), DEEPEST)
    .map(textOfColumn)
    .filter(text => text !== '')
    .join('\n\n')
}

/** The columns of a part of the page, in reading order. */
function inOrder(fragments: readonly Fragment[], depth: number): Fragment[][] {
  if (fragments.length === 0) return []
  if (depth === 0) return [[...fragments]]
  const gap = gapIn(fragments)
  return gap === null ? byBands(fragments, depth) : byColumns(fragments, gap, depth)
}

/** A part without columns from top to bottom: perhaps a band of it has some. */
function byBands(fragments: readonly Fragment[], depth: number): Fragment[][] {
  const found: Fragment[][] = []
  let plain: Fragment[] = []
  const endPlain = () => {
    if (plain.length > 0) found.push(plain)
    plain = []
  }
  const bands = bandsOf(fragments)
  if (bands.length === 1) return [[...fragments]]
  for (const band of bands) {
    if (gapIn(band) === null) plain.push(...band)
    else {
      endPlain()
      found.push(...inOrder(band, depth - 1))
    }
  }
  endPlain()
  return found
}

/** A part with a gap between columns: bands of running text go on in their columns; what reaches across ends them. */
function byColumns(fragments: readonly Fragment[], gap: number, depth: number): Fragment[][] {
  const usual = middle(fragments.map(each => each.size))
  const found: Fragment[][] = []
  let [before, behind]: [Fragment[], Fragment[]] = [[], []]
  let across: Fragment[] = []
  const end = () => {
    if (across.length > 0) found.push(across)
    found.push(...inOrder(before, depth - 1), ...inOrder(behind, depth - 1))
    across = []
    before = []
    behind = []
  }
  for (const band of bandsOf(fragments)) {
    if (!isOfColumns(band, gap, usual)) {
      end()
      found.push(...inOrder(band, depth - 1))
      continue
    }
    for (const fragment of band) {
      if (fragment.left < gap && fragment.right > gap) {
        if (before.length + behind.length > 0) end()
        across.push(fragment)
      } else if (fragment.right <= gap) before.push(fragment)
      else behind.push(fragment)
    }
  }
  end()
  return found
}

/** A part cut where white reaches from its left to its right, wider than between two lines. */
function bandsOf(fragments: readonly Fragment[]): Fragment[][] {
  const lines = linesOf(fragments)
  const pitch = pitchOf(lines)
  const bands: Fragment[][] = []
  let base = Number.NEGATIVE_INFINITY
  for (const line of lines) {
    const own = line[0]?.base ?? 0
    if (bands.length === 0 || own - base > 1.4 * pitch) bands.push([...line])
    else bands.at(-1)?.push(...line)
    base = own
  }
  return bands
}

/** Whether a band is a stretch of the columns beside a gap: lines of the usual size that fill them, on either side or on both. */
function isOfColumns(band: readonly Fragment[], gap: number, usual: number): boolean {
  if (middle(band.map(each => each.size)) > 1.2 * usual) return false
  const [before, behind] = [band.filter(f => f.right <= gap), band.filter(f => f.left >= gap)]
  const isText = (side: readonly Fragment[]) => side.length === 0 || middle(side.map(each => each.chars)) >= LEAST_CHARS
  return before.length + behind.length > 0 && isText(before) && isText(behind)
}

/**
 * Where to part a part of the page into columns: the place in a white strip that the fewest lines cross, with running text on both sides;
 * null where there is none.
 */
function gapIn(fragments: readonly Fragment[]): number | null {
  if (fragments.length < LEAST_OF_BOTH) return null
  const size = middle(fragments.map(each => each.size))
  let best: { at: number; across: number; width: number } | null = null
  for (const { from, to } of strips(fragments, size)) {
    const at = (from + to) / 2
    const across = fragments.filter(({ left, right }) => left < at && right > at).length
    const [before, behind] = [fragments.filter(f => f.right <= at), fragments.filter(f => f.left >= at)]
    const isFew = across > fragments.length * 0.25 || before.length + behind.length < LEAST_OF_BOTH
    if (isFew || !isRunning(before) || !isRunning(behind) || !overlap(before, behind)) continue
    if (best === null || across < best.across || (across === best.across && to - from > best.width))
      best = { at, across, width: to - from }
  }
  return best?.at ?? null
}

/** Strips from top to bottom that nearly no line crosses, from left to right. */
function strips(fragments: readonly Fragment[], size: number): Array<{ from: number; to: number }> {
  const step = Math.max(size / 4, 0.5)
  const { left, right } = extentOf(fragments)
  const bins = Math.min(4000, Math.ceil((right - left) / step))
  const change = new Int32Array(bins + 2)
  for (const fragment of fragments) {
    const [first, last] = [fragment.left, fragment.right].map(x =>
      Math.min(bins, Math.max(0, Math.round((x - left) / step))),
    )
    change[first ?? 0] = (change[first ?? 0] ?? 0) + 1
    change[last ?? 0] = (change[last ?? 0] ?? 0) - 1
  }
  const most = fragments.length * 0.25
  const found: Array<{ from: number; to: number }> = []
  let [covered, from] = [0, -1]
  let least = Number.POSITIVE_INFINITY
  for (let bin = 0; bin <= bins; bin++) {
    covered += change[bin] ?? 0
    // A strip is as wide as the fewest lines cross it: a headline over both columns makes it no narrower.
    if (from >= 0 && (covered > most || covered !== least)) {
      if ((bin - from) * step >= NARROWEST * size) found.push({ from: left + from * step, to: left + bin * step })
      from = -1
    }
    if (from < 0 && covered <= most) {
      from = bin
      least = covered
    }
  }
  return found.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_STRIPS)
}

/** Whether fragments are lines of running text: several, mostly as wide as their column, with more than a word each. */
function isRunning(fragments: readonly Fragment[]): boolean {
  const lines = linesOf(fragments)
  if (lines.length < LEAST_LINES) return false
  const { left, right } = extentOf(fragments)
  const widest = fragments.map(each => each.right - each.left)
  const chars = fragments.map(each => each.chars)
  // Several columns of running text side by side are running text as well.
  const width = widest.reduce((most, each) => Math.min(right - left, Math.max(most, each)), 0)
  return middle(widest) >= FULL * width && middle(chars) >= LEAST_CHARS
}

/** Whether two sides stand beside each other, and not one below the other. */
function overlap(before: readonly Fragment[], behind: readonly Fragment[]): boolean {
  const [a, b] = [extentOf(before), extentOf(behind)]
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return shared > 0.3 * Math.min(a.bottom - a.top, b.bottom - b.top)
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
