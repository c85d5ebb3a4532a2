import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { quizDryRun } from '#contract/participation/dryRun.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { aQuiz } from './testing/aQuiz.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const path = (id: string) => `/api/${NANTONG}/participation/quizzes/${id}/dry-run`

const written = () =>
  rows(
    city.database.db,
    sql`select (select count(*)::int from log_entry where region_id = ${NANTONG}) entries,
      (select count(*)::int from quiz_attempt where region_id = ${NANTONG}) attempts,
      (select count(*)::int from quiz_draw where region_id = ${NANTONG}) draws`,
  )

describe('a dry run of a quiz', () => {
  it('is the office’s: who only reads is refused, and a quiz that is not there is told as such', async () => {
    const id = await aQuiz(city)
    const refused = await server.as('leader').post(path(id), {})
    expect(refused.status).toBe(403)
    const absent = await server.as('staff').post(path('018f0000-0000-7000-8000-000000000000'), {})
    expect(refusal.parse(absent.body).refusal.code).toBe('participation.not-found')
  })

  it('tells how it would go and the seed to see the same again, and writes nothing', async () => {
    const id = await aQuiz(city)
    const before = await written()
    const staff = server.as('staff')
    const told = quizDryRun.parse((await staff.post(path(id), {})).body)
    expect(told).toMatchObject({ people: 1000, draw: null })
    expect((await staff.post(path(id), { seed: told.seed })).body).toEqual(told)
    const other = quizDryRun.parse((await staff.post(path(id), {})).body)
    expect(other.seed).not.toBe(told.seed)
    expect(await written()).toEqual(before)
  })
})
