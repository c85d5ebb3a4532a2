import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity } from '#server/testing/city.ts'
import { openToAnybody } from '#server/testing/securityTables.ts'
import { aServer } from '#server/testing/server.ts'
import { type Operation, operationsOf, type Product } from './badInput/testing/walk.ts'

/* What addresses carry and who may ask them, over all routes there are (ASVS 5.0, 6.3.4, 13.4.2, 13.4.5, 14.2.1, 15.3.7). */

let product: Product
let operations: Operation[]
beforeAll(async () => {
  const city = await aCity()
  product = { city, server: await aServer(city) }
  operations = await operationsOf(product)
})
afterAll(async () => {
  await product.server.close()
  await product.city.close()
})

const id = '01900000-0000-7000-8000-000000000000'
const sound = (url: string) =>
  url
    .replace(/:region|\{region\}/, '320600')
    .replace(/(queue\/)(?::kind|\{kind\})/, '$1organisation')
    .replace(/:(number|position)|\{(number|position)\}/g, '1')
    .replace(/:\w+|\{\w+\}/g, id)
const secret = /pass|secret|token|code|key|session|phone|number|cookie|auth/i

describe('an address', () => {
  it('has no part and no question in which something secret or personal would stand', () => {
    const named = operations.flatMap(({ route, path, query }) => {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      return [...parts, ...query.map(({ name }) => name)]
        .filter(name => secret.test(name))
        .map(name => `${route} ${name}`)
    })
    // The name of a session's row, which opens nothing; what opens is the token in the cookie. And which version of a bank is meant.
    const versions = ['', '/table', '/document'].map(
      form => `GET /participation/banks/{id}/versions/{number}${form} number`,
    )
    expect(named).toEqual(['POST /accounts/own-sessions/{session}/end session', ...versions])
    expect(operations.length).toBeGreaterThan(150)
    expect(secret.test('resetToken')).toBe(true)
  })

  it('asked with a question that is put twice is refused, with the question named', async () => {
    const taken: string[] = []
    let asked = 0
    for (const { method, path, route, query } of operations) {
      if (method !== 'GET') continue
      for (const { name, schema, required } of query) {
        const value = encodeURIComponent(
          String(schema.enum?.[0] ?? (/date/.test(schema.format ?? '') ? '2025-05-01' : '1')),
        )
        const others = query.filter(each => each.required && each.name !== name).map(each => `&${each.name}=1`)
        const url = `${sound(path)}?${name}=${value}&${name}=${value}${others.join('')}`
        const { status, body } = await product.server.as('staff').get(url)
        asked++
        // Lists of values are what some questions are made for.
        if (status !== 422 || !JSON.stringify(body).includes(`"${name}`))
          taken.push(`${route} ${name} ${status}${required ? ' required' : ''}`)
      }
    }
    expect(taken).toEqual([])
    expect(asked).toBeGreaterThan(100)
  })
})

describe('whoever is not signed in', () => {
  it('is answered by the routes that are written down as open, and by no other', async () => {
    const open: string[] = []
    for (const { method, url } of product.server.app.registered) {
      const by = product.server.as()
      const path = sound(url)
      const { status, body } = await (method === 'GET'
        ? by.get(path)
        : method === 'DELETE'
          ? by.delete(path)
          : method === 'PUT'
            ? by.put(path, {})
            : by.post(path, {}))
      if (status !== 401 || /session\.wrong/.test(JSON.stringify(body))) open.push(`${method} ${url}`)
    }
    // Where the form of a request is judged before the session, an empty one says 422: it is asked again in its sound form elsewhere.
    expect(open.filter(route => !openToAnybody.has(route) && !formFirst.has(route))).toEqual([])
    expect([...openToAnybody.keys()].filter(route => !open.includes(route))).toEqual([])
  })

  it('gets a session by the ways that are written down, and by no other', () => {
    const ways = [...openToAnybody].filter(([, { session }]) => session).map(([route]) => route)
    expect(ways).toEqual(['POST /api/session', 'POST /api/:region/citizens/session'])
    // Nothing else of the product makes a row of a session; `product` tests only could.
    expect(product.server.app.registered.filter(({ url }) => /accounts\/(sign|callback|oauth)/.test(url))).toEqual([])
  })

  it.each([
    '/debug',
    '/metrics',
    '/health',
    '/api/accounts/sign-in/email',
    '/api/accounts/get-session',
    '/__vite',
    '/server-status',
    '/api/graphql',
  ])('finds nothing for debugging or watching at %s', async url => {
    expect((await product.server.as().get(url)).status).toBe(404)
    expect((await product.server.as().post(url)).status).toBe(404)
  })

  it('is told no more of a fault where the program is started for debugging', async () => {
    process.env.JIANGHAI_DEBUG = '1'
    try {
      const failing = await aServer(product.city, {
        demonstration: async () => {
          throw new Error('a planted fault')
        },
      })
      const { status, body } = await failing.as().get('/api/session/demonstration')
      expect(status).toBe(500)
      expect(JSON.stringify(body)).toMatch(/^\{"fault":\{"reference":"[0-9a-f]{12}"\}\}$/)
      await failing.close()
    } finally {
      delete process.env.JIANGHAI_DEBUG
    }
  })
})

/** Routes whose form is judged before the session, because their own handlers look at it: nothing is done, nothing is told. */
const formFirst = new Set([
  'GET /api/:region/evidence',
  'GET /api/:region/log/inclusion',
  'GET /api/:region/log/consistency',
])
