import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/refusal.ts'
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
  const turn = queue.then(() => inWorker(text, options))
  queue = turn.then(
    () => undefined,
    () => undefined,
  )
  return turn
}

let queue: Promise<void> = Promise.resolve()

function inWorker(text: string, options: WholeOptions): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./extractWorker.ts', import.meta.url), {
      workerData: { text, options },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    const slow = setTimeout(() => {
      reject(refuse('intake.page-too-slow', { name: options.name }))
      void worker.terminate()
    }, SLOWEST_MS)
    const settle = (end: () => void) => {
      clearTimeout(slow)
      end()
    }
    worker.once('message', (read: Reading) => settle(() => resolve(read)))
    worker.once('error', error =>
      settle(() => reject(memoryRanOut(error) ? refuse('intake.page-too-slow', { name: options.name }) : error)),
    )
    worker.once('exit', code => settle(() => reject(new Error(`the reader ended with ${code} before it answered`))))
  })
}

function memoryRanOut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
