import { createHook } from 'node:async_hooks'
import { hashPassword } from 'better-auth/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ownSessions } from '#contract/signIn.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { ownPassword } from '#server/testing/ownPassword.ts'
import { aServer } from '#server/testing/server.ts'

/* Sign-in and sessions over HTTP with real passwords, against what ASVS 5.0 chapters 6 and 7 ask. */

type Server = Awaited<ReturnType<typeof aServer>>
let city: City
let server: Server
const PASSWORD = ' The tide, 江海, comes in twice a day '
const OWN = '/api/320600/accounts/own-sessions'

beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  for (const username of ['anchor', 'harbour', 'light-house', 'lantern']) {
    const added = await server.as('system').post('/api/320600/accounts', {
      username,
      name: '潮',
      unitId: city.unit('science'),
      roles: ['unit-reporter'],
    })
    expect(added.status).toBe(200)
    await ownPassword(city, username, PASSWORD)
  }
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const enter = (username: string, password = PASSWORD, headers: Record<string, string> = {}, by: Server = server) =>
  by.as().post('/api/session', { username, password }, headers)
const entered = async (username: string) => cookieOf(await enter(username))
const who = (cookie: string, by: Server = server) => by.as().get('/api/session', { cookie })

describe('a password', () => {
  it.each([
    ['without its blanks', PASSWORD.trim()],
    ['in other letters', PASSWORD.toUpperCase()],
    ['without its end', PASSWORD.slice(0, -1)],
    ['with more at its end', `${PASSWORD}x`],
  ])('%s is another', async (_, password) => {
    expect((await enter('light-house', password)).status).toBe(401)
  })

  it('is wrong in the same words, after the same work, whether the name is known or not', async () => {
    const [known, unknown] = [
      await worked(() => enter('light-house', 'x')),
      await worked(() => enter('nobody at all', 'x')),
    ]
    expect(unknown.hashes).toBe(known.hashes)
    expect(known.hashes).toBe(1)
    expect(unknown.answer.body).toEqual(known.answer.body)
    expect(unknown.answer.status).toBe(known.answer.status)
    expect(Object.keys(unknown.answer.headers).sort()).toEqual(Object.keys(known.answer.headers).sort())
  })

  it('that is right lets in whoever has a hyphen in their name', async () => {
    await server.as('security').post(`/api/320600/accounts/${(await memberCalled('light-house')).id}/unlock`)
    expect((await enter(' Light-House ')).status).toBe(200)
  })

  it('that is right opens nothing for an account out of use, and leaves no session', async () => {
    const { id } = await memberCalled('harbour')
    await server.as('system').put(`/api/320600/accounts/${id}`, { version: 1, active: false })
    expect(await enter('harbour')).toMatchObject({ status: 401, body: { refusal: { code: 'session.wrong' } } })
    expect(await tokensOf('harbour')).toEqual([])
    await server.as('system').put(`/api/320600/accounts/${id}`, { version: 2, active: true })
  })
})

describe('a session', () => {
  it('has a new name at each sign-in, and what stood in the browser before is over', async () => {
    const planted = await entered('harbour')
    const answer = await enter('anchor', PASSWORD, { cookie: planted })
    const own = cookieOf(answer)
    expect(own).not.toBe(planted)
    expect((await who(planted)).status).toBe(401)
    expect((await who(own)).body).toMatchObject({ username: 'anchor' })
    const again = cookieOf(await enter('anchor', PASSWORD, { cookie: own }))
    expect((await who(own)).status).toBe(401)
    expect((await who(again)).status).toBe(200)
    // A name nobody gave is not taken over.
    const invented = await enter('anchor', PASSWORD, { cookie: 'jianghai.session_token=chosen.by-somebody' })
    expect(cookieOf(invented)).not.toContain('chosen')
  })

  it('ends on the server when its person signs out: the cookie, kept, opens nothing', async () => {
    const cookie = await entered('anchor')
    expect((await server.as().delete('/api/session', { cookie })).status).toBe(204)
    expect((await who(cookie)).status).toBe(401)
    expect((await server.as().post(`${OWN}/end-others`, {}, { cookie })).status).toBe(401)
  })

  it('ends after half an hour without a request; each request puts that off', async () => {
    const cookie = await entered('harbour')
    await age('harbour', '29 minutes')
    expect((await who(cookie)).status).toBe(200)
    await age('harbour', '29 minutes')
    expect((await who(cookie)).status).toBe(200)
    await age('harbour', '31 minutes')
    expect((await who(cookie)).status).toBe(401)
  })

  it('ends after twelve hours, however busy', async () => {
    const cookie = await entered('harbour')
    const made = (by: string) =>
      run(
        city.database.db,
        sql`update "session" set "createdAt" = now() - ${by}::interval where "userId" in (select "id" from "user" where "username" = 'harbour')`,
      )
    await made('11 hours 59 minutes')
    expect((await who(cookie)).status).toBe(200)
    await made('12 hours 1 minute')
    expect((await who(cookie)).status).toBe(401)
    expect(await tokensOf('harbour')).toEqual([])
  })

  it('ends none before it: as many stand as somebody has places to sit', async () => {
    const all: string[] = []
    for (let n = 0; n < 12; n++) all.push(await entered('lantern'))
    for (const [n, cookie] of all.entries()) expect((await who(cookie)).status, `session ${n}`).toBe(200)
    const sessions = ownSessions.parse((await server.as().get(OWN, { cookie: all[0] ?? '' })).body).sessions
    expect(sessions).toHaveLength(12)
  })

  it('is listed to its own person alone, who ends one or all others with the password', async () => {
    const [here, second, third] = [await entered('harbour'), await entered('harbour'), await entered('harbour')]
    const other = await entered('anchor')
    const list = async (cookie: string) => ownSessions.parse((await server.as().get(OWN, { cookie })).body).sessions
    const mine = await list(here)
    expect(mine.filter(({ isThis }) => isThis)).toHaveLength(1)
    expect(mine).toHaveLength(3)
    expect(JSON.stringify(mine)).not.toContain(tokenIn(second))
    const theirs = (await list(other)).map(({ id }) => id)
    expect(mine.filter(({ id }) => theirs.includes(id))).toEqual([])

    const [first = ''] = theirs
    const end = (what: string, cookie = here, password = PASSWORD) =>
      server.as().post(`${OWN}/${what}`, { password }, { cookie })
    expect((await end(`${first}/end`)).status).toBe(404)
    expect((await who(other)).status).toBe(200)
    const secondId = (await list(second)).find(({ isThis }) => isThis)?.id ?? ''
    // Somebody at an open desk ends none of them.
    for (const what of [`${secondId}/end`, 'end-others'])
      expect(await end(what, here, 'not the password')).toMatchObject({
        status: 422,
        body: { refusal: { code: 'accounts.password-wrong', field: 'password' } },
      })
    expect([(await who(second)).status, (await who(third)).status]).toEqual([200, 200])
    expect((await end(`${secondId}/end`)).status).toBe(200)
    expect((await who(second)).status).toBe(401)
    expect(await end('end-others')).toMatchObject({ body: { sessions: 1 } })
    expect([(await who(here)).status, (await who(third)).status]).toEqual([200, 401])
  })

  it('is written down when it begins and ends, and when somebody was not let in', async () => {
    const { id } = await memberCalled('harbour')
    await server.as().delete('/api/session', { cookie: await entered('harbour') })
    await enter('harbour', 'a wrong one')
    await enter('nobody at all', 'a wrong one')
    // A refusal is written after its answer.
    await expect
      .poll(async () => (await city.events(id)).slice(-3))
      .toEqual(['kernel.signed-in', 'kernel.signed-out', 'kernel.sign-in-refused'])
  })
})

describe('a password', () => {
  it('of an older rule still lets in, and is hashed anew at the cost of today', async () => {
    const stored = async () =>
      (
        await one(
          city.database.db,
          sql<{
            hash: string
          }>`select a."password" hash from "account" a join "user" u on u."id" = a."userId" where u."username" = 'anchor'`,
        )
      )?.hash ?? ''
    await run(
      city.database.db,
      sql`update "account" set "password" = ${await hashPassword(PASSWORD)} where "userId" = (select "id" from "user" where "username" = 'anchor')`,
    )
    expect(city.kernel.passwords.isOld(await stored())).toBe(true)
    expect((await enter('anchor', 'not the password')).status).toBe(401)
    expect(city.kernel.passwords.isOld(await stored())).toBe(true)
    expect((await enter('anchor')).status).toBe(200)
    expect(city.kernel.passwords.isOld(await stored())).toBe(false)
    expect((await enter('anchor')).status).toBe(200)
  })
})

describe('the cookie of a session', () => {
  it('is out of reach for scripts and other sites, and lasts as long as the session', async () => {
    const answer = await enter('anchor')
    expect(flagsOf(answer)).toEqual(['HttpOnly', 'Max-Age=1800', 'Path=/', 'SameSite=Lax'])
  })

  it('never goes in the clear where people come by https, and belongs to this host alone', async () => {
    const secure = await aServer(city, { publicOrigin: 'https://jianghai.example' })
    const answer = await enter('anchor', PASSWORD, { origin: 'https://jianghai.example' }, secure)
    expect(cookieOf(answer)).toMatch(/^__Host-jianghai\.session_token=/)
    expect(flagsOf(answer)).toEqual(['HttpOnly', 'Max-Age=1800', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect((await who(cookieOf(answer), secure)).body).toMatchObject({ username: 'anchor' })
    expect((await who(cookieOf(answer).replace('__Host-', ''), secure)).status).toBe(401)
    const out = await secure
      .as()
      .delete('/api/session', { cookie: cookieOf(answer), origin: 'https://jianghai.example' })
    expect(String(out.headers['set-cookie'])).toMatch(/__Host-jianghai\.session_token=;.*Max-Age=0.*Secure/i)
    await secure.close()
  })

  it('follows the word of a proxy that is trusted and of no other, as do addresses', async () => {
    const said = {
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.9',
      'x-jianghai-address': '198.51.100.1',
    }
    const behind = await aServer(city, { trustedProxies: ['127.0.0.1'] })
    const [trusted, not] = [await enter('anchor', PASSWORD, said, behind), await enter('anchor', PASSWORD, said)]
    expect(flagsOf(trusted)).toContain('Secure')
    expect(trusted.headers['strict-transport-security']).toBeDefined()
    expect(flagsOf(not)).not.toContain('Secure')
    expect(not.headers['strict-transport-security']).toBeUndefined()
    const addresses = await rows(
      city.database.db,
      sql<{
        ip: string
      }>`select "ipAddress" ip from "session" where "token" in (${tokenIn(cookieOf(trusted))}, ${tokenIn(cookieOf(not))}) order by "createdAt"`,
    )
    expect(addresses.map(({ ip }) => ip)).toEqual(['203.0.113.9', '127.0.0.1'])
    await behind.close()
  })
})

describe('too much', () => {
  it('from one address is refused for a while, whatever names it tries and whatever it says it is', async () => {
    const limits = { failedSignIns: { atOnce: 2, perMinute: 1 }, writes: { atOnce: 1000, perMinute: 1 } }
    const limited = await aServer(city, { limits })
    for (let time = 0; time < 4; time++) expect((await enter('anchor', PASSWORD, {}, limited)).status).toBe(200)
    for (const name of ['guess-a', 'guess-b']) expect((await enter(name, 'x', {}, limited)).status).toBe(401)
    const third = await enter('guess-c', 'x', { 'x-forwarded-for': '203.0.113.77' }, limited)
    expect(third).toMatchObject({ status: 429, body: { refusal: { code: 'session.address-too-many' } } })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(30)
    expect((await enter('anchor', PASSWORD, {}, limited)).status).toBe(429)
    await limited.close()
  })

  it('by one session is refused for a while; others write on, and all may read', async () => {
    const limits = { failedSignIns: { atOnce: 10, perMinute: 1 }, writes: { atOnce: 3, perMinute: 1 } }
    const limited = await aServer(city, { limits })
    // What is asked for is not there: it counts as a write all the same.
    const write = (by: string) => limited.as(by).post(`/api/320600/jobs/${crypto.randomUUID()}/cancel`)
    for (let time = 0; time < 3; time++) expect((await write('staff')).status).toBe(404)
    const fourth = await write('staff')
    expect(fourth).toMatchObject({ status: 429, body: { refusal: { code: 'kernel.writes-too-many' } } })
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(30)
    expect((await write('staff2')).status).toBe(404)
    expect((await limited.as('staff').get('/api/session')).status).toBe(200)
    await limited.close()
  })
})

async function memberCalled(username: string): Promise<{ id: string }> {
  const { body } = await server.as('security').get(`/api/320600/accounts?find=${username}`)
  const [found] = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(body).rows
  if (!found) throw new Error(`nobody is called ${username}`)
  return found
}

/** What was done, and how many passwords were hashed for it: the hash is what takes the time. */
async function worked<T>(act: () => Promise<T>): Promise<{ answer: T; hashes: number }> {
  let hashes = 0
  const hook = createHook({
    init: (_, type) => {
      if (type === 'SCRYPTREQUEST') hashes++
    },
  }).enable()
  try {
    return { answer: await act(), hashes }
  } finally {
    hook.disable()
  }
}

function cookieOf({ headers }: { headers: Record<string, unknown> }): string {
  return [headers['set-cookie']]
    .flat()
    .map(cookie => String(cookie).split(';')[0])
    .join('; ')
}

const tokenIn = (cookie: string) => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''

function flagsOf({ headers }: { headers: Record<string, unknown> }): string[] {
  return [headers['set-cookie']]
    .flat()
    .flatMap(cookie => String(cookie).split('; ').slice(1))
    .sort()
}

async function tokensOf(username: string): Promise<string[]> {
  const found = await rows(
    city.database.db,
    sql<{
      token: string
    }>`select "token" from "session" where "userId" in (select "id" from "user" where "username" = ${username})`,
  )
  return found.map(({ token }) => token)
}

/** As if so much time had passed since the last request: what the row says moves back, the clock does not. */
const age = (username: string, by: string) =>
  run(
    city.database.db,
    sql`update "session" set "expiresAt" = "expiresAt" - ${by}::interval, "updatedAt" = "updatedAt" - ${by}::interval
      where "userId" in (select "id" from "user" where "username" = ${username})`,
  )
