import type { Zippable } from 'fflate'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

// The earliest day a zip entry can bear, in the zone the writer reads it back in: so every zone writes the same two bytes.
const entryDate = new Date(1980, 0, 1)

/**
 * Packs a written package again with nothing in it that changes from run to run: entries in the order of their names with one date,
 * and the given parts rewritten, such as those that hold the time of writing.
 */
export function repeatable(
  written: Uint8Array,
  parts: Readonly<Record<string, (written: string) => string>>,
): Uint8Array {
  const entries: Record<string, Uint8Array> = { ...unzipSync(written) }
  for (const [name, rewrite] of Object.entries(parts))
    entries[name] = strToU8(rewrite(strFromU8(entries[name] ?? new Uint8Array())))
  // The content types come first, as readers of streams expect them.
  const names = Object.keys(entries).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const ordered: Zippable = {}
  for (const name of names) ordered[name] = [entries[name] ?? new Uint8Array(), { mtime: entryDate, level: 6 }]
  return zipSync(ordered)
}

function rank(name: string): number {
  if (name === '[Content_Types].xml') return 0
  return name === '_rels/.rels' ? 1 : 2
}
