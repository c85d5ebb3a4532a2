import type { DifferenceRow } from '#contract/intake/repeats.ts'
import { lettersOf } from './shingles.ts'

/** So many sentences of each article are set side by side; a longer article is cut, and said to be. */
const MOST_SENTENCES = 400
/** A sentence longer than this is shown as a whole, as one that differs. */
const LONGEST = 400
/** Two sentences with at least this share of their letters in common, in order, are one sentence that was changed. */
const CHANGED = 0.4

type Side = NonNullable<DifferenceRow['first']>

/** Two articles side by side: sentences both have on one row, changed ones with what differs marked, and what only one has alone. */
export function differenceOf(first: string, later: string): { rows: DifferenceRow[]; isCut: boolean } {
  const [left, right] = [sentencesOf(first), sentencesOf(later)]
  const isCut = left.length > MOST_SENTENCES || right.length > MOST_SENTENCES
  const [ours, theirs] = [left.slice(0, MOST_SENTENCES), right.slice(0, MOST_SENTENCES)]
  const rows: DifferenceRow[] = []
  let [i, j] = [0, 0]
  for (const [at, beside] of [
    ...common(ours.map(lettersOf), theirs.map(lettersOf)),
    [ours.length, theirs.length] as const,
  ]) {
    rows.push(...between(ours.slice(i, at), theirs.slice(j, beside)))
    const [a, b] = [ours[at], theirs[beside]]
    if (a !== undefined && b !== undefined) rows.push({ first: whole(a, false), later: whole(b, false) })
    ;[i, j] = [at + 1, beside + 1]
  }
  return { rows, isCut }
}

const whole = (text: string, differs: boolean): Side => [{ text, differs }]

/** Sentences of an article, and its lines without an end, without what holds no letter. */
function sentencesOf(text: string): string[] {
  return (text.match(/[^。！？\n]*[。！？]+[”’）》]*|[^。！？\n]+/gu) ?? [])
    .map(sentence => sentence.trim())
    .filter(sentence => lettersOf(sentence) !== '')
}

/** What stands between two sentences that both have: pairs that are one sentence changed, in order, and what has no pair. */
function between(ours: readonly string[], theirs: readonly string[]): DifferenceRow[] {
  const rows: DifferenceRow[] = []
  let j = 0
  for (const own of ours) {
    const found = theirs.findIndex((other, at) => at >= j && alike(own, other) >= CHANGED)
    if (found < 0) {
      rows.push({ first: whole(own, true), later: null })
      continue
    }
    for (const other of theirs.slice(j, found)) rows.push({ first: null, later: whole(other, true) })
    rows.push(changed(own, theirs[found] ?? ''))
    j = found + 1
  }
  for (const other of theirs.slice(j)) rows.push({ first: null, later: whole(other, true) })
  return rows
}

/** The share of the letters of two sentences that both have, whatever their order: quick, and near enough to pair them. */
function alike(a: string, b: string): number {
  const [left, right] = [lettersOf(a), lettersOf(b)]
  const counts = new Map<string, number>()
  for (const char of left) counts.set(char, (counts.get(char) ?? 0) + 1)
  let shared = 0
  for (const char of right) {
    const left = counts.get(char) ?? 0
    if (left > 0) shared++
    counts.set(char, left - 1)
  }
  return shared / Math.max(left.length, right.length, 1)
}

function changed(first: string, later: string): DifferenceRow {
  const [a, b] = [[...first], [...later]]
  if (a.length > LONGEST || b.length > LONGEST) return { first: whole(first, true), later: whole(later, true) }
  const pairs = common(a, b)
  return {
    first: pieces(a, new Set(pairs.map(([at]) => at))),
    later: pieces(b, new Set(pairs.map(([, at]) => at))),
  }
}

function pieces(chars: readonly string[], shared: ReadonlySet<number>): Side {
  const side: Side = []
  for (const [at, char] of chars.entries()) {
    const differs = !shared.has(at)
    const last = side.at(-1)
    if (last?.differs === differs) last.text += char
    else side.push({ text: char, differs })
  }
  return side
}

/** The longest common subsequence of two lists, as pairs of places. */
function common(a: readonly string[], b: readonly string[]): Array<readonly [number, number]> {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  const pairs: Array<readonly [number, number]> = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      pairs.push([i, j])
      i++
      j++
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return pairs
}
