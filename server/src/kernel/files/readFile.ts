import { Worker } from 'node:worker_threads'
import type { Refusal } from '#kernel/refusal.ts'
import { refuse } from '#kernel/refusal.ts'
import { shownName } from './kinds.ts'
import { limits } from './limits.ts'
import type { ReadText } from './read/parse.ts'
import type { Answer, Task } from './read/worker.ts'
import type { Table } from './table.ts'
import { typeByContent } from './typeByContent.ts'

/** How long a reading may take (milliseconds), and how it is called off. */
export type ReadOptions = { timeoutMs?: number; signal?: AbortSignal }

/**
 * The text of an uploaded file, read in a thread of its own that has a bounded heap and is killed when time is up.
 *
 * Offsets into `text` are UTF-16 units. Of txt, md and csv files `text` is exactly what the bytes decode to, without the byte order mark.
 * Refuses what `typeByContent` refuses, and `files.too-slow` {name, seconds}, `files.too-heavy` {name},
 * `files.unreadable` {name, why}, `files.scan-without-text` {name}. An abort rejects with the signal's reason.
 */
export function readText(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadText> {
  return inThread<ReadText>('text', bytes, name, options)
}

/** The cells of an uploaded xlsx or csv file, read as `readText` does. Refuses `files.not-a-table` {name, type} besides. */
export function readTable(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Table> {
  return inThread<Table>('table', bytes, name, options)
}

async function inThread<Result>(
  what: Task['what'],
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
): Promise<Result> {
  // What is refused by its beginning or its directory costs no thread.
  typeByContent(bytes, name)
  const release = await turn(options.signal)
  try {
    return await run<Result>({ what, bytes, name }, options)
  } finally {
    release()
  }
}

function run<Result>(task: Task, { timeoutMs = limits.timeoutMs, signal }: ReadOptions): Promise<Result> {
  const name = shownName(task.name)
  return new Promise<Result>((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(new URL('./read/worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: limits.workerHeap, maxYoungGenerationSizeMb: 48, stackSizeMb: 8 },
      // Its own streams, so that what a parser prints goes nowhere; no environment, since it needs none.
      stdout: true,
      stderr: true,
      env: {},
    })
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      worker.removeAllListeners()
      // After it is ended a thread may still fail; that must not bring the process down.
      worker.on('error', () => undefined)
      worker.terminate().then(settle, settle)
    }
    const fail = (refusal: Refusal) => end(() => reject(refusal))
    const abort = () => end(() => reject(signal?.reason))
    const timer = setTimeout(
      () => fail(refuse('files.too-slow', { name, seconds: Math.ceil(timeoutMs / 1000) })),
      timeoutMs,
    )
    signal?.addEventListener('abort', abort, { once: true })
    worker.once('message', (answer: Answer<Result>) => {
      if ('result' in answer) end(() => resolve(answer.result))
      else if ('refusal' in answer) fail(refuse(answer.refusal.code, answer.refusal.params))
      else fail(refuse('files.unreadable', { name, why: 'content' }))
    })
    worker.once('error', (error: unknown) => {
      const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      fail(refuse(isMemory ? 'files.too-heavy' : 'files.unreadable', isMemory ? { name } : { name, why: 'content' }))
    })
    worker.once('exit', () => fail(refuse('files.unreadable', { name, why: 'content' })))
  })
}

let running = 0
const waiting: Array<() => void> = []

/** Waits until fewer threads run than may; gives what ends the turn. */
async function turn(signal: AbortSignal | undefined): Promise<() => void> {
  signal?.throwIfAborted()
  if (running >= limits.workers) await new Promise<void>(resolve => waiting.push(resolve))
  else running++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
