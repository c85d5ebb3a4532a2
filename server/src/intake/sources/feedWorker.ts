import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import { entriesOf, type ReadFeed } from './feedEntries.ts'

/** What comes back to `readFeed`. */
export type FeedAnswer = { feed: ReadFeed } | { code: string; params: Refusal['params'] }

function answer(bytes: Uint8Array): FeedAnswer {
  try {
    return { feed: entriesOf(bytes) }
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, params: error.params }
    throw error
  }
}

// What readFeed hands over; nothing else starts this file.
parentPort?.postMessage(answer(workerData as Uint8Array))
