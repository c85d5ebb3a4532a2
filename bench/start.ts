import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct } from './parts/product.ts'

/**
 * From the command to the first answer a browser gets: the first time, with the demonstration city loaded on the way, and the second
 * time, on the same data. Printed in seconds and as a ratio to the start of a Node that does nothing, in which the machine drops out;
 * the ratio has the limit. Exits 1 above it.
 */
const LIMIT = { first: 2500, second: 150 }
const ROUNDS = 5

const plain = Math.min(...(await rounds(ROUNDS, startOfNothing)))
const data = await mkdtemp(join(tmpdir(), 'jianghai-bench-'))
try {
  const first = await startAndAsk(data)
  const second = Math.min(...(await rounds(ROUNDS, () => startAndAsk(data))))
  const ratios = { first: first / plain, second: second / plain }
  for (const [name, seconds] of Object.entries({ first, second }))
    console.log(
      `start to first answer, ${name} time: ${seconds.toFixed(2)} s, ${Math.round(seconds / plain)} starts of a plain Node (limit ${name === 'first' ? LIMIT.first : LIMIT.second}; one is ${plain.toFixed(3)} s)`,
    )
  process.exitCode = ratios.first <= LIMIT.first && ratios.second <= LIMIT.second ? 0 : 1
} finally {
  await rm(data, { recursive: true, force: true })
}

async function rounds(times: number, measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = []
  for (let round = 0; round < times; round++) found.push(await measure())
  return found
}

/** Seconds a Node needs that has nothing to do. */
async function startOfNothing(): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await new Promise(resolve => child.once('exit', resolve))
  return (performance.now() - begun) / 1000
}

/** Starts the product on a data directory, asks for its page and for the sign-in's accounts, stops it; seconds until both were answered. */
async function startAndAsk(directory: string): Promise<number> {
  const begun = performance.now()
  const product = await startProduct(directory)
  const seconds = (performance.now() - begun) / 1000
  await product.stop()
  return seconds
}
