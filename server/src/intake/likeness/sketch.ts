import { mixed } from './shingles.ts'

/** Bands of a sketch, and the least hashes in each: two texts that share 30 % of their runs share a band with 95 % likelihood. */
const BANDS = 32
const ROWS = 2

/** Which sketch this is: others do not compare. */
export const SKETCH_VERSION = 1

/**
 * A short stand-in for a text's runs of letters, by which texts like it are found without reading them all (minhash in bands; Broder
 * 1997, Leskovec 2020 ch. 3): 32 signed 32-bit numbers. Two texts that share one are worth comparing. Empty for a text too short to tell.
 */
export function sketchOf(shingles: Uint32Array): number[] {
  if (shingles.length === 0) return []
  const bands: number[] = []
  for (let band = 0; band < BANDS; band++) {
    let hash = mixed(band + 1)
    for (let row = 0; row < ROWS; row++) {
      const salt = mixed(0x9e3779b9 * (band * ROWS + row + 1))
      let least = 0xffffffff
      for (const shingle of shingles) {
        const own = mixed(shingle ^ salt)
        if (own < least) least = own
      }
      hash = mixed(hash ^ least)
    }
    bands.push(hash | 0)
  }
  return bands
}
