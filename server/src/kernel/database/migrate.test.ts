import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '#server/testing/emptyDatabase.ts'
import { type Migration, migrate } from './migrate.ts'
import type { Database } from './open.ts'
import { rows, run, sql } from './sql.ts'

let opened: Awaited<ReturnType<typeof emptyDatabase>>
let database: Database
beforeAll(async () => {
  opened = await emptyDatabase()
  database = opened.database
})
afterAll(() => opened.close())

const first: Migration = {
  room: 'a',
  name: '0001_first.sql',
  text: 'create table first (n integer); insert into first values (1)',
}
const second: Migration = { room: 'a', name: '0002_second.sql', text: 'insert into first values (2)' }
const tables = async () =>
  (
    await rows(
      database.db,
      sql<{ name: string }>`select tablename "name" from pg_tables where schemaname = 'public' order by 1`,
    )
  ).map(({ name }) => name)
const values = async () =>
  (await rows(database.db, sql<{ n: number }>`select n from first order by n`)).map(({ n }) => n)

describe('migrations', () => {
  it('run once, however many processes start together', async () => {
    const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(database, [first])))
    expect(ran.every(names => names.length <= 1)).toBe(true)
    expect(await values()).toEqual([1])
    expect(await migrate(database, [first])).toEqual([])
  })

  it('are refused when one that ran reads differently now, and nothing else runs', async () => {
    const changed = { ...first, text: `${first.text} ` }
    await expect(migrate(database, [changed, second])).rejects.toMatchObject({
      code: 'kernel.migration-changed',
      params: { migration: 'a/0001_first.sql' },
    })
    expect(await values()).toEqual([1])
  })

  it('leave nothing when one fails halfway, and begin again at it', async () => {
    const failing = {
      room: 'a',
      name: '0003_failing.sql',
      text: 'create table half (n integer); insert into first values (3); insert into nowhere values (1)',
    }
    await expect(migrate(database, [first, second, failing])).rejects.toMatchObject({ code: '42P01' })
    expect(await tables()).toEqual(['first', 'migration'])
    expect(await values()).toEqual([1, 2])
    const mended = { ...failing, text: 'create table half (n integer); insert into first values (3)' }
    expect(await migrate(database, [first, second, mended])).toEqual(['a/0003_failing.sql'])
    expect(await values()).toEqual([1, 2, 3])
  })

  it('are refused when the database knows one that the program does not: a newer version wrote it', async () => {
    await expect(migrate(database, [first, second])).rejects.toMatchObject({
      code: 'kernel.database-newer',
      params: { migration: 'a/0003_failing.sql' },
    })
    await run(database.db, sql`update migration set room = 'later' where name = '0001_first.sql'`)
    await expect(migrate(database, [first])).rejects.toMatchObject({ code: 'kernel.database-newer' })
  })
})
