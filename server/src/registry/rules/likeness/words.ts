import { plain } from '../names.ts'

/** Half of all firms share these. */
const ONLY_FORM = /^(?:股份|有限|责任|控股|集团|总公司|公司)+$/

/**
 * The words two names share, in their order: runs of at least two characters, the longest first chosen; what is only a legal form is left
 * out.
 */
export function sharedWords(one: string, other: string): string[] {
  return runs([...plain(one)], [...plain(other)]).filter(word => !ONLY_FORM.test(word))
}

function runs(one: readonly string[], other: readonly string[]): string[] {
  const { length, at, otherAt } = longestRun(one, other)
  if (length < 2) return []
  return [
    ...runs(one.slice(0, at), other.slice(0, otherAt)),
    one.slice(at, at + length).join(''),
    ...runs(one.slice(at + length), other.slice(otherAt + length)),
  ]
}

function longestRun(one: readonly string[], other: readonly string[]) {
  let best = { length: 0, at: 0, otherAt: 0 }
  let above = new Array<number>(other.length + 1).fill(0)
  for (const [i, character] of one.entries()) {
    const row = new Array<number>(other.length + 1).fill(0)
    for (const [j, theirs] of other.entries()) {
      if (character !== theirs) continue
      const length = (above[j] ?? 0) + 1
      row[j + 1] = length
      if (length > best.length) best = { length, at: i - length + 1, otherAt: j - length + 1 }
    }
    above = row
  }
  return best
}
