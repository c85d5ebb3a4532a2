import { z } from 'zod'
import { putRegion, systemActor } from '../../accounts/members.ts'
import { startKernel } from '../../boot.ts'
import { systemClock } from '../../clock.ts'
import { openEmbedded, openPostgres } from '../../database/open.ts'
import type { Room } from '../../room.ts'
import { command } from '../../run.ts'
import { jobs, startJobs } from '../index.ts'
import { jobKind } from '../kinds.ts'

/** The region the doomed job belongs to. */
export const REGION = 320600

/** A room with one kind of work in two steps; `between` is what happens after the first is committed. */
export const roomOfTwoSteps = (between: (attempt: number) => Promise<void>): Room => ({
  name: 'doomed',
  directory: import.meta.dirname,
  policy: {},
  routes: [],
  jobs: {
    'doomed.work': jobKind({
      input: z.object({}),
      async run(job) {
        const { entry } = await job.step(
          'first',
          async ctx => ({ entry: await ctx.record('doomed.first', { kind: 'test', id: job.id }) }),
          { done: 1, total: 2 },
        )
        await between(job.attempt)
        await job.step('second', ctx => ctx.record('doomed.second', { kind: 'test', id: entry }), { done: 2 })
      },
    }),
  },
})

/** Opens the database the test names: the embedded one in a directory, or a server's. */
export const openNamed = (place: string) => (place.startsWith('postgres') ? openPostgres(place) : openEmbedded(place))

/** A process of its own that asks for the job, does the first step, says so, and waits to be killed. */
async function live(place: string): Promise<void> {
  const database = await openNamed(place)
  const rooms = [jobs, roomOfTwoSteps(async () => void (await new Promise(() => process.stdout.write('first done\n'))))]
  const kernel = await startKernel(database, rooms, systemClock())
  await putRegion(database.db, { regionId: REGION, nameZh: '南通市', nameEn: 'Nantong', demonstration: false })
  await command(kernel, systemActor(REGION), REGION, ctx => ctx.enqueue('doomed.work', {}))
  await startJobs(kernel, { onFault: error => process.stdout.write(`fault ${String(error)}\n`) })
  // Something must keep the process alive while the job waits for ever.
  setInterval(() => undefined, 60_000)
}

const [, , place] = process.argv
if (import.meta.main && place !== undefined) await live(place)
