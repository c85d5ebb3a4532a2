/** So many characters in a row are compared at a time: in Chinese, two words. */
const SPAN = 4

/** The letters and digits of a text, as they are compared: width, case, marks and spaces make no difference. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The different runs of four letters of a text, each as a number, in ascending order (shingles; Broder, 1997). */
export function shinglesOf(text: string): Uint32Array {
  const letters = lettersOf(text)
  const found = new Set<number>()
  for (let at = 0; at + SPAN <= letters.length; at++) {
    // FNV-1a over UTF-16 units, then mixed, so that neighbours in the alphabet are far apart.
    let hash = 0x811c9dc5
    for (let i = at; i < at + SPAN; i++) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193)
    found.add(mixed(hash))
  }
  return Uint32Array.from(found).sort()
}

/** Every bit of the number made to depend on every other (MurmurHash3's finish). */
export function mixed(number: number): number {
  let hash = number >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** How many numbers two ascending lists share. */
export function sharedCount(a: Uint32Array, b: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left = 0, right = 0] = [a[i], b[j]]
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) j++
  }
  return shared
}
