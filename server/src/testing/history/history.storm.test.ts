import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Ctx } from '#kernel/context.ts'
import { run, sql } from '#kernel/database/sql.ts'
import { projects } from '../../projects/store/records.ts'
import { acts } from './acts.ts'
import { forgottenReads } from './reads.ts'
import { type Step, type Storm, steps, storm } from './storm.ts'
import { aWorld } from './world.ts'

const full = process.env.JIANGHAI_STORM === 'full'
const size = full ? { runs: 12, steps: 120, details: 12, beside: 60 } : { runs: 1, steps: 20, details: 2, beside: 5 }

afterEach(() => {
  vi.restoreAllMocks()
})

describe('history under random commands', () => {
  it('asks every read that can be asked as of an instant', () => {
    expect(forgottenReads()).toEqual([])
  })

  it(
    'answers as of every earlier instant what was remembered of it',
    async () => {
      const total = { accepted: 0, refused: 0, moments: 0, remembered: 0, asOf: 0 }
      const happened = new Set<string>()
      await fc.assert(
        fc.asyncProperty(fc.nat(), steps(size.steps), async (seed, given) => {
          const world = await aWorld(seed)
          try {
            const came = await storm(world, given, size)
            add(total, came)
            for (const name of came.accepted.keys()) happened.add(name)
            expect(came.differing.slice(0, 5)).toEqual([])
          } finally {
            await world.close()
          }
        }),
        // The seed of a failure is printed; JIANGHAI_SEED runs it again.
        { numRuns: size.runs, endOnFailure: true, ...seedGiven() },
      )
      const kinds = Object.values(acts).flatMap(room => Object.keys(room)).length
      console.log(`history: ${JSON.stringify(total)}; ${happened.size} of ${kinds} kinds of command`)
    },
    full ? 7_200_000 : 240_000,
  )
})

/** Faults a record table could have, each planted behind the real one; `from` and `to` are the versions before and after. */
const faults: Readonly<Record<string, (ctx: Ctx, id: string, version: number) => Promise<unknown>>> = {
  'overwrites instead of keeping history': (ctx, id, version) =>
    run(ctx.tx, sql`delete from project_history where id = ${id} and version = ${version}`),
  'ends the version before a millisecond late': (ctx, id, version) =>
    run(
      ctx.tx,
      sql`update project_history set recorded_to = recorded_to + interval '1 millisecond' where id = ${id} and version = ${version}`,
    ),
  'begins the new version a millisecond late': (ctx, id) =>
    run(ctx.tx, sql`update project set recorded_from = recorded_from + interval '1 millisecond' where id = ${id}`),
  'rewrites the version before': (ctx, id, version) =>
    run(
      ctx.tx,
      sql`update project_history h set name = p.name, withdrawn = p.withdrawn from project p where p.id = h.id and h.id = ${id} and h.version = ${version}`,
    ),
}

describe('the checker', () => {
  const nothing = async () => undefined
  // Two projects, renamed and withdrawn; the clock moves an hour each time.
  const named = ['project created', 'project renamed', 'project withdrawn'] as const
  const script = (acting: readonly number[]): Step[] =>
    acting.map(act => ({ act, chance: 2, wait: 3_600_000, restart: false }))
  const table = { projects: Object.fromEntries(named.map(name => [name, acts.projects?.[name] ?? nothing])) }
  const weather = { acts: table, details: 2, beside: 9, only: (path: string) => path.startsWith('/projects') }
  it('sees every fault a table could have, and none where there is none', async () => {
    const world = await aWorld(1)
    try {
      expect((await storm(world, script([0, 1, 0, 1, 2]), weather)).differing).toEqual([])
      for (const [name, spoil] of Object.entries(faults)) {
        const { change, withdraw } = projects
        vi.spyOn(projects, 'change').mockImplementation(async (ctx, old, patch, reason) => {
          const row = await change.call(projects, ctx, old, patch, reason)
          await spoil(ctx, old.id, old.version)
          return row
        })
        vi.spyOn(projects, 'withdraw').mockImplementation(async (ctx, old, reason) => {
          const row = await withdraw.call(projects, ctx, old, reason)
          await spoil(ctx, old.id, old.version)
          return row
        })
        const { differing } = await storm(world, script([0, 1, 2]), weather)
        vi.restoreAllMocks()
        expect(differing.length, name).toBeGreaterThan(0)
      }
    } finally {
      await world.close()
    }
  })
})

function seedGiven(): { seed?: number } {
  const seed = Number(process.env.JIANGHAI_SEED)
  return process.env.JIANGHAI_SEED && Number.isInteger(seed) ? { seed } : {}
}

function add(total: Record<'accepted' | 'refused' | 'moments' | 'remembered' | 'asOf', number>, came: Storm): void {
  for (const times of came.accepted.values()) total.accepted += times
  for (const times of came.refused.values()) total.refused += times
  total.moments += came.counts.moments
  total.remembered += came.counts.answers
  total.asOf += came.counts.asOf
}
