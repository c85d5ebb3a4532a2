import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { openToAnybody } from '#server/testing/securityTables.ts'
import { aServer } from '#server/testing/server.ts'
import { usualLimits } from './limits.ts'

/* What may be read without signing in, held to a pace by address: one program must not take what a city reads. */

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const openReads = [...openToAnybody.keys()]
  .filter(route => route.startsWith('GET '))
  .map(route => route.slice(4).replace(':region', String(NANTONG)).replace(':id', crypto.randomUUID()))
const quizzes = `/api/${NANTONG}/participation/open`
const limited = (atOnce: number, parts: Parameters<typeof aServer>[1] = {}) =>
  aServer(city, { limits: { ...usualLimits, openReads: { atOnce, perMinute: 1 } }, ...parts })

describe('whoever is not signed in', () => {
  it('reads every open route for a while and is then told when to come again, and no other address with them', async () => {
    expect(openReads.length).toBeGreaterThan(7)
    for (const url of openReads) {
      const server = await limited(1, { trustedProxies: ['127.0.0.1'], publicOrigin: 'https://jianghai.example' })
      const from = (address: string) =>
        server.as().get(url, { 'x-forwarded-proto': 'https', 'x-forwarded-for': address })
      expect((await from('198.51.100.7')).status, url).not.toBe(429)
      const second = await from('198.51.100.7')
      expect(second, url).toMatchObject({
        status: 429,
        body: { refusal: { code: 'kernel.open-reads-too-many' } },
      })
      expect(Number(second.headers['retry-after']), url).toBeGreaterThan(30)
      expect((await from('198.51.100.8')).status, url).not.toBe(429)
      await server.close()
    }
  })

  it('is not another for saying so, nor for another address out of the half of IPv6 that one client holds', async () => {
    const plain = await limited(1)
    expect((await plain.as().get(quizzes, { 'x-forwarded-for': '198.51.100.7' })).status).toBe(200)
    expect((await plain.as().get(quizzes, { 'x-forwarded-for': '198.51.100.8' })).status).toBe(429)
    await plain.close()
    const behind = await limited(1, { trustedProxies: ['127.0.0.1'], publicOrigin: 'https://jianghai.example' })
    const from = (address: string) =>
      behind.as().get(quizzes, { 'x-forwarded-proto': 'https', 'x-forwarded-for': address })
    expect((await from('2001:db8:1:2::1')).status).toBe(200)
    expect((await from('2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await from('2001:db8:1:3::1')).status).toBe(200)
    await behind.close()
  })

  it('does not stop an office or a sign-in behind the same address, nor is counted for them', async () => {
    const server = await limited(2)
    for (let time = 0; time < 5; time++)
      expect((await server.as('staff').get(`/api/${NANTONG}/matters?limit=1`)).status).toBe(200)
    for (const status of [200, 200, 429, 429]) expect((await server.as().get(quizzes)).status).toBe(status)
    expect((await server.as('staff').get(`/api/${NANTONG}/matters?limit=1`)).status).toBe(200)
    // Wrong, and judged: the door is another.
    expect((await server.as().post('/api/session', { username: 'nobody', password: 'x' })).status).toBe(401)
    await server.close()
  })
})

it('a district behind one address is let in: by default ten thousand people may open a quiz within ten minutes', () => {
  const { atOnce, perMinute } = usualLimits.openReads ?? { atOnce: 0, perMinute: 0 }
  const [people, minutes, readsEach] = [10_000, 10, 5]
  expect(perMinute * minutes).toBeGreaterThanOrEqual(people * readsEach)
  expect(atOnce).toBeGreaterThanOrEqual(perMinute)
})
