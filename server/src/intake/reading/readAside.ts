import { refuse } from '#kernel/refusal.ts'
import type { Errand } from './extractWorker.ts'
import { inWorker } from './inWorker.ts'
import { readWhole } from './readWhole.ts'
import type { Reading, WholeOptions } from './whole.ts'

/** Texts up to this many characters are read where they are: it takes less time than starting a worker. */
const SHORT = 30_000
const SLOWEST_MS = 120_000
const MEMORY_MB = 768

/**
 * Reads a page without holding up the process: a short one at once, a long one in a worker that may be killed, one after another so
 * that a pile of long pages does not take every core. Refuses `intake.page-too-slow` {name} when a page takes over two minutes.
 */
export function readAside(text: string, options: WholeOptions): Promise<Reading> {
  if (text.length <= SHORT) return Promise.resolve(readWhole(text, options))
  const turn = queue.then(() => aside(text, options))
  queue = turn.then(
    () => undefined,
    () => undefined,
  )
  return turn
}

let queue: Promise<void> = Promise.resolve()

function aside(text: string, options: WholeOptions): Promise<Reading> {
  const errand: Errand = { text, options }
  const tooHard = () => refuse('intake.page-too-slow', { name: options.name })
  const file = new URL('./extractWorker.ts', import.meta.url)
  return inWorker<Reading>(file, { data: errand, slowestMs: SLOWEST_MS, memoryMb: MEMORY_MB, tooHard })
}
