import { Worker } from 'node:worker_threads'

/** What a thread is given and may take; `tooHard` makes what is thrown where it took more. */
export type WorkerErrand = {
  data: unknown
  slowestMs: number
  memoryMb: number
  tooHard(): Error
  signal?: AbortSignal
}

/**
 * What a worker posts first, in a thread of its own that is killed when its time or its memory is up, or its answer is there. Rejects with
 * the thread's own error where it fails in another way, and with the signal's reason when that is aborted.
 */
export function inWorker<Answer>(
  file: URL,
  { data, slowestMs, memoryMb, tooHard, signal }: WorkerErrand,
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(file, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // Its own streams, so that what a parser prints goes nowhere; no environment, since it needs none.
      stdout: true,
      stderr: true,
      env: {},
    })
    const end = (settle: () => void) => {
      clearTimeout(slow)
      signal?.removeEventListener('abort', abort)
      worker.removeAllListeners()
      // After it is ended a thread may still fail; that must not bring the process down.
      worker.on('error', () => undefined)
      worker.terminate().then(settle, settle)
    }
    const abort = () => end(() => reject(signal?.reason))
    const slow = setTimeout(() => end(() => reject(tooHard())), slowestMs)
    signal?.addEventListener('abort', abort, { once: true })
    worker.once('message', (answer: Answer) => end(() => resolve(answer)))
    worker.once('error', (error: unknown) => end(() => reject(memoryRanOut(error) ? tooHard() : error)))
    worker.once('exit', code => end(() => reject(new Error(`${file.pathname} ended with ${code} before it answered`))))
  })
}

const memoryRanOut = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
