import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel/refusal.ts'
import { parseTable, parseText } from './parse.ts'

/** What the thread is given, and what it answers: a result, a refusal, or the name of a parser's error. */
export type Task = { what: 'text' | 'table'; bytes: Uint8Array; name: string }
export type Answer<Result> =
  | { result: Result }
  | { refusal: { code: string; params: Readonly<Record<string, string | number | null>> } }
  | { broken: string }

const { what, bytes, name }: Task = workerData
const parse = what === 'text' ? parseText : parseTable

// Libraries of parsers reject promises nobody waits for; the answer that is waited for decides.
process.on('unhandledRejection', () => undefined)

try {
  parentPort?.postMessage({ result: await parse(bytes, name) })
} catch (error) {
  if (error instanceof Refusal) parentPort?.postMessage({ refusal: { code: error.code, params: error.params } })
  else parentPort?.postMessage({ broken: error instanceof Error ? error.name : 'unknown' })
}
