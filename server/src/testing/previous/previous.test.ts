import { createPublicKey } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allMigrations, startKernel } from '#kernel/boot.ts'
import { heldClock } from '#kernel/clock.ts'
import { migrate } from '#kernel/database/migrate.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { passingSigner } from '#kernel/log/checkpoint.ts'
import { verifyLog } from '#kernel/log/verify.ts'
import { rooms } from '#server/app/rooms.ts'
import { NANTONG } from '../city.ts'
import { emptyDatabase } from '../emptyDatabase.ts'
import { answersOf } from './answers.ts'
import { contents, loadPrevious, type Previous, readPrevious } from './dump.ts'

const versions = readdirSync(import.meta.dirname).filter(name => name.endsWith('.json.br'))

describe.each(versions)('the database of an earlier version, %s', name => {
  let previous: Previous
  let opened: Awaited<ReturnType<typeof emptyDatabase>>
  let before: Record<string, string>
  let heads: unknown
  const head = () =>
    rows(opened.database.db, sql`select region_id, size, encode(root, 'hex') root from log_head order by region_id`)

  beforeAll(async () => {
    previous = await readPrevious(join(import.meta.dirname, name))
    opened = await emptyDatabase()
    await loadPrevious(opened.database, previous)
    before = await contents(opened.database, previous)
    heads = await head()
    const other = await opened.again()
    // Two processes of the new version that start at once.
    const migrations = await allMigrations(rooms)
    const [one, two] = await Promise.all([migrate(opened.database, migrations), migrate(other, migrations)])
    expect(Math.max(one.length, two.length)).toBe(migrations.length - previous.migrations.length)
  })
  afterAll(() => opened.close())

  it('held rows in many tables, so that what follows says something', () => {
    const filled = previous.tables.filter(table => table.rows.length > 0)
    const total = filled.reduce((sum, table) => sum + table.rows.length, 0)
    console.log(
      `previous ${name}: ${total} rows in ${filled.length} of ${previous.tables.length} tables, ${previous.answers.length} answers`,
    )
    expect(filled.length).toBeGreaterThan(30)
    expect(filled.some(table => table.name === 'matter_history')).toBe(true)
  })

  it('is brought to this version once, by two processes that start together', async () => {
    const migrations = await allMigrations(rooms)
    const noted = await one(opened.database.db, sql<{ n: number }>`select count(*) n from migration`)
    expect(noted?.n).toBe(migrations.length)
    expect(await migrate(opened.database, migrations)).toEqual([])
  })

  it('keeps every row of every table, current and past', async () => {
    expect(await contents(opened.database, previous)).toEqual(before)
  })

  it('answers every list and record, now and as of earlier days, as that version did', async () => {
    const kernel = await startKernel(opened.database, rooms, heldClock(previous.now))
    const answers = await answersOf(kernel, previous.account, NANTONG, previous.answers)
    for (const [place, { url, body }] of previous.answers.entries())
      expect(settled(answers[place], url), url).toMatchObject({ url, body: Object(settled(body, url)) })
  })

  it('keeps the log: the same size and root in every region, each entry and checkpoint verified', async () => {
    expect(await head()).toEqual(heads)
    const signer = { ...passingSigner('jianghai'), publicKey: createPublicKey(previous.publicKey) }
    const verdict = await verifyLog(opened.database.db, NANTONG, signer)
    expect(verdict).toMatchObject({ fault: null })
    expect(heads).toContainEqual({ regionId: NANTONG, size: verdict.entries, root: verdict.root })
  })

  it('is seen to fail where a row is lost, a past value changes, or an entry of the log is touched', async () => {
    const { db } = opened.database
    await run(
      db,
      sql`delete from matter_history where (region_id, id, version) in (select region_id, id, version from matter_history limit 1)`,
    )
    await run(db, sql`update unit set name_zh = name_zh || '?'`)
    await run(db, sql`update log_entry set body = replace(body, '"v":1', '"v":2') where region_id = ${NANTONG}`)
    const after = await contents(opened.database, previous)
    expect(Object.keys(after).filter(table => after[table] !== before[table])).toEqual([
      'log_entry',
      'matter_history',
      'unit',
    ])
    const signer = { ...passingSigner('jianghai'), publicKey: createPublicKey(previous.publicKey) }
    expect((await verifyLog(db, NANTONG, signer)).fault).toMatchObject({ index: 0, why: 'leaf-hash' })
  })
})

/**
 * What 0.1.0 left open or said wrongly, left out: it gave a project's stages in whatever order the database had them, and read from the
 * links of today whether a meeting rested on a page on an earlier day.
 */
function settled(value: unknown, url: string): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (key, each: unknown) => {
    // The names that wait were asked for since.
    if (key === 'needs' && Array.isArray(each)) return each.filter(need => need.reason !== 'decide-names')
    if (key === 'today' && url.includes('/publishing/waiting')) return undefined
    if (key === 'stages' && Array.isArray(each)) return each.map(stage => JSON.stringify(stage)).sort()
    return key === 'evidence' && url.includes('/gatherings') && url.includes('asOf=') ? undefined : each
  })
}
