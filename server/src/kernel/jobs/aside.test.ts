import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { command, type Kernel } from '../run.ts'
import { jobKind, jobKindsOf } from './kinds.ts'
import { jobOf } from './people.ts'
import { startJobs } from './runner.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

describe('jobs that wait for another machine', () => {
  it('are run a few at a time beside the ordinary ones, which do not wait for them', async () => {
    let running = 0
    let most = 0
    let answer: () => void = () => undefined
    const answered = new Promise<void>(resolve => {
      answer = resolve
    })
    const kernel: Kernel = {
      ...city.kernel,
      jobs: jobKindsOf([
        {
          jobs: {
            'test.waits': jobKind({
              input: z.object({}),
              aside: true,
              async run() {
                most = Math.max(most, ++running)
                await answered
                running--
              },
            }),
            'test.works': jobKind({ input: z.object({}), run: async () => undefined }),
          },
        },
      ]),
    }
    const staff = await city.as('staff')
    const ask = (kind: string) => command(kernel, staff, NANTONG, ctx => ctx.enqueue(kind, {}))
    const waiting = [await ask('test.waits'), await ask('test.waits'), await ask('test.waits')]
    const ordinary = await ask('test.works')
    const faults: unknown[] = []
    const runner = await startJobs(kernel, { onFault: error => faults.push(error), lookMs: 20, aside: 2 })
    const stateOf = async (id: string) => (await city.ask('staff', ctx => jobOf(ctx, id))).state
    while ((await stateOf(ordinary)) !== 'done') await pause(10)
    while (running < 2) await pause(10)
    const standing = await Promise.all(waiting.map(stateOf))
    expect(standing.toSorted()).toEqual(['running', 'running', 'waiting'])
    answer()
    for (const id of waiting) while ((await stateOf(id)) !== 'done') await pause(10)
    expect(most).toBe(2)
    await runner.stop()
    expect(faults).toEqual([])
  })
})
