import { parentPort, workerData } from 'node:worker_threads'
import { readWhole } from './readWhole.ts'
import type { WholeOptions } from './whole.ts'

/** The other end of `readAside`: reads one long page and is gone. */
export type Errand = { text: string; options: WholeOptions }

// What readAside hands over; nothing else starts this file.
const { text, options } = workerData as Errand
parentPort?.postMessage(readWhole(text, options))
