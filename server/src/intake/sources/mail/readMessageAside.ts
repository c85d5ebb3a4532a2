import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/refusal.ts'
import { type Part, readMessage } from './message.ts'
import type { Errand } from './messageWorker.ts'

/** Messages up to this many bytes are read where they are: it takes less time than starting a worker. */
const SHORT = 64 * 1024
const SLOWEST_MS = 30_000
const MEMORY_MB = 512

/**
 * Reads a message as `readMessage` does, a large one in a worker that may be killed. Refuses `sources.mail-too-hard` {name} where it takes
 * over half a minute or all the memory it is given. An abort rejects with the signal's reason.
 */
export async function readMessageAside(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<Part[]> {
  signal.throwIfAborted()
  if (bytes.length <= SHORT) return readMessage(bytes)
  return new Promise<Part[]>((resolve, reject) => {
    const errand: Errand = { bytes }
    const worker = new Worker(new URL('./messageWorker.ts', import.meta.url), {
      workerData: errand,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
      stderr: true,
      env: {},
    })
    const end = (settle: () => void) => {
      clearTimeout(slow)
      signal.removeEventListener('abort', abort)
      worker.removeAllListeners()
      // After it is ended a thread may still fail; that must not bring the process down.
      worker.on('error', () => undefined)
      worker.terminate().then(settle, settle)
    }
    const abort = () => end(() => reject(signal.reason))
    const fail = () => end(() => reject(refuse('sources.mail-too-hard', { name })))
    const slow = setTimeout(fail, SLOWEST_MS)
    signal.addEventListener('abort', abort, { once: true })
    worker.once('message', (parts: Part[]) => end(() => resolve(parts)))
    worker.once('error', fail)
    worker.once('exit', fail)
  })
}
