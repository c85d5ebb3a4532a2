import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { matterQuery } from '#contract/matters.ts'
import { actorNamed } from '#kernel/accounts/members.ts'
import { startSequencer } from '#kernel/log/sequencer.ts'
import { query } from '#kernel/run.ts'
import { listMatters } from '#server/matters/index.ts'
import { onEachDatabase } from './parts/cities.ts'
import { copyMatters } from './parts/copies.ts'
import { atMost } from './parts/measure.ts'
import { startProduct } from './parts/product.ts'
import { concurrently } from './parts/replay.ts'
import { progressReports } from './parts/reports.ts'

/**
 * Memory: what the product holds once it has answered, as a multiple of a Node that does nothing; and whether it grows. A hundred thousand
 * commands, as many as an office gives in some months, are run in this process with the sequencer beside them and a list read among every
 * twenty. After each part what is garbage is collected and the heap and the whole process are measured; the slope is that of a line laid
 * through the second half by least squares, in MiB per ten thousand commands. Handles that stay open are counted in the same places.
 *
 * `node bench/memory.ts [embedded|postgresql] [COMMANDS]`; without a number 100 000, which takes about an hour.
 */
const LIMIT = { start: 12, heap: 1, process: 8, handles: 1.5 }
const PARTS = 40
const WRITERS = 8
const REGION = 320600
const MIB = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')
const commands = Number(process.argv.slice(2).find(word => /^\d+$/.test(word)) ?? 100_000)

await onEachDatabase(async ({ kernel, signer, engine, twin }) => {
  if (engine === 'embedded') {
    const other = await twin()
    await other.close()
    await measureStart(other.place.data)
  }
  await copyMatters(kernel.database.db, REGION, 2000)
  const staff = await actorNamed(kernel.database.db, REGION, 'staff')
  const asked = matterQuery.parse({ sort: '-due', limit: '50' })
  const sequencer = startSequencer(kernel.database, kernel.clock, signer, error => console.error(error))
  const working = { ...kernel, committed: sequencer.hint }
  const reportsOf = await progressReports(working, REGION, 200)
  const samples: Sample[] = []
  try {
    let done = 0
    for (let batch = 0; done < commands; batch++) {
      const works = reportsOf(batch).map((work, n) => async () => {
        await work()
        if (n % 20 === 0) await query(working, staff, REGION, null, ctx => listMatters(ctx, asked))
      })
      await concurrently(WRITERS, works)
      done += works.length
      if (done < ((samples.length + 1) * commands) / PARTS) continue
      samples.push(sample(done))
      process.stderr.write(`\r${engine}: ${done} of ${commands} commands, ${process.memoryUsage.rss() >> 20} MiB `)
    }
  } finally {
    await sequencer.stop()
    process.stderr.write('\n')
  }
  const later = samples.slice(Math.floor(samples.length / 2))
  const told = (name: 'heap' | 'process') =>
    `${later[0]?.[name].toFixed(0)} to ${later.at(-1)?.[name].toFixed(0)} MiB from ${later[0]?.done} to ${later.at(-1)?.done} commands`
  for (const name of ['heap', 'process'] as const)
    atMost(
      LIMIT[name],
      slope(later, each => each[name]),
      `memory of the ${name} under load, ${engine}, MiB per 10,000 commands`,
      told(name),
    )
  const handles = (of: Sample | undefined) => of?.handles ?? 0
  atMost(
    LIMIT.handles,
    handles(later.at(-1)) / handles(later[0]),
    `handles open under load, ${engine}, at the end against the middle`,
    `${handles(later[0])} and ${handles(later.at(-1))}`,
  )
})

type Sample = { done: number; heap: number; process: number; handles: number }

function sample(done: number): Sample {
  if (typeof collect === 'function') collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { done, heap: heapUsed / MIB, process: rss / MIB, handles: process.getActiveResourcesInfo().length }
}

/** The slope of the line of least squares through the samples, per ten thousand commands. */
function slope(samples: readonly Sample[], take: (sample: Sample) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
  const [x, y] = [mean(samples.map(each => each.done)), mean(samples.map(take))]
  const across = samples.reduce((sum, each) => sum + (each.done - x) * (take(each) - y), 0)
  return (across / samples.reduce((sum, each) => sum + (each.done - x) ** 2, 0)) * 10_000
}

/** The whole process, as the system counts it, of the product and of a Node that does nothing. */
async function measureStart(data: string): Promise<void> {
  const idle = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise(resolve => idle.stdout.once('data', resolve))
  const plain = residentOf(idle.pid ?? 0)
  idle.kill()
  const product = await startProduct(data)
  const held = residentOf(product.pid)
  await product.stop()
  atMost(
    LIMIT.start,
    held / plain,
    'memory after start, multiple of a plain Node',
    `${held.toFixed(0)} against ${plain.toFixed(0)} MiB`,
  )
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
