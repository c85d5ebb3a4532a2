import { httpServer } from '#kernel/http/server.ts'
import { startJobs } from '#kernel/jobs/index.ts'
import { verifierKey } from '#kernel/log/checkpoint.ts'
import { startSequencer } from '#kernel/log/sequencer.ts'
import { startRounds } from '#kernel/rounds.ts'
import { openInstallation } from '#server/app/installation.ts'
import { rooms } from '#server/app/rooms.ts'

/**
 * A process of its own that serves an installation over HTTP, with sequencer and jobs, until it is killed: what `jianghai serve` does,
 * without the web application. Its place stands in the environment; it prints its address, and faults to standard error.
 */
async function live(data: string): Promise<void> {
  const { kernel, auth, signer } = await openInstallation({ data, databaseUrl: process.env.DATABASE_URL || undefined })
  const fault = (error: unknown) =>
    process.stderr.write(`fault ${error instanceof Error ? error.stack : String(error)}\n`)
  const sequencer = startSequencer(kernel.database, kernel.clock, signer, fault)
  const jobs = await startJobs(kernel, { onFault: fault })
  kernel.committed = () => {
    sequencer.hint()
    jobs.hint()
  }
  startRounds(kernel, rooms, fault)
  const app = await httpServer({
    kernel,
    auth,
    rooms,
    version: '0.0.0-test',
    onFault: fault,
    verifierKey: verifierKey(signer),
    demonstration: async () => [],
  })
  process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
}

const [, , data] = process.argv
if (import.meta.main && data !== undefined) await live(data)
