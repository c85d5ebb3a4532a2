import { refuse } from '#kernel/refusal.ts'
import { inWorker } from '../reading/inWorker.ts'
import type { ReadFeed } from './feedEntries.ts'
import type { FeedAnswer } from './feedWorker.ts'

const LIMITS = { slowestMs: 20_000, memoryMb: 384 }

/**
 * Reads a feed in a thread that is killed when it takes too long or too much memory. Refuses as `entriesOf`, and `sources.feed-too-heavy`.
 */
export async function readFeed(bytes: Uint8Array): Promise<ReadFeed> {
  const tooHard = () => refuse('sources.feed-too-heavy')
  const answer = await inWorker<FeedAnswer>(new URL('./feedWorker.ts', import.meta.url), {
    data: bytes,
    ...LIMITS,
    tooHard,
  })
  if ('feed' in answer) return answer.feed
  throw refuse(answer.code, answer.params)
}
