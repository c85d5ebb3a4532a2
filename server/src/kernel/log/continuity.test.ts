import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { one, rows, run, sql } from '../database/sql.ts'
import { passingSigner, type Signer } from './checkpoint.ts'
import { sequence, sequenceAll, startSequencer } from './sequencer.ts'
import { shortMemory } from './signedMemory.ts'
import { verifyLog } from './verify.ts'

const tables = ['log_entry', 'log_pending', 'log_leaf', 'log_head', 'log_checkpoint'] as const
const refused = { code: 'log.inconsistent', status: 422 }

let city: City
/** What the city's key remembers when the log of each test is forged: eight entries at least. */
let signer: Signer
beforeAll(async () => {
  city = await aCity()
  await write(3)
  await backUp('early')
  await write(3)
  await backUp('late')
})
afterAll(() => city.close())
beforeEach(async () => {
  await restore('late')
  signer = { ...city.signer, memory: shortMemory() }
  await signer.memory.keep(NANTONG, await head())
})

async function write(entries: number): Promise<void> {
  for (let n = 0; n < entries; n++)
    await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: `${n}` }))
  await city.sequence()
}

/** What a database administrator could do: a copy of the log's tables as of now, put back later. */
async function backUp(name: string): Promise<void> {
  for (const table of tables)
    await run(city.database.db, sql`create table ${sql.table(`${name}_${table}`)} as select * from ${sql.table(table)}`)
}

async function restore(name: string): Promise<void> {
  for (const table of tables) await run(city.database.db, sql`delete from ${sql.table(table)}`)
  for (const table of tables)
    await run(city.database.db, sql`insert into ${sql.table(table)} select * from ${sql.table(`${name}_${table}`)}`)
}

async function head(): Promise<{ size: number; root: Buffer }> {
  const found = await one(
    city.database.db,
    sql<{ size: number; root: Buffer }>`select size, root from log_head where region_id = ${NANTONG}`,
  )
  if (!found) throw new Error('the log has no head')
  return found
}

/** Lets an entry be written and tried to be signed for; gives the new head, or the refusal. */
async function signOn(): Promise<unknown> {
  await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: 'next' }))
  return sequence(city.database, NANTONG, city.clock, signer).catch((error: unknown) => error)
}

const checkpoints = () => rows(city.database.db, sql`select 1 from log_checkpoint where region_id = ${NANTONG}`)

describe('a log that continues what was signed', () => {
  it('is signed on, and its key remembers the new size', async () => {
    const { size } = await head()
    expect(await signOn()).toMatchObject({ size: size + 1 })
    expect(await signer.memory.last(NANTONG)).toEqual(await head())
  })

  it('is signed on also where the process died before the key could remember the last signing', async () => {
    await restore('early')
    const early = await head()
    await restore('late')
    await signer.memory.keep(NANTONG, early)
    expect(await signOn()).toMatchObject({ size: (await head()).size })
    expect((await verifyLog(city.database.db, NANTONG, signer)).fault).toBeNull()
  })
})

describe('a log that does not continue what was signed', () => {
  it('is not signed when it was cut short with all its checkpoints, as an older backup of the database alone is', async () => {
    const { size } = await head()
    await restore('early')
    const before = (await checkpoints()).length
    expect(await signOn()).toMatchObject({ ...refused, params: { signed: size, region: NANTONG } })
    expect(await checkpoints()).toHaveLength(before)
    expect(await rows(city.database.db, sql`select 1 from log_pending where region_id = ${NANTONG}`)).toHaveLength(1)
  })

  it('is not signed when it was written anew to the same size, or beyond', async () => {
    const { size } = await head()
    await restore('early')
    const forger = passingSigner()
    for (let now = (await head()).size; now < size + 1; now++) {
      await city.do('staff', ctx => ctx.record('kernel.forged', { kind: 'test', id: `${now}` }))
      await sequenceAll(city.database, NANTONG, city.clock, forger)
      if (now + 1 >= size) expect(await signOn()).toMatchObject(refused)
    }
  })

  it('is not signed when its head, its newest checkpoint or a leaf below what the key remembers was changed', async () => {
    const forgeries = [
      sql`update log_head set frontier[1] = repeat('0', 64) where region_id = ${NANTONG}`,
      sql`update log_head set size = size - 1 where region_id = ${NANTONG}`,
      sql`update log_checkpoint set root = sha256(root) where region_id = ${NANTONG}`,
      sql`delete from log_checkpoint where region_id = ${NANTONG}`,
    ]
    for (const forgery of forgeries) {
      await restore('late')
      await run(city.database.db, forgery)
      expect(await signOn()).toMatchObject(refused)
    }
    await restore('early')
    await signer.memory.keep(NANTONG, await head())
    await restore('late')
    await run(
      city.database.db,
      sql`update log_leaf set leaf_hash = sha256(leaf_hash) where region_id = ${NANTONG} and index = 1`,
    )
    expect(await signOn()).toMatchObject(refused)
  })

  it('is told of once, goes on being written to, and does not keep another region from being signed', async () => {
    await restore('early')
    const faults: unknown[] = []
    const sequencer = startSequencer(city.database, city.clock, signer, error => faults.push(error))
    for (let n = 0; n < 3; n++) {
      await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: `${n}` }))
      await city.do('putuostaff', ctx => ctx.record('kernel.test', { kind: 'test', id: `${n}` }))
      sequencer.hint()
      await new Promise(resolve => setImmediate(resolve))
    }
    sequencer.hint()
    await sequencer.stop()
    await sequenceAll(city.database, PUTUO, city.clock, signer)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject(refused)
    expect((await verifyLog(city.database.db, PUTUO, signer)).fault).toBeNull()
    const waiting = await rows(city.database.db, sql`select 1 from log_pending where region_id = ${NANTONG}`)
    expect(waiting).toHaveLength(3)
  })
})
