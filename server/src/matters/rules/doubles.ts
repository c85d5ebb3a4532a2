/** A matter that may be the same one, and how alike the titles are, 0 to 1. */
export type Double = { id: string; refNo: string | null; title: string; likeness: number }

const LIKE = 0.6
const MOST = 5

/**
 * Matters going on whose titles are so alike that it may be a double (条例 art. 15: nothing is inspected twice): pairs of neighbouring
 * characters in common, after punctuation and spaces are taken out. A warning for a person, never a decision.
 */
export function doublesOf(
  title: string,
  others: readonly { id: string; refNo: string | null; title: string }[],
): Double[] {
  const own = pairs(title)
  if (own.size === 0) return []
  return others
    .map(other => ({ ...other, likeness: Math.round(likeness(own, pairs(other.title)) * 100) / 100 }))
    .filter(other => other.likeness >= LIKE)
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    .slice(0, MOST)
}

/** Dice's coefficient over the two sets of pairs. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let common = 0
  for (const pair of a) if (b.has(pair)) common++
  return (2 * common) / (a.size + b.size)
}

function pairs(title: string): Set<string> {
  const plain = [...title.normalize('NFKC').toLowerCase()].filter(char => /[\p{L}\p{N}]/u.test(char))
  if (plain.length === 1) return new Set(plain)
  return new Set(plain.slice(1).map((char, index) => `${plain[index]}${char}`))
}
