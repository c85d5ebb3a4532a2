import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { one, run, sql } from '#kernel/database/sql.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

/* Setting up a new installation: the only door that opens without an account. */

const TOKEN = 'printed-by-the-terminal'
const made: City[] = []
let city: City
beforeEach(async () => {
  if (made.length === 0) made.push(await aCity())
  city = made[0] ?? (await aCity())
  // The city as it was before anybody lived in it.
  for (const table of ['region', 'user', 'installation'])
    await run(city.database.db, sql`truncate ${sql.table(table)} cascade`)
})
afterAll(async () => {
  for (const each of made) await each.close()
})

const form = (more: object = {}) => ({
  token: TOKEN,
  region: { id: 330200, nameZh: '宁波市', nameEn: 'Ningbo' },
  unitZh: '宁波市科创委办公室',
  username: 'shu-wang',
  name: '舒望',
  password: '三江口的早潮与晚潮之间',
  ...more,
})
const waiting = (until: Date) => aServer(city, { firstRun: { token: TOKEN, until } })
const soon = () => new Date(Date.now() + 60_000)
const PATH = '/api/session/first-run'
const count = async (table: string) =>
  (await one(city.database.db, sql<{ n: number }>`select count(*) n from ${sql.table(table)}`))?.n

describe('setting up', () => {
  it('is refused for a wrong token, for one that has expired, and where none was printed', async () => {
    const server = await waiting(soon())
    for (const token of ['', `${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase()])
      expect(await server.as().post(PATH, form({ token }))).toMatchObject({
        status: 403,
        body: { refusal: { code: 'session.token-not-permitted' } },
      })
    const late = await waiting(new Date(Date.now() - 1))
    expect(await late.as().post(PATH, form())).toMatchObject({
      status: 403,
      body: { refusal: { code: 'session.token-expired-not-permitted' } },
    })
    const closed = await aServer(city)
    expect((await closed.as().post(PATH, form())).status).toBe(403)
    expect([await count('region'), await count('user')]).toEqual([0, 0])
    for (const each of [server, late, closed]) await each.close()
  })

  it('is refused for a password that everybody guesses, and leaves nothing behind', async () => {
    const server = await waiting(soon())
    for (const [password, code] of [
      ['short', 'accounts.password-short'],
      ['Admin@123456', 'accounts.password-plain'],
      ['shu-wang and more', 'accounts.password-names-account'],
    ])
      expect(await server.as().post(PATH, form({ password }))).toMatchObject({
        status: 422,
        body: { refusal: { code, field: 'password' } },
      })
    expect([await count('region'), await count('user')]).toEqual([0, 0])
    await server.close()
  })

  it('is done once: of several at the same moment one succeeds, and after it the token opens nothing', async () => {
    const server = await waiting(soon())
    const answers = await Promise.all(
      [330200, 330300, 330400].map((id, at) =>
        server.as().post(PATH, form({ region: { id, nameZh: '市', nameEn: 'City' }, username: `first-${at}` })),
      ),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409, 409])
    expect([await count('region'), await count('user'), await count('member')]).toEqual([1, 1, 1])
    expect(await server.as().post(PATH, form())).toMatchObject({
      status: 409,
      body: { refusal: { code: 'session.already-set-up' } },
    })
    const winner = answers.findIndex(({ status }) => status === 204)
    const answer = await server.as().post('/api/session', { username: `first-${winner}`, password: form().password })
    expect(answer).toMatchObject({ status: 200, body: { roles: ['system-operator', 'office-head'] } })
    expect(server.faults).toEqual([])
    await server.close()
  })

  it('counts wrong tokens as failed sign-ins of their address', async () => {
    const limits = { failedSignIns: { atOnce: 2, perMinute: 1 }, writes: { atOnce: 9, perMinute: 9 } }
    const server = await aServer(city, { limits, firstRun: { token: TOKEN, until: soon() } })
    for (let guess = 0; guess < 2; guess++)
      expect((await server.as().post(PATH, form({ token: 'x' }))).status).toBe(403)
    expect((await server.as().post(PATH, form())).status).toBe(429)
    await server.close()
  })
})
