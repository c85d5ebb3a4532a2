import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { recordRestored } from '../backup/index.ts'
import { one, run, sql } from '../database/sql.ts'
import { checkpointNote, passingSigner, type Signer } from './checkpoint.ts'
import { holdCheckpoint } from './heldCheckpoint.ts'
import { sequenceAll } from './sequencer.ts'
import { shortMemory } from './signedMemory.ts'

const tables = ['log_entry', 'log_pending', 'log_leaf', 'log_head', 'log_checkpoint'] as const
const SEAL = 'f'.repeat(64)
const TAKEN = '2025-05-08T00:40:00.000Z'

let city: City
let signer: Signer
let data: string
/** The head at the instant of the backup, and the checkpoint somebody outside kept five entries later. */
let early: Head
let kept: string
let keptSize: number

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'jianghai-held-'))
  city = await aCity()
  await write('before', 3)
  early = await head()
  for (const table of tables)
    await run(city.database.db, sql`create table ${sql.table(`early_${table}`)} as select * from ${sql.table(table)}`)
  await write('lost', 5)
  const { note, size } = await head()
  kept = note
  keptSize = size
})
afterAll(async () => {
  await city.close()
  await rm(data, { recursive: true })
})
/** Every restore is another one: with the same note it would be the same command, done once. */
let starts = 0
/** Every test begins with the log as it was brought back by a restore, not yet started. */
beforeEach(async () => {
  for (const table of tables) await run(city.database.db, sql`delete from ${sql.table(table)}`)
  for (const table of tables)
    await run(city.database.db, sql`insert into ${sql.table(table)} select * from ${sql.table(`early_${table}`)}`)
  // The key of a restored place remembers nothing beyond the backup.
  signer = { ...city.signer, memory: shortMemory() }
})

type Head = { size: number; root: string; note: string }

async function head(): Promise<Head> {
  const found = await one(
    city.database.db,
    sql<{ size: number; root: Buffer; note: string }>`
      select size, root, note from log_checkpoint where region_id = ${NANTONG} order by size desc limit 1`,
  )
  if (!found) throw new Error('nothing is signed')
  return { ...found, root: found.root.toString('hex') }
}

async function write(id: string, entries: number, by: Signer = city.signer): Promise<void> {
  for (let n = 0; n < entries; n++)
    await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: `${id} ${n}` }))
  await sequenceAll(city.database, NANTONG, city.clock, by)
}

/** The first start after a restore whose note says this of the logs. */
async function start(logs: unknown): Promise<void> {
  await writeFile(join(data, 'restored.json'), JSON.stringify({ takenAt: TAKEN, seal: SEAL, logs, n: ++starts }))
  await recordRestored(city.kernel, data)
  await sequenceAll(city.database, NANTONG, city.clock, signer)
}

const hold = (text: string) => holdCheckpoint(city.database.db, signer, text)

describe('a checkpoint kept outside', () => {
  it('of before the backup is the beginning of the restored log', async () => {
    await start([{ regionId: NANTONG, size: early.size, root: early.root }])
    await write('after', 4, signer)
    expect(await hold(early.note)).toEqual({ found: 'beginning', regionId: NANTONG, size: early.size })
    expect(await hold((await head()).note)).toMatchObject({ found: 'beginning', size: early.size + 5 })
  })

  it('is read from the answer it came in, and with the line ends of another system', async () => {
    const answer = JSON.stringify({ size: early.size, root: early.root, note: early.note, key: 'k' })
    expect(await hold(answer)).toMatchObject({ found: 'beginning' })
    expect(await hold(early.note.replaceAll('\n', '\r\n'))).toMatchObject({ found: 'beginning' })
  })

  it.each([0, 2, 8])(
    'of after the backup is told to be of before the restore, with %i entries written since',
    async since => {
      await start([{ regionId: NANTONG, size: early.size, root: early.root }])
      await write('after', since, signer)
      expect(await hold(kept)).toEqual({
        found: 'restored',
        regionId: NANTONG,
        size: keptSize,
        restore: expect.objectContaining({ index: early.size, seal: SEAL, takenAt: TAKEN, size: early.size }),
      })
    },
  )

  it.each<[string, (early: Head) => unknown]>([
    ['says nothing of the logs, as older versions did', () => undefined],
    ['is of another region', ({ size, root }) => [{ regionId: 310107, size, root }]],
    ['claims another root', ({ size }) => [{ regionId: NANTONG, size, root: '0'.repeat(64) }]],
    ['claims more entries than it brought back', ({ size, root }) => [{ regionId: NANTONG, size: size + 1, root }]],
    ['is later than the checkpoint', ({ root }) => [{ regionId: NANTONG, size: keptSize, root }]],
  ])('is not explained by a restore that %s', async (_, logs) => {
    await start(logs(early))
    await write('after', 8, signer)
    expect(await hold(kept)).toEqual({ found: 'forked', regionId: NANTONG, size: keptSize })
  })

  it('shows a log that was cut short, or written anew, without a restore', async () => {
    expect(await hold(kept)).toMatchObject({ found: 'forked' })
    await write('anew', 9, signer)
    expect(await hold(kept)).toMatchObject({ found: 'forked' })
  })

  it('is compared only where this key signed it, for this log', async () => {
    const root = Buffer.from(early.root, 'hex')
    for (const note of [
      checkpointNote(passingSigner(city.signer.name), NANTONG, early.size, root),
      checkpointNote(passingSigner('other'), NANTONG, early.size, root),
      early.note.replace(`\n${early.size}\n`, `\n${early.size - 1}\n`),
      early.note.replace('/320600', '/310107'),
    ])
      expect(await hold(note), note).toEqual({ found: 'not-ours' })
  })

  it.each(['', '{', '{}', 'null', '{"note":1}', 'jianghai/320600\n3\n', '\uFFFD\0', 'a'.repeat(10_000), '南通 12 条'])(
    'that is none is said to be none: %j',
    async text => {
      expect(await hold(text)).toEqual({ found: 'unread' })
    },
  )

  it('is none when it is cut off anywhere before its signature', async () => {
    for (let length = 0; length < kept.indexOf('—'); length++)
      expect(await hold(kept.slice(0, length)), kept.slice(0, length)).not.toMatchObject({ found: 'beginning' })
  })
})
