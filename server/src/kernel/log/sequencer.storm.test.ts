import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { units } from '../accounts/members.ts'
import type { Clock } from '../clock.ts'
import { rows, sql } from '../database/sql.ts'
import { sequence } from './sequencer.ts'
import { verifyLog } from './verify.ts'

const isFull = process.env.JIANGHAI_STORM === 'full'
const WRITERS = 16
const SUBJECTS = 5
const COMMANDS = isFull ? 400 : 12

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

/** A sequencer that breaks off in the middle of a batch every so often: its leaves are written, its checkpoint is not. */
function breaking(every: number): { clock: Clock; count(): number } {
  let asked = -1
  let broken = 0
  return {
    clock: {
      now() {
        asked += 1
        if (asked % every !== 0) return city.clock.now()
        broken += 1
        throw new Error('the sequencer died')
      },
    },
    count: () => broken,
  }
}

type Placed = { index: number; id: string; event: string; subjectId: string; version: number }

describe('sixteen writers at once, two sequencers, and a third that dies in the middle of its batches', {
  timeout: 600_000,
}, () => {
  it('lose nothing, repeat nothing, and keep the order in which the changes of a subject were committed', async () => {
    const before = await placed()
    const ids = await Promise.all(Array.from({ length: SUBJECTS }, (_, n) => city.do('staff', ctx => addUnit(ctx, n))))
    let [written, isWriting, rounds] = [0, true, 0]

    /** Takes turns as long as somebody writes, so that batches begin and end between commits, and are small. */
    async function sequencing(clock: Clock, batch: number): Promise<void> {
      while (isWriting) {
        await sequence(city.database, NANTONG, clock, city.signer, batch).catch(error => {
          if (!(error instanceof Error) || error.message !== 'the sequencer died') throw error
        })
        rounds += 1
        await new Promise(resolve => setTimeout(resolve, 1))
      }
    }
    async function writing(writer: number): Promise<void> {
      for (let n = 0; n < COMMANDS; n++) {
        const id = ids[(writer + n) % SUBJECTS] ?? ''
        // Every seventh command breaks off after it wrote its entry: that one must not be in the log.
        const isDoomed = (writer + n) % 7 === 0
        const done = await city
          .do('staff', async ctx => {
            const unit = await units.lock(ctx, id)
            if (!unit) throw new Error('the unit is gone')
            const next = await units.change(ctx, unit, { nameZh: `单位${writer}-${n}` }, '更名')
            await ctx.record('kernel.storm', { kind: 'unit', id }, { version: next.version })
            if (isDoomed) throw new Error('broken off')
            return true
          })
          .catch((error: unknown) => {
            if (!(error instanceof Error) || error.message !== 'broken off') throw error
            return false
          })
        if (done) written += 1
      }
    }
    const dying = breaking(2)
    // Once for certain, the units' own entries being there to be placed; on a busy machine it may get no other turn.
    await expect(sequence(city.database, NANTONG, dying.clock, city.signer, 2)).rejects.toThrow('the sequencer died')
    const sequencers = [sequencing(city.clock, 7), sequencing(city.clock, 50), sequencing(dying.clock, 5)]
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writing(writer)))
    isWriting = false
    await Promise.all(sequencers)
    await city.sequence()

    const all = (await placed()).slice(before.length)
    const storm = all.filter(({ event }) => event === 'kernel.storm')
    expect(storm).toHaveLength(written)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect((await placed()).map(({ index }) => index)).toEqual([...Array(before.length + all.length).keys()])
    for (const id of ids) {
      const versions = storm.filter(({ subjectId }) => subjectId === id).map(({ version }) => version)
      // Each change raises the version by one under the lock, so the order of versions is the order of commits.
      expect(versions).toEqual(versions.map((_, n) => n + 2))
    }
    expect(dying.count()).toBeGreaterThan(0)
    const verdict = await verifyLog(city.database.db, NANTONG, city.signer)
    expect(verdict.fault).toBeNull()
    const checkpoints = await rows(city.database.db, sql`select 1 from log_checkpoint where region_id = ${NANTONG}`)
    console.log(
      `sequencing: ${WRITERS} writers, ${written} committed of ${WRITERS * COMMANDS}, ${rounds} rounds of 3 sequencers, ${dying.count()} broken off, ${checkpoints.length} checkpoints; 0 lost, 0 repeated, 0 out of order`,
    )
  })
})

/** A unit whose name the writers change. */
async function addUnit(ctx: Parameters<typeof units.insert>[0], n: number): Promise<string> {
  const unit = await units.insert(ctx, {
    parentId: null,
    code: `storm-${n}`,
    nameZh: `单位${n}`,
    nameEn: null,
    shortZh: null,
    kind: 'bureau',
    position: n,
    validFrom: null,
    validTo: null,
  })
  await ctx.record('kernel.test', { kind: 'unit', id: unit.id })
  return unit.id
}

function placed(): Promise<Placed[]> {
  return rows(
    city.database.db,
    sql<Placed>`
      select l.index, e.id, e.event, e.subject_id, coalesce((e.body::jsonb -> 'facts' ->> 'version')::integer, 0) "version"
      from log_leaf l join log_entry e on e.region_id = l.region_id and e.id = l.entry_id
      where l.region_id = ${NANTONG} order by l.index`,
  )
}
