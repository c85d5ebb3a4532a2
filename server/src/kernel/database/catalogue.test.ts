import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueRules } from '#server/testing/catalogue.ts'
import { aCity, type City } from '#server/testing/city.ts'
import type { Tx } from './open.ts'
import { rows, run, sql } from './sql.ts'

/**
 * What an engine that spreads regions over machines asks of a schema (Citus, measured: see docs/decisions): held from the first
 * migration, because it cannot be put right later.
 */

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

/** Runs in a transaction that leaves nothing behind. */
async function aside<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  let answer: { of: Answer } | undefined
  const back = new Error('back')
  await city.database.db
    .transaction()
    .execute(async tx => {
      answer = { of: await work(tx) }
      throw back
    })
    .catch(error => {
      if (error !== back) throw error
    })
  if (!answer) throw new Error('the work gave nothing')
  return answer.of
}

describe('the catalogue', () => {
  it.each(catalogueRules)('$holds', async ({ breaches }) => {
    expect(await rows(city.database.db, breaches)).toEqual([])
  })

  it.each(catalogueRules)('is seen to fail where it is broken: $holds', async ({ planted, breaches, found }) => {
    const seen = await aside(async tx => {
      await run(tx, sql.raw(planted))
      return rows(tx, breaches)
    })
    expect(seen.map(({ at }) => at).sort()).toEqual([...found])
  })

  it('knows the tables of this version: most belong to regions, each record has its history', async () => {
    const tables = await rows(
      city.database.db,
      sql<{
        all: number
        histories: number
      }>`select count(*) "all", count(*) filter (where tablename like '%\\_history') histories
        from pg_tables where schemaname = 'public'`,
    )
    console.log(
      `catalogue: ${catalogueRules.length} rules over ${tables[0]?.all} tables, ${tables[0]?.histories} of them histories`,
    )
    expect(tables[0]?.histories).toBeGreaterThan(20)
  })
})
