import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openInMemory } from '../open.ts'
import { one, rows, run, sql } from '../sql.ts'

let database: Database
beforeAll(async () => {
  database = await openInMemory()
  await run(database.db, sql`create table told (id int primary key, word text not null)`)
})
afterAll(() => database.close())

/** How many statements that hold this piece of text the engine has prepared, asked by a statement without values. */
const prepared = async (piece: string) =>
  (await rows<{ statement: string }>(database.db, sql`select statement from pg_prepared_statements`)).filter(
    ({ statement }) => statement.includes(piece),
  ).length

describe('a statement on the embedded database', () => {
  it('is prepared when it comes a second time, and says the same as before', async () => {
    const ask = (n: number) => one(database.db, sql<{ twice: number }>`select ${n}::int * 2 as twice`)
    expect(await ask(4)).toEqual({ twice: 8 })
    expect(await prepared('as twice')).toBe(0)
    for (const n of [5, 6, 7, 8, 9, 10, 11]) expect(await ask(n)).toEqual({ twice: n * 2 })
    expect(await prepared('as twice')).toBe(1)
  })

  it('that fails leaves the next one whole, in a transaction and outside', async () => {
    const insert = (id: number) => run(database.db, sql`insert into told (id, word) values (${id}, ${'言'})`)
    await insert(1)
    for (const _ of [1, 2, 3]) await expect(insert(1)).rejects.toMatchObject({ code: '23505' })
    await insert(2)
    const broken = database.db.transaction().execute(async tx => {
      await run(tx, sql`insert into told (id, word) values (${3}, ${'语'})`)
      await run(tx, sql`insert into told (id, word) values (${3}, ${'语'})`)
    })
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    await insert(3)
    expect(await rows(database.db, sql`select id, word from told order by id`)).toEqual([
      { id: 1, word: '言' },
      { id: 2, word: '言' },
      { id: 3, word: '言' },
    ])
  })

  it('whose text cannot be parsed is refused each time, and is not kept', async () => {
    for (const _ of [1, 2, 3])
      await expect(run(database.db, sql`select ${1}::int from nowhere_at_all`)).rejects.toMatchObject({ code: '42P01' })
    expect(await prepared('nowhere_at_all')).toBe(0)
  })

  it('is not kept without end: of 700 texts no more than the limit', async () => {
    for (let n = 0; n < 700; n++)
      for (const value of [1, 2]) await run(database.db, sql`select ${value}::int as ${sql.ref(`c${n}`)}`)
    const kept = await prepared('')
    expect(kept).toBeGreaterThan(400)
    expect(kept).toBeLessThanOrEqual(500)
  })
})
