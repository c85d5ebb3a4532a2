import { refuse } from '#kernel/refusal.ts'
import { inWorker } from '../../reading/inWorker.ts'
import { type Part, readMessage } from './message.ts'
import type { Errand } from './messageWorker.ts'

/** Messages up to this many bytes are read where they are: it takes less time than starting a worker. */
const SHORT = 64 * 1024
const LIMITS = { slowestMs: 30_000, memoryMb: 512 }

/**
 * Reads a message as `readMessage` does, a large one in a worker that may be killed. Refuses `sources.mail-too-hard` {name} where it takes
 * over half a minute, all the memory it is given, or the reader with it. An abort rejects with the signal's reason.
 */
export async function readMessageAside(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<Part[]> {
  signal.throwIfAborted()
  const errand: Errand = { bytes }
  const tooHard = () => refuse('sources.mail-too-hard', { name })
  try {
    if (bytes.length <= SHORT) return await readMessage(bytes)
    const file = new URL('./messageWorker.ts', import.meta.url)
    return await inWorker<Part[]>(file, { data: errand, ...LIMITS, tooHard, signal })
  } catch {
    signal.throwIfAborted()
    // One message must not keep back those behind it.
    throw tooHard()
  }
}
