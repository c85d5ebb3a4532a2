import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { one, sql } from '#kernel/database/sql.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { ownPassword } from '#server/testing/ownPassword.ts'
import { aServer } from '#server/testing/server.ts'

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

const FIRST = 'first password'
/** A session as a browser has it, through the sign-in itself. */
async function entered(username: string, password: string): Promise<string> {
  const answer = await server.as().post('/api/session', { username, password })
  expect(answer.status).toBe(200)
  const set = answer.headers['set-cookie']
  return (Array.isArray(set) ? set : [String(set)]).map(cookie => String(cookie).split(';')[0]).join('; ')
}

describe('changing the own password', () => {
  it('needs the old one, ends the other sessions and keeps this one', async () => {
    const added = await server.as('system').post('/api/320600/accounts', {
      username: 'newcomer',
      name: '新来的人',
      unitId: city.unit('science'),
      roles: ['unit-reporter'],
    })
    expect(added.status).toBe(200)
    await ownPassword(city, 'newcomer', FIRST)
    const [here, elsewhere] = [await entered('newcomer', FIRST), await entered('newcomer', FIRST)]
    const change = (cookie: string, old: string, password: string, key = crypto.randomUUID()) =>
      server.as().put('/api/320600/accounts/own-password', { old, password }, { cookie, 'idempotency-key': key })

    expect(await server.as().put('/api/320600/accounts/own-password', { old: FIRST, password: 'x' })).toMatchObject({
      status: 401,
    })
    expect(await change(here, 'not the old one', 'second password')).toMatchObject({
      status: 422,
      body: { refusal: { code: 'accounts.password-wrong', field: 'old' } },
    })
    expect(await change(here, FIRST, FIRST)).toMatchObject({ body: { refusal: { code: 'accounts.password-same' } } })
    expect(await change(here, FIRST, 'short')).toMatchObject({
      body: { refusal: { code: 'accounts.password-short', params: { least: 10 } } },
    })

    const key = 'one-press-of-the-button'
    expect(await change(here, FIRST, 'second password', key)).toMatchObject({ status: 200, body: { sessions: 1 } })
    // The answer was lost on the way and the browser asks again: still one effect.
    expect(await change(here, FIRST, 'second password', key)).toMatchObject({ status: 200, body: { sessions: 1 } })
    expect(await server.as().get('/api/session', { cookie: here })).toMatchObject({ status: 200 })
    expect(await server.as().get('/api/session', { cookie: elsewhere })).toMatchObject({ status: 401 })
    await entered('newcomer', 'second password')
    expect(server.faults).toEqual([])
  })

  it('leaves no trace of a password among the keys kept for repeats', async () => {
    const request = (body: object) => ({ route: 'PUT /accounts/own-password', params: {}, query: {}, body })
    const hash = (body: object) =>
      createHash('sha256')
        .update(canonical(request(body)))
        .digest('hex')
    const kept = (body: object) =>
      one(city.database.db, sql<{ n: number }>`select count(*) n from idempotency where request_hash = ${hash(body)}`)
    expect((await kept({ old: FIRST, password: 'second password' }))?.n).toBe(0)
    expect((await kept({}))?.n).toBe(1)
  })
})

describe('the list of accounts', () => {
  it('shows each administrator what they may do, and is closed to everybody else', async () => {
    for (const username of ['staff', 'head', 'leader', 'citizen', 'reporter']) {
      const { body } = await server.as(username).get('/api/320600/accounts')
      expect(body).toMatchObject({ total: 0 })
    }
    const { body } = await server.as('system').get('/api/320600/accounts?find=unithead')
    expect(body).toMatchObject({
      total: 1,
      rows: [
        {
          username: 'unithead',
          unit: '市科技局',
          failures: null,
          may: expect.arrayContaining(['accounts.set-rights']),
        },
      ],
    })
    expect(await server.as('putuostaff').get('/api/320600/accounts')).toMatchObject({ body: { total: 0 } })
    expect(server.faults).toEqual([])
  })
})
