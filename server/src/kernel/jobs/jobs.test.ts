import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { members } from '../accounts/members.ts'
import type { Ctx } from '../context.ts'
import { one, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { command, type Kernel } from '../run.ts'
import { type JobKind, jobKind, jobKindsOf } from './kinds.ts'
import { cancelJob, jobList, jobOf } from './people.ts'
import { type JobRunner, startJobs } from './runner.ts'
import type { JobRow } from './store.ts'

let city: City
let runner: JobRunner | undefined
const faults: Array<{ error: unknown; reference: string }> = []

beforeAll(async () => {
  city = await aCity()
})
afterEach(async () => {
  await runner?.stop()
  runner = undefined
  faults.splice(0)
  await run(city.database.db, sql`delete from job`)
})
afterAll(() => city.close())

/** A kernel whose rooms declare these kinds of work. */
const kernelWith = (jobs: Record<string, JobKind>): Kernel => ({ ...city.kernel, jobs: jobKindsOf([{ jobs }]) })
const asked = async (kernel: Kernel, input: unknown = {}, username = 'staff', kind = 'test.work') =>
  command(kernel, await city.as(username), NANTONG, ctx => ctx.enqueue(kind, input))
const start = async (kernel: Kernel, options: { silentMs?: number } = {}) => {
  runner = await startJobs(kernel, {
    onFault: (error, reference) => faults.push({ error, reference }),
    pulseMs: 50,
    lookMs: 50,
    ...options,
  })
  return runner
}
const seen = (id: string, username = 'staff') => city.ask(username, ctx => jobOf(ctx, id))
const until = async (id: string, reached: (job: Awaited<ReturnType<typeof seen>>) => boolean) => {
  for (;;) {
    const job = await seen(id)
    if (reached(job)) return job
    await pause(20)
  }
}
/** An effect that can be counted: an entry of the log. */
const effect = (name: string) => (ctx: Ctx) => ctx.record(`test.${name}`, { kind: 'test', id: name })
const effects = async (name: string) =>
  (await one(city.database.db, sql<{ n: number }>`select count(*) n from log_entry where event = ${`test.${name}`}`))?.n
const refused = (code: string) => expect.objectContaining({ code })

describe('asking for a job', () => {
  const kernel = () => kernelWith({ 'test.work': jobKind({ input: z.object({ page: z.int() }), run: async () => {} }) })

  it('leaves none when the command does not commit', async () => {
    const staff = await city.as('staff')
    const undone = command(kernel(), staff, NANTONG, async ctx => {
      await ctx.enqueue('test.work', { page: 1 })
      throw refuse('test.undone')
    })
    await expect(undone).rejects.toEqual(refused('test.undone'))
    expect((await city.ask('system', ctx => jobList(ctx, { limit: 10 }))).total).toBe(0)
  })

  it('is a fault where no room declares the kind or the input does not fit it', async () => {
    await expect(asked(kernel(), {}, 'staff', 'test.other')).rejects.toThrow('no room declares')
    await expect(asked(kernel(), { page: 'one' })).rejects.toThrow()
  })

  it('is recorded, and shown to its asker and the system operator only', async () => {
    const id = await asked(kernel(), { page: 1 })
    expect(await city.events(id)).toEqual(['jobs.asked'])
    for (const other of ['staff2', 'head', 'viewer', 'audit'])
      await expect(seen(id, other)).rejects.toEqual(refused('jobs.not-found'))
    expect(await seen(id, 'system')).toMatchObject({
      state: 'waiting',
      askedBy: 'staff',
      may: ['jobs.read', 'jobs.cancel'],
    })
    expect((await city.ask('staff2', ctx => jobList(ctx, { limit: 10 }))).total).toBe(0)
    expect((await city.ask('staff', ctx => jobList(ctx, { limit: 10 }))).total).toBe(1)
  })
})

describe('a running job', () => {
  it('tells how far it is, and ends', async () => {
    let goOn: () => void = () => undefined
    const gate = new Promise<void>(resolve => {
      goOn = resolve
    })
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({ pages: z.int() }),
        async run(job, { pages }) {
          await job.progress({ done: 0, total: pages, note: 'test.reading' })
          await job.step('first', effect('far-first'), { done: 1 })
          await gate
          await job.step('second', effect('far-second'), { done: 2 })
        },
      }),
    })
    const id = await asked(kernel, { pages: 2 })
    const own = await start(kernel)
    const half = await until(id, job => job.done === 1)
    expect(half).toMatchObject({ state: 'running', done: 1, total: 2, note: 'test.reading', finishedAt: null })
    goOn()
    expect(await until(id, job => job.state !== 'running')).toMatchObject({
      state: 'done',
      done: 2,
      error: null,
      may: ['jobs.read'],
    })
    await own.idle()
    expect(await city.events(id)).toEqual(['jobs.asked', 'jobs.done'])
  })

  it('acts with the rights its asker has when a step runs', async () => {
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        run: async job => {
          const roles = await job.ask(async ctx => [...ctx.actor.roles])
          if (!roles.includes('leader')) throw refuse('test.not-permitted')
        },
      }),
    })
    const id = await asked(kernel)
    await start(kernel)
    expect(await until(id, job => job.state === 'failed')).toMatchObject({ error: { code: 'test.not-permitted' } })
  })

  it('is not continued for somebody who was put out of use meanwhile', async () => {
    const kernel = kernelWith({ 'test.work': jobKind({ input: z.object({}), run: async () => {} }) })
    const id = await asked(kernel, {}, 'reporter2')
    const { id: member } = await city.as('reporter2')
    await city.do('system', async ctx => {
      const row = await members.lock(ctx, member)
      if (row) await members.change(ctx, row, { active: false })
    })
    await start(kernel)
    for (;;) {
      const job = await seen(id, 'system')
      if (job.state === 'failed') {
        expect(job.error?.code).toBe('jobs.asker-gone')
        break
      }
      await pause(20)
    }
  })

  it('that a rule stops fails with the code, its values, and what it committed before', async () => {
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          await job.step('first', effect('failing'))
          await job.step('second', async ctx => {
            await effect('never')(ctx)
            throw refuse('test.too-large', { most: 3 })
          })
        },
      }),
    })
    const id = await asked(kernel)
    await start(kernel)
    expect(await until(id, job => job.state === 'failed')).toMatchObject({
      error: { code: 'test.too-large', params: { most: 3 } },
      faultReference: null,
    })
    expect([await effects('failing'), await effects('never')]).toEqual([1, 0])
    expect(faults).toEqual([])
  })

  it.each(['kernel.database-unavailable', 'kernel.outcome-unavailable', 'kernel.busy-unavailable'])(
    'that meets %s is taken up again when it has passed',
    async code => {
      const name = code.slice('kernel.'.length)
      let tries = 0
      const kernel = kernelWith({
        'test.work': jobKind({
          input: z.object({}),
          async run(job) {
            await job.step('one', effect(name))
            if (++tries === 1) throw refuse(code)
          },
        }),
      })
      const id = await asked(kernel)
      await start(kernel)
      expect(await until(id, job => job.state === 'done' || job.state === 'failed')).toMatchObject({ state: 'done' })
      expect([tries, await effects(name)]).toEqual([2, 1])
      expect(faults).toEqual([])
    },
  )

  it('that breaks fails with a reference, the error is reported under it, and the next job is run', async () => {
    const kernel = kernelWith({
      'test.broken': jobKind({
        input: z.object({}),
        run: () => Promise.reject(new TypeError('secret detail')),
      }),
      'test.work': jobKind({ input: z.object({}), run: async () => {} }),
    })
    const broken = await asked(kernel, {}, 'staff', 'test.broken')
    const next = await asked(kernel)
    await start(kernel)
    await until(next, job => job.state === 'done')
    const job = await seen(broken)
    expect(faults).toEqual([{ error: expect.any(TypeError), reference: job.faultReference }])
    expect(JSON.stringify(job)).not.toContain('secret detail')
  })
})

describe('cancelling a job', () => {
  const endless = () =>
    kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          await job.step('first', effect('before-cancel'), { done: 1 })
          await pause(60_000, undefined, { signal: job.signal })
          await job.step('second', effect('after-cancel'))
        },
      }),
    })

  it('is refused to others, and once it has ended', async () => {
    const kernel = endless()
    const id = await asked(kernel)
    await expect(city.do('staff2', ctx => cancelJob(ctx, id))).rejects.toEqual(refused('jobs.not-found'))
    await city.do('staff', ctx => cancelJob(ctx, id))
    await expect(city.do('staff', ctx => cancelJob(ctx, id))).rejects.toEqual(refused('jobs.already-ended'))
  })

  it('ends at once what waits, and it is never run', async () => {
    const kernel = endless()
    const id = await asked(kernel)
    expect(await city.do('staff', ctx => cancelJob(ctx, id))).toMatchObject({ state: 'cancelled' })
    await (await start(kernel)).idle()
    expect(await seen(id)).toMatchObject({ state: 'cancelled', startedAt: null })
  })

  it('stops what runs by its signal; what it committed stays, nothing is added', async () => {
    const kernel = endless()
    const id = await asked(kernel)
    await start(kernel)
    await until(id, job => job.done === 1)
    expect(await city.do('system', ctx => cancelJob(ctx, id))).toMatchObject({ state: 'running', cancelAsked: true })
    await until(id, job => job.state === 'cancelled')
    expect([await effects('before-cancel'), await effects('after-cancel')]).toEqual([1, 0])
    await runner?.idle()
    expect(await city.events(id)).toEqual(['jobs.asked', 'jobs.cancel-asked', 'jobs.cancelled'])
    expect(faults).toEqual([])
  })

  it('stops also what looks at no signal, at its next step, whose work is rolled back', async () => {
    let goOn: () => void = () => undefined
    const gate = new Promise<void>(resolve => {
      goOn = resolve
    })
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          await job.progress({ done: 1 })
          await gate
          await job.step('late', effect('deaf'))
        },
      }),
    })
    const id = await asked(kernel)
    await start(kernel)
    await until(id, job => job.done === 1)
    await city.do('staff', ctx => cancelJob(ctx, id))
    goOn()
    await until(id, job => job.state === 'cancelled')
    expect(await effects('deaf')).toBe(0)
  })
})

describe('a job whose runner is gone', () => {
  /** The state a killed process leaves: the job runs, by a runner that will never write again. */
  const abandoned = async (kernel: Kernel, attempts: number) => {
    const id = await asked(kernel)
    await run(
      city.database.db,
      sql`update job set state = 'running', attempts = ${attempts}, heartbeat_at = now() - interval '1 hour',
        runner = '0190a4e2-1b80-7000-81a4-adeb05caec35' where region_id = ${NANTONG} and id = ${id}`,
    )
    return id
  }

  it('is taken up again, and steps that were committed are not done twice', async () => {
    let lives = 0
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          lives += 1
          const first = await job.step('first', async ctx => ({ entry: await effect('once')(ctx) }), { done: 1 })
          if (lives === 1) await pause(60_000, undefined, { signal: job.signal })
          await job.step('second', ctx => ctx.record('test.twice', { kind: 'test', id: first.entry }), { done: 2 })
        },
      }),
    })
    const id = await asked(kernel)
    const first = await start(kernel)
    await until(id, job => job.done === 1)
    await first.stop()
    expect(await seen(id)).toMatchObject({ state: 'waiting' })
    await start(kernel)
    await until(id, job => job.state === 'done')
    expect([lives, await effects('once'), await effects('twice')]).toEqual([2, 1, 1])
  })

  it('is taken up by the next runner once the old one has been silent', async () => {
    const kernel = kernelWith({ 'test.work': jobKind({ input: z.object({}), run: async () => {} }) })
    const id = await abandoned(kernel, 1)
    await start(kernel)
    await until(id, job => job.state === 'done')
  })

  it('is given up after the program broke off on it five times', async () => {
    const kernel = kernelWith({ 'test.work': jobKind({ input: z.object({}), run: async () => {} }) })
    const id = await abandoned(kernel, 5)
    await start(kernel)
    expect(await until(id, job => job.state === 'failed')).toMatchObject({
      error: { code: 'jobs.gave-up', params: { attempts: 5 } },
    })
  })

  it('cannot be written to by the runner that lost it', async () => {
    let goOn: () => void = () => undefined
    const gate = new Promise<void>(resolve => {
      goOn = resolve
    })
    let isLost = false
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          await job.progress({ done: 1 })
          await gate
          await job.step('late', effect('lost')).catch(error => {
            isLost = true
            throw error
          })
        },
      }),
    })
    const id = await asked(kernel)
    await start(kernel)
    await until(id, job => job.done === 1)
    const other = '0190a4e2-1b80-7000-81a4-adeb05caec35'
    await run(city.database.db, sql`update job set runner = ${other} where region_id = ${NANTONG} and id = ${id}`)
    goOn()
    await runner?.idle()
    const row = await one(city.database.db, sql<JobRow>`select * from job where region_id = ${NANTONG} and id = ${id}`)
    expect([isLost, await effects('lost'), row?.state, row?.runner]).toEqual([true, 0, 'running', other])
    expect(faults).toEqual([])
  })
})

describe('two runners over one database', () => {
  it('share the jobs, and each job is run once', async () => {
    const ran: string[] = []
    const kernel = kernelWith({
      'test.work': jobKind({
        input: z.object({}),
        async run(job) {
          ran.push(job.id)
          await job.step('only', effect('shared'))
        },
      }),
    })
    const ids = await Promise.all(Array.from({ length: 12 }, () => asked(kernel)))
    // On the embedded engine a second runner would take the first for dead; there is one process there.
    const both = await Promise.all(
      (city.database.engine === 'embedded' ? [1] : [1, 2]).map(() =>
        startJobs(kernel, { onFault: (error, reference) => faults.push({ error, reference }), lookMs: 50 }),
      ),
    )
    for (const id of ids) await until(id, job => job.state === 'done')
    await Promise.all(both.map(each => each.stop()))
    expect(ran.toSorted()).toEqual(ids.toSorted())
    expect(await effects('shared')).toBe(12)
  })
})
