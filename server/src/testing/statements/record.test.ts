import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allUnits, peopleWithAccounts } from '#kernel/accounts/members.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { aCity } from '../city.ts'
import { acrossRegions } from './acrossRegions.ts'
import { plantedUnits } from './planted.ts'

describe('a test file whose product code forgets the region', () => {
  it('ends with an error that names the place, the table and the statement; also out of a transaction', async () => {
    const city = await aCity()
    await city.ask('staff', ctx => plantedUnits(ctx.tx))
    await expect(city.close()).rejects.toThrow(
      /testing\/statements\/planted\.ts plantedUnits\n {2}unit is not tied to one region\n {2}select u\.id from unit u where u\.code = \$1/,
    )
  })

  it('ends well otherwise: tests look where they like, and the places of the list over all regions', async () => {
    const city = await aCity()
    await rows(city.database.db, sql`select * from unit for update`)
    expect(await allUnits(city.database.db)).not.toEqual([])
    expect(await peopleWithAccounts(city.database.db)).not.toEqual([])
    await city.close()
  })
})

describe('the list of places that look over all regions', () => {
  it.each(acrossRegions)('$file $by is there, with a reason', async ({ file, by, why }) => {
    const text = await readFile(join(import.meta.dirname, '../..', file), 'utf8')
    expect(text).toMatch(new RegExp(`function ${by}\\(`))
    expect(why.length).toBeGreaterThan(20)
  })
})
