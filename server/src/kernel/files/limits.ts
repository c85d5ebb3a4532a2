const mebibyte = 1024 * 1024

/** What an upload may cost. The ratio and its grace are Apache POI's; the rest is set far above any real page or table. */
export const limits = {
  /** Bytes of an upload. */
  file: 32 * mebibyte,
  /** Entries of a zip package. */
  entries: 2000,
  /** Bytes of one entry and of all entries, unpacked: counted while unpacking, whatever the package says. */
  entry: 32 * mebibyte,
  unpacked: 64 * mebibyte,
  /** Packed to unpacked below this is a bomb, past the first 100 KiB. */
  ratio: 0.01,
  ratioGrace: 100 * 1024,
  /** Nesting of XML elements. */
  depth: 256,
  /** UTF-16 code units of a text. */
  characters: 10 * mebibyte,
  /** Cells of a table file. */
  cells: 1_000_000,
  pages: 2000,
  /** Heap of the thread that parses, in MiB, and how long it may take unless told otherwise, in milliseconds. */
  workerHeap: 384,
  timeoutMs: 20_000,
  /** Threads that parse at the same time; others wait their turn. */
  workers: 2,
} as const
