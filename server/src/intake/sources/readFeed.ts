import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/refusal.ts'
import type { ReadFeed } from './feedEntries.ts'
import type { FeedAnswer } from './feedWorker.ts'

const SLOWEST_MS = 20_000
const MEMORY_MB = 384

/**
 * Reads a feed in a thread that is killed when it takes too long or too much memory. Refuses as `entriesOf`, and `sources.feed-too-heavy`.
 */
export function readFeed(bytes: Uint8Array): Promise<ReadFeed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./feedWorker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      env: {},
    })
    const settle = (end: () => void) => {
      clearTimeout(slow)
      end()
    }
    const slow = setTimeout(() => {
      reject(refuse('sources.feed-too-heavy'))
      void worker.terminate()
    }, SLOWEST_MS)
    worker.once('message', (answer: FeedAnswer) =>
      settle(() => ('feed' in answer ? resolve(answer.feed) : reject(refuse(answer.code, answer.params)))),
    )
    worker.once('error', error => settle(() => reject(memoryRanOut(error) ? refuse('sources.feed-too-heavy') : error)))
    worker.once('exit', code => settle(() => reject(new Error(`the reader of feeds ended with ${code}`))))
  })
}

const memoryRanOut = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
