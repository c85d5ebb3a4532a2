import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { logPage } from '#contract/accounts.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { refuse } from '#kernel/refusal.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { usualRefused } from './limits.ts'
import { isGuard } from './refusedLog.ts'

/* Denied requests, attempts and too much of it in the log (ASVS 5.0, 16.3.2 and 16.3.3): who, where, why; nothing of what was sent; bounded. */

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const LIMITS = { atOnce: 4, perMinute: 1 }
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, {
    refusedLog: usualRefused,
    limits: { failedSignIns: LIMITS, writes: LIMITS, reads: { atOnce: 30, perMinute: 1 }, exports: LIMITS },
  })
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const at = `/api/${NANTONG}`
async function written(
  regionId = NANTONG,
): Promise<Array<{ why: string; route: string; actor: string; unwritten: number }>> {
  await server.settled()
  const found = await one(
    city.database.db,
    sql<{
      all: Array<{ body: string }>
    }>`select coalesce(json_agg(json_build_object('body', body) order by ordinal), '[]') "all"
      from log_entry where region_id = ${regionId} and event = 'kernel.request-refused'`,
  )
  const entry = z.object({
    actor: z.string(),
    subject: z.object({ kind: z.literal('route'), id: z.string() }),
    facts: z.strictObject({ why: z.string(), unwritten: z.number() }),
  })
  return (found?.all ?? []).map(({ body }) => {
    const { actor, subject, facts } = entry.parse(JSON.parse(body))
    return { ...facts, actor, route: subject.id }
  })
}

describe('in the log', () => {
  it('stands who was denied what, by the route and the code, for the auditor to read', async () => {
    const secret = 'planted-words-of-a-person'
    expect((await server.as('viewer').get(`${at}/accounts/log`)).status).toBe(403)
    expect((await server.as('staff').post(`${at}/accounts`, member(secret))).status).toBe(403)
    const found = await written()
    expect(found.slice(-2)).toMatchObject([
      { why: 'kernel.not-permitted', route: 'GET /api/:region/accounts/log', actor: (await city.as('viewer')).id },
      { why: 'kernel.not-permitted', route: 'POST /api/:region/accounts', actor: (await city.as('staff')).id },
    ])
    expect(JSON.stringify(found)).not.toContain(secret)
    await city.sequence()
    const seen = logPage.parse((await server.as('audit').get(`${at}/accounts/log?room=kernel`)).body)
    expect(seen.rows.map(({ event }) => event)).toContain('kernel.request-refused')
    expect(seen.rows.find(({ event }) => event === 'kernel.request-refused')?.actor).toBe('staff')
  })

  it('stands that somebody looked for what they may not know of, though they are told it is not there', async () => {
    const { id } = await city.as('staff2')
    expect((await server.as('reporter2').get(`${at}/accounts/${id}`)).status).toBe(404)
    expect((await written()).at(-1)).toMatchObject({
      why: 'accounts.not-found',
      route: 'GET /api/:region/accounts/:id',
    })
    const before = (await written()).length
    // What is really not there is nobody's secret.
    expect((await server.as('system').get(`${at}/accounts/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await server.as().get(`${at}/accounts`)).status).toBe(401)
    expect(await written()).toHaveLength(before)
  })

  it('stands what no page sends: fields that do not fit, broken JSON, another site', async () => {
    const before = (await written()).length
    await server.as('head').post(`${at}/accounts`, { username: 7 })
    await server.as().post(`/api/session`, { username: ['x'] })
    await server.as().post(`${at}/accounts`, {}, { 'x-jianghai': '0' })
    const found = (await written()).slice(before)
    // Each is written after its own answer, so they stand in any order.
    expect(found.map(({ why }) => why).toSorted()).toEqual([
      'kernel.cross-site-not-permitted',
      'kernel.input-unfit',
      'kernel.input-unfit',
    ])
    // What was about no region stands in the log of each: the door is everybody's.
    expect((await written(PUTUO)).map(({ route }) => route)).toEqual(['POST /api/session'])
  })

  it('stands that somebody came too fast, and what one session floods it with is only counted', async () => {
    const before = (await written()).length
    const statuses: number[] = []
    for (let time = 0; time < 60; time++) statuses.push((await server.as('leader').get(`${at}/accounts/log`)).status)
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 403))
    expect(new Set(statuses.slice(30))).toEqual(new Set([429]))
    const flood = (await written()).slice(before)
    expect(flood.length).toBe(usualRefused.each.atOnce)
    // The next that is written says how many were not.
    await server.as('unithead').get(`${at}/accounts/log`)
    expect((await written()).at(-1)?.unwritten).toBe(60 - usualRefused.each.atOnce)
  })
})

describe('a session', () => {
  it('that reads or exports faster than people do is refused for a while, and told when to come again', async () => {
    const limited = await aServer(city, {
      limits: {
        failedSignIns: LIMITS,
        writes: LIMITS,
        reads: { atOnce: 3, perMinute: 1 },
        exports: { atOnce: 2, perMinute: 1 },
      },
    })
    const get = (path: string, by = 'staff') => limited.as(by).get(`${at}${path}`)
    for (let time = 0; time < 3; time++) expect((await get('/matters')).status).toBe(200)
    const tooMany = await get('/matters')
    expect(tooMany).toMatchObject({ status: 429, body: { refusal: { code: 'kernel.reads-too-many' } } })
    expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(30)
    for (let time = 0; time < 2; time++) expect((await get('/matters/table?format=csv')).status).toBe(200)
    const exported = await get('/matters/table?format=csv')
    expect(exported).toMatchObject({ status: 429, body: { refusal: { code: 'kernel.exports-too-many' } } })
    expect(Number(exported.headers['retry-after'])).toBeGreaterThan(30)
    expect((await get('/matters', 'staff2')).status).toBe(200)
    await limited.close()
  })
})

it.each([
  [refuse('kernel.not-permitted'), true],
  [refuse('matters.not-found', {}, { denied: true }), true],
  [refuse('matters.not-found'), false],
  [refuse('files.unsafe'), true],
  [refuse('session.locked-too-many'), true],
  [refuse('session.wrong', {}, { status: 401 }), false],
  [refuse('matters.cannot-close'), false],
  [refuse('kernel.plain-http-not-permitted'), false],
  [refuse('accounts.username-exists'), false],
])('%s is one to be written down: %s', (refusal, is) => {
  expect(isGuard(refusal)).toBe(is)
})

const member = (name: string) => ({ username: 'x1', name, unitId: null, roles: ['viewer'] })
