import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { columnsOf, fillEveryRecordTable, recordTables } from '#server/testing/everyRecord.ts'
import { hasCode } from '../database/directoryLock.ts'
import { type RawBuilder, rows, run, sql } from '../database/sql.ts'
import { type Column, flipped } from './testing/flip.ts'
import { type Fault, regionsOfLog, verifyLog, verifyWithin } from './verify.ts'

const isFull = process.env.JIANGHAI_STORM === 'full'
/** The full form takes minutes, and so does the short one on a machine that does much else. */
const PATIENCE = isFull ? 7_200_000 : 600_000
const RUNS_A_COLUMN = isFull ? 80 : 3
/** How often each column of each table of records is taken. */
const TURNS = isFull ? 20 : 1

/** What a flipped bit is not found in, and why; whatever is not here must be found. */
const notCovered: Readonly<Record<string, string>> = {
  'log_entry.ordinal': 'orders a batch before it is placed; from then on the place in the tree is the order',
  'log_checkpoint.at':
    'for people; when a checkpoint was first seen is what its readers know, and the note does not say',
  account:
    'the accounts library: passwords and tokens, changed by signing in; rights stand in member, which is a record',
  session: 'the accounts library: ends by itself within a day',
  second_factor:
    'of an account: sealed secrets, changed by signing in; who must have one stands in the rule, which is a record',
  recovery_code: 'of an account: hashes, each deleted by its use',
  first_password:
    'of an account: deleted when its owner changes the password; that one was made or changed is an entry of the log',
  named_lock: 'names to wait for, and nothing else',
  user: 'the accounts library: names and addresses for signing in; who is a member of what stands in member, which is a record',
  verification: 'the accounts library',
  sign_in_failure: 'a counter that is deleted by the next success',
  intake_model_request: 'counted by the hour; of each the entry intake.text-sent carries length and hash',
  intake_sketch: 'follows from the text of an article, and is made anew where it is not there',
  intake_source:
    'how a source stands and what its collector remembers; what came of each look stands in intake_delivery',
  idempotency: 'answers kept for repeats; what was done stands in records and in the log',
  citizen: 'personal data that is erased; that a citizen joined or was erased is in the log, which holds no number',
  citizen_code: 'a code that ends within five minutes',
  citizen_consent: 'personal data; each consent and its withdrawal is an entry with the hash of the text',
  citizen_session: 'ends by itself within a month',
  consent_text: 'its key is its own hash, which the entries of consent carry',
  question_bank_version: 'written once; the entry of its import carries the hash of its questions',
  quiz_attempt: 'each finished one is an entry with the hash of its rows: testing/recountQuiz.ts compares them',
  quiz_answer: 'under the hash of its attempt',
  quiz_standing: 'what the attempts come to, by which it is counted anew',
  quiz_bucket: 'a counter of what stands in quiz_standing',
  quiz_tally: 'a counter of attempts',
  quiz_question_tally: 'a counter of answers',
  quiz_draw_place: 'a copy; the entry of its freezing carries the hash of its values and the root of its names',
  quiz_prize_holder: 'whose a prize is, to be erased; the prize itself is covered, and each act on it is an entry',
  quiz_prize_reminder: 'when a reminder is tried; that one went is an entry',
  quiz_draw_entry: 'written once; the entry of each carries its hash',
  quiz_forgetting: 'how far the forgetting has come; what it forgot is an entry with how many',
  quiz_trace: 'keyed hashes for those who look for cheats, which are erased',
  installation: 'settings of this machine',
  job: 'how far long work is; what it changed stands in records and in the log',
  matter_number: 'a counter; the numbers given out stand in matter, which is a record',
  migration: 'compared with the program at every start',
  region:
    'names of regions, which can be read off the page; what counts is the number, which is in every key and every entry',
}

let city: City
let columns: Column[]
let tables: string[]
beforeAll(async () => {
  city = await aCity()
  for (const id of ['first', 'second', 'third']) {
    await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id }))
    await city.sequence()
  }
  await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: 'waiting' }))
  columns = await columnsOf(city)
  tables = recordTables(columns).flatMap(name => [name, `${name}_history`])
})
afterAll(() => city.close())

class Undone extends Error {}

/**
 * Changes what is stored, looks what a verification then finds, and undoes the changes. Without `found` where the database itself
 * refused every change (two rows of one key); `refused` are the places of those it did.
 */
async function foundAfter(changes: ReadonlyArray<RawBuilder<unknown>>) {
  const refused = new Set<number>()
  let found: readonly Fault[] = []
  await city.database.db
    .transaction()
    .execute(async tx => {
      for (const [at, change] of changes.entries()) {
        await run(tx, sql`savepoint before_change`)
        const touched = await run(tx, change).catch(async error => {
          if (!hasCode(error, '23505')) throw error
          await run(tx, sql`rollback to before_change`)
          refused.add(at)
          return 1
        })
        if (touched !== 1) throw new Error('the row to be changed was not there')
      }
      found = (await verifyWithin(tx, NANTONG, city.signer)).faults
      // What went to another region and left no gap where it was is found there.
      if (found.length === 0)
        for (const regionId of await regionsOfLog(tx))
          found = [...found, ...(await verifyWithin(tx, regionId, city.signer)).faults]
      throw new Undone()
    })
    .catch(error => {
      if (!(error instanceof Undone)) throw error
    })
  return { found, refused }
}

type Stored = Record<string, unknown> & { ctid: string }

/** The rows of a table; of the entries those that have their place: what waits, for a second, has no hash yet. */
function storedIn(table: string): Promise<Stored[]> {
  const placed =
    table === 'log_entry' ? sql`exists (select 1 from log_leaf l where l.entry_id = t.id)` : sql`region_id = ${NANTONG}`
  return rows(
    city.database.db,
    sql<Stored>`
      select ctid::text ctid, t.* from ${sql.table(table)} t where region_id = ${NANTONG} and ${placed} order by t::text`,
  )
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function changeOf(column: Column, row: Stored, bit: number): RawBuilder<unknown> | undefined {
  const value = flipped(column, row[camel(column.name)], bit)
  return (
    value && sql`update ${sql.table(column.table)} set ${sql.id(column.name)} = ${value} where ctid = ${row.ctid}::tid`
  )
}

describe('a verification of the log', { timeout: PATIENCE }, () => {
  it('covers every table and column but those listed with a reason', () => {
    const log = columns.filter(({ table }) => table.startsWith('log_')).map(({ table, name }) => `${table}.${name}`)
    const others = new Set(
      columns.map(({ table }) => table).filter(table => !table.startsWith('log_') && !tables.includes(table)),
    )
    expect([...others].filter(table => !notCovered[table])).toEqual([])
    expect(Object.keys(notCovered).filter(name => !others.has(name) && !log.includes(name))).toEqual([])
  })

  it('names the entry of one flipped bit in any column of the log itself', async () => {
    const covered = columns.filter(({ table, name }) => table.startsWith('log_') && !(`${table}.${name}` in notCovered))
    let flips = 0
    for (const column of covered) {
      const stored = await storedIn(column.table)
      expect(stored.length, column.table).toBeGreaterThan(0)
      await fc.assert(
        fc.asyncProperty(fc.nat(stored.length - 1), fc.nat(100_000), async (at, bit) => {
          const row = stored[at]
          const change = row && changeOf(column, row, bit)
          fc.pre(change !== undefined)
          if (!change) return
          const { found, refused } = await foundAfter([change])
          fc.pre(refused.size === 0)
          flips += 1
          expect(found, `${column.table}.${column.name}`).not.toEqual([])
          const index = await indexOf(column.table, row)
          if (index !== undefined) expect(found[0], `${column.table}.${column.name}`).toMatchObject({ index })
        }),
        { numRuns: RUNS_A_COLUMN },
      )
    }
    console.log(`log: ${flips} single flipped bits in ${covered.length} columns of the log, all found`)
  })

  it('misses a bit in what is listed as not covered, so that the list is no idle talk', async () => {
    for (const name of ['log_entry.ordinal', 'log_checkpoint.at']) {
      const column = columns.find(({ table, name: own }) => `${table}.${own}` === name)
      const [row] = column ? await storedIn(column.table) : []
      const change = column && row && changeOf(column, row, 1)
      expect(change).toBeDefined()
      if (change) expect((await foundAfter([change])).found).toEqual([])
    }
  })
})

describe('a verification of the records', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    await fillEveryRecordTable(city)
    await city.sequence()
  })

  it('finds nothing where nothing was changed, having looked at every version of every table of records', async () => {
    const { fault, versions } = await verifyLog(city.database.db, NANTONG, city.signer)
    expect(fault).toBeNull()
    let stored = 0
    for (const table of tables) stored += (await storedIn(table)).length
    expect(versions).toBe(stored)
    for (const table of tables) expect((await storedIn(table)).length, table).toBeGreaterThan(2)
  })

  it('names the entry and the version of one flipped bit in any column of any record, current or past', async () => {
    const seed = Number(process.env.JIANGHAI_SEED ?? Math.floor(Math.random() * 1e9))
    const [bits] = fc.sample(fc.infiniteStream(fc.nat(1_000_000)), { numRuns: 1, seed })
    const stored = new Map<string, Stored[]>()
    for (const table of tables) stored.set(table, await storedIn(table))
    const claimed = await claims()
    const touched = new Set<string>()
    const turns = new Map<string, number>()
    const ids = [...stored.values()].flatMap(theirs => theirs.map(row => row.id))
    let [flips, idle] = [0, 0]
    for (let round = 0; ; round++) {
      const changes: RawBuilder<unknown>[] = []
      const expected: Fault[] = []
      for (const [table, theirs] of stored) {
        const own = columns.filter(column => column.table === table)
        const isPast = table.endsWith('_history')
        const seen = new Set<unknown>()
        for (const row of theirs) {
          // One version of a record at a time, so that none is found for what was done to the version beside it: half of the records
          // are changed in what they are now, the others in what they were, the next round the other way round.
          const half = ids.indexOf(row.id) % 2 === round % 2
          if (half === isPast || seen.has(row.id)) continue
          seen.add(row.id)
          const turn = turns.get(table) ?? 0
          if (turn === own.length * TURNS) continue
          const column = own[turn % own.length]
          const change = column && changeOf(column, row, bits?.next().value ?? 0)
          if (!column || !change) continue
          turns.set(table, turn + 1)
          touched.add(`${table}.${column.name}`)
          changes.push(change)
          const version = `${table.replace(/_history$/, '')}:${row.id}:${row.version}`
          expected.push({ index: claimed.get(version) ?? -1, why: '', row: version })
        }
      }
      idle = changes.length === 0 ? idle + 1 : 0
      if (idle === 2) break
      const { found, refused } = await foundAfter(changes)
      const named = new Set(found.map(({ index, row }) => `${index} ${row}`))
      expect(
        expected.filter(({ index, row }, at) => !refused.has(at) && !named.has(`${index} ${row}`)),
        `seed ${seed}, round ${round}`,
      ).toEqual([])
      flips += changes.length - refused.size
    }
    const all = columns.filter(({ table }) => tables.includes(table)).map(({ table, name }) => `${table}.${name}`)
    expect(all.filter(name => !touched.has(name))).toEqual([])
    console.log(
      `log: ${flips} flipped bits in ${touched.size} columns of ${tables.length} tables of records, all found (seed ${seed})`,
    )
  })

  it('finds a version nobody wrote, a version gone, and an entry gone', async () => {
    const [member] = await storedIn('member')
    const where = sql`region_id = ${NANTONG} and id = ${member?.id}`
    const row = `member:${member?.id}:${member?.version}`
    const copied = sql`insert into member_history select *, recorded_from from member where ${where}`
    expect((await foundAfter([copied])).found).toMatchObject([{ why: 'version-twice', row }])
    const invented = sql`
      insert into member select region_id, gen_random_uuid(), account_id, username || '2', name, unit_id, roles, active, version,
        recorded_from, recorded_by, reason, withdrawn from member where ${where}`
    expect((await foundAfter([invented])).found).toMatchObject([{ why: 'version-outside-log' }])
    const gone = sql`delete from member where ${where}`
    expect((await foundAfter([gone])).found).toMatchObject([{ why: 'missing-version', row }])
    const entryGone = sql`
      delete from log_entry where id = (select entry_id from log_leaf where region_id = ${NANTONG} and index = 3)`
    expect((await foundAfter([entryGone])).found).toMatchObject([{ index: 3, why: 'missing-entry' }])
  })
})

/** The index under which the log carries each version. */
async function claims(): Promise<Map<string, number>> {
  const found = await rows(
    city.database.db,
    sql<{ index: number; row: string }>`
      select l.index, carried ->> 0 as row from log_leaf l join log_entry e on e.region_id = l.region_id and e.id = l.entry_id,
        jsonb_array_elements(e.body::jsonb -> 'rows') carried where l.region_id = ${NANTONG}`,
  )
  return new Map(found.map(({ index, row }) => [row, index]))
}

/** The index that a change to a row of the log must be named under, where there is but one. */
async function indexOf(table: string, row: Stored): Promise<number | undefined> {
  if (table === 'log_leaf') return Number(row.index)
  if (table !== 'log_entry') return undefined
  const [leaf] = await rows(
    city.database.db,
    sql<{ index: number }>`select index from log_leaf where region_id = ${NANTONG} and entry_id = ${row.id}`,
  )
  return leaf?.index
}
