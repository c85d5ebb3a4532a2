import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import type { Route } from '#kernel/room.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { sampleOf } from '#server/testing/sample.ts'
import { aServer } from '#server/testing/server.ts'
import { writesOfRooms } from '#server/testing/writes.ts'
import { rooms } from './rooms.ts'

/** Writes that take no key, and why none is needed. */
const withoutKey: Readonly<Record<string, string>> = {
  'POST /api/session': 'each sign-in makes a session of its own; the count of failures is meant to rise',
  'POST /api/:region/citizens/code': 'one code a minute and number, whatever is sent',
  'POST /api/:region/citizens/session': 'a code is used up by the first',
  'DELETE /api/:region/citizens/session': 'ending what has ended changes nothing',
  'DELETE /api/session': 'ending what has ended changes nothing',
  'POST /api/session/first-run': 'refused as soon as there is a region, so it cannot be done twice',
}

/** What bodies must hold beyond what their JSON Schema says. */
const beyondSchema: Readonly<Record<string, object>> = {
  'POST /intake/pages': { text: '会议听取了汇报。' },
  'POST /indicators/observations': { value: 1 },
}

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let address: string
let citizen: Awaited<ReturnType<typeof aCitizen>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  citizen = await aCitizen(city, NANTONG)
  server.holdBeside(citizen.cookie)
  address = await server.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await server.close()
  await city.close()
})

/** Sends over a socket, as a browser would. */
async function fetched(as: string, method: string, url: string, body: unknown, key: string) {
  const answer = await fetch(`${address}${url}`, {
    method,
    headers: {
      cookie: await server.cookieOf(as),
      'x-jianghai': '1',
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.text() }
}

const counted = async (table: string) =>
  (await one(city.database.db, sql<{ n: number }>`select count(*) n from ${sql.table(table)}`))?.n ?? 0

describe('fifty equal requests sent at once under one key', () => {
  it.each(writesOfRooms)('have one effect and fifty equal answers: $name', async ({ as, make }) => {
    const write = await make(async (username, { url, body }) => {
      const { text } = await fetched(username, 'POST', url, body, randomUUID())
      return JSON.parse(text) as Record<string, unknown>
    }, city)
    const [entries, kept] = [await counted('log_entry'), await counted('idempotency')]
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => fetched(as, write.method, write.url, write.body, key)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await counted('idempotency')).toBe(kept + 1)
    const written = (await counted('log_entry')) - entries

    // The same request under another key is another act: it has as many entries again, or is refused as already done.
    const again = await fetched(as, write.method, write.url, write.body, randomUUID())
    const more = (await counted('log_entry')) - entries - written
    expect(more).toBe(again.status === 200 ? written : 0)
    expect(written).toBeGreaterThan(0)
  })
})

const writes = rooms.flatMap(room => room.routes.filter(({ method }) => method !== 'GET'))
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`

function urlOf({ path, takes }: Route): string {
  const params = (takes.params ? sampleOf(takes.params) : {}) as Record<string, string>
  return `/api/${NANTONG}${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'x'))}`
}

/** Notes that somebody used a key before, for another request. */
async function usedBefore(username: string, key: string, by: Route['by'] = 'member'): Promise<void> {
  const { id } = by === 'member' ? await city.as(username) : citizen
  const hash = createHash('sha256').update('another request').digest('hex')
  await run(
    city.database.db,
    sql`insert into idempotency (region_id, key, request_hash, response, at)
      values (${NANTONG}, ${`${id}:${key}`}, ${hash}, '{"result": null}', ${city.clock.now()})`,
  )
}

describe('every write route', () => {
  it('takes a key, or is listed with the reason why it need not', () => {
    const ofRooms = new Set(writes.map(route => `${route.method} /api/:region${route.path}`))
    const others = server.app.registered
      .filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
      .map(({ method, url }) => `${method} ${url}`)
      .filter(name => !ofRooms.has(name))
    expect(others.toSorted()).toEqual(Object.keys(withoutKey).toSorted())
    expect(writes.length).toBeGreaterThan(60)
  })

  it('that takes one refuses it when it comes back with another request, before anything is done', async () => {
    const before = await counted('log_entry')
    const wrong: string[] = []
    // An answer that shows a secret is kept nowhere, so a repeat is a request of its own (accounts/secondFactor.test.ts).
    const kept = writes.filter(route => !route.givesSecret)
    for (const route of kept) {
      const key = randomUUID()
      await usedBefore('staff', key, route.by)
      const body = Object.assign({}, route.takes.body && sampleOf(route.takes.body), beyondSchema[nameOf(route)])
      const { status, text } = await fetched('staff', route.method, urlOf(route), body, key)
      if (status !== 409 || !text.includes('kernel.key-conflict')) wrong.push(`${nameOf(route)}: ${status} ${text}`)
    }
    expect(wrong).toEqual([])
    expect(await counted('log_entry')).toBe(before)
    expect(server.faults).toEqual([])
    console.log(
      `once: ${kept.length} write routes honour the key; ${writes.length - kept.length} show a secret; ${Object.keys(withoutKey).length} need none`,
    )
  })

  it('keeps one person’s key apart from another’s, and refuses one too short to be a key', async () => {
    const [route] = writes.filter(({ path }) => path === '/registry/organisations')
    if (!route) throw new Error('the route is gone')
    const key = randomUUID()
    await usedBefore('staff', key)
    const body = { name: '枕流装备有限公司', type: 'firm' }
    expect((await fetched('staff2', 'POST', urlOf(route), body, key)).status).toBe(200)
    expect((await fetched('staff', 'POST', urlOf(route), body, 'short')).status).toBe(422)
    expect(await rows(city.database.db, sql`select 1 from organisation where name = '枕流装备有限公司'`)).toHaveLength(
      1,
    )
  })
})
