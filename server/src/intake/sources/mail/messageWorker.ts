import { parentPort, workerData } from 'node:worker_threads'
import { readMessage } from './message.ts'

/** The other end of `readMessageAside`: reads one large message and is gone. */
export type Errand = { bytes: Uint8Array }

// What readMessageAside hands over; nothing else starts this file.
const { bytes } = workerData as Errand
parentPort?.postMessage(await readMessage(bytes))
