import { onEachDatabase } from './parts/cities.ts'
import { copyMatters } from './parts/copies.ts'
import { atLeast, ms, percentile } from './parts/measure.ts'
import { concurrently, recordTransactions, replay } from './parts/replay.ts'
import { progressReports } from './parts/reports.ts'

/**
 * Commands: units report progress (报进展) on matters, eight at a time, each command whole — permission, versions into the history, the
 * light's steps, an entry into the log, the answer kept under its key — until it stands on the disk. The statements it sent are then sent
 * again to a twin of the database, bare: the same text and parameters over the same driver and as many connections, waiting for the disk
 * in the same way. Printed are commands a second as a share of the bare transactions a second, which has the limit, and p50 and p99.
 *
 * `node bench/commands.ts [embedded|postgresql]`
 */
const LIMIT = 0.5
const WRITERS = 8
const BATCH = 200
const BATCHES = 8
const WARM = 2
const REGION = 320600

await onEachDatabase(async ({ kernel, engine, twin }) => {
  const other = (await twin()).kernel.database
  const { db, pool } = kernel.database
  for (const each of [db, other.db]) await copyMatters(each, REGION, 2000)
  const reportsOf = await progressReports(kernel, REGION, BATCH)
  const recorded = recordTransactions(pool)
  const taken: () => { each: number[]; all: number } = () => ({ each: [], all: 0 })
  const [ours, bare] = [taken(), taken()]
  let statements = 0
  for (let batch = 0; batch < WARM + BATCHES; batch++) {
    const reports = reportsOf(batch)
    const product = await concurrently(WRITERS, reports)
    const sent = recorded.take()
    if (sent.length !== reports.length) throw new Error(`${sent.length} transactions for ${reports.length} commands`)
    const plain = await concurrently(
      WRITERS,
      sent.map(each => async () => {
        const since = await other.ready()
        await replay(other.pool, each)
        await other.durable(since)
      }),
    )
    if (batch < WARM) continue
    statements = sent.reduce((sum, each) => sum + each.length, 0) / sent.length
    for (const [sum, one] of [
      [ours, product],
      [bare, plain],
    ] as const) {
      sum.each.push(...one.each)
      sum.all += one.all
    }
  }
  const rate = (of: typeof ours) => of.each.length / (of.all / 1000)
  const told = (of: typeof ours) =>
    `${rate(of).toFixed(0)} a second, p50 ${ms(percentile(of.each, 50))}, p99 ${ms(percentile(of.each, 99))}`
  atLeast(
    LIMIT,
    rate(ours) / rate(bare),
    `commands of ${statements.toFixed(0)} statements, ${WRITERS} at a time, ${engine}, share of the same statements bare`,
    `${told(ours)}; bare ${told(bare)}`,
  )
  console.log(
    `commands, ${engine}, p99 as a multiple of the bare transaction's: ${(percentile(ours.each, 99) / percentile(bare.each, 99)).toFixed(2)} (no limit)`,
  )
})
