/** From this share of equal trigrams on, two stems are shown to a person as perhaps the same. */
export const nearThreshold = 0.6

/** Two texts that are alike, by their places in the list, the earlier first; `likeness` is in [threshold, 1]. */
export type NearPair = { earlier: number; later: number; likeness: number }

/**
 * Pairs of texts whose sets of trigrams have a Jaccard likeness (shared ÷ all) of at least the threshold. Equal texts are left out: they are
 * found by their key. Texts are expected without punctuation (`stemKey`); one of fewer than three characters is its own trigram.
 */
export function nearPairs(texts: readonly string[], threshold = nearThreshold): NearPair[] {
  const grams = texts.map(trigrams)
  // Only texts that share a trigram are ever compared: 2,000 questions are two million pairs, of which few do.
  const holders = new Map<string, number[]>()
  const pairs: NearPair[] = []
  for (const [later, own] of grams.entries()) {
    const shared = new Map<number, number>()
    for (const gram of own) {
      const earlier = holders.get(gram)
      for (const each of earlier ?? []) shared.set(each, (shared.get(each) ?? 0) + 1)
      if (earlier) earlier.push(later)
      else holders.set(gram, [later])
    }
    for (const [earlier, count] of shared) {
      const likeness = count / (own.size + (grams[earlier]?.size ?? 0) - count)
      if (likeness >= threshold && texts[earlier] !== texts[later]) pairs.push({ earlier, later, likeness })
    }
  }
  return pairs
}

function trigrams(text: string): Set<string> {
  const chars = [...text]
  if (chars.length < 3) return new Set(text === '' ? [] : [text])
  return new Set(chars.slice(2).map((last, index) => `${chars[index]}${chars[index + 1]}${last}`))
}
