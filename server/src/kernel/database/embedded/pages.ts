import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

const PAGE = 8192
const LANES = 32
const WORDS = PAGE / 4

/** The starts of the 32 sums, as PostgreSQL has them (storage/checksum_impl.h). */
const starts = Uint32Array.of(
  ...[0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c],
  ...[0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb],
  ...[0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4],
  ...[0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756],
)

/** Kept between pages: making them anew for each would take longer than summing. */
const sums = new Int32Array(LANES)
const chunk = new Uint8Array(128 * PAGE)
const words = new Uint32Array(chunk.buffer)

/**
 * The first data file below `base` and `global` that holds what the database never wrote, as `file, page n`, or undefined.
 *
 * Every page carries a checksum, which the database itself looks at only when it happens to read the page: that may be weeks later, when
 * the last good backup is gone. To be called when nothing writes and after recovery, because a page half written when the power went is
 * made whole by it.
 */
export function findBrokenPage(directory: string): string | undefined {
  // Read without giving way: nothing else can happen before this is done, and a thousand small files cost half as much so.
  const folders = ['global', ...readdirSync(join(directory, 'base')).map(name => join('base', name))]
  for (const folder of folders)
    for (const name of readdirSync(join(directory, folder))) {
      if (!/^\d+(_fsm|_vm|_init)?(\.\d+)?$/.test(name)) continue
      const wrong = brokenPageIn(join(directory, folder, name), Number(/\.(\d+)$/.exec(name)?.[1] ?? 0))
      if (wrong !== undefined) return `${join(folder, name)}, page ${wrong}`
    }
  return undefined
}

/** The number of the first broken page of one file. Files are cut into parts of 1 GiB; pages are numbered through. */
function brokenPageIn(path: string, part: number): number | undefined {
  const file = openSync(path, 'r')
  try {
    for (let first = part * 131072; ; ) {
      const size = readSync(file, chunk, 0, chunk.length, null)
      if (size === 0) return undefined
      for (let at = 0; at < size; at += PAGE, first++)
        if (at + PAGE > size || !holds(words.subarray(at / 4, at / 4 + WORDS), first)) return first
    }
  } finally {
    closeSync(file)
  }
}

/** Whether a page is blank or has the checksum it should have. */
function holds(page: Uint32Array, number: number): boolean {
  const head = page[2] ?? 0
  const isNew = ((page[3] ?? 0) & 0xffff0000) === 0
  if (isNew) return page.every(word => word === 0)
  page[2] = head & 0xffff0000
  const sum = (sumOf(page) ^ number) >>> 0
  page[2] = head
  return (sum % 65535) + 1 === (head & 0xffff)
}

/** 32 sums side by side over the page's words, stirred twice more at the end and put together. */
function sumOf(page: Uint32Array): number {
  sums.set(starts)
  for (let row = 0; row < WORDS + 2 * LANES; row += LANES)
    for (let lane = 0; lane < LANES; lane++) {
      const mixed = (sums[lane] ?? 0) ^ (page[row + lane] ?? 0)
      sums[lane] = Math.imul(mixed, 16777619) ^ (mixed >>> 17)
    }
  let all = 0
  for (let lane = 0; lane < LANES; lane++) all ^= sums[lane] ?? 0
  return all
}
