import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { type Faults, faultsOn, type When } from '#server/testing/faults.ts'
import { aServer } from '#server/testing/server.ts'
import { type Write, writesOfRooms } from '#server/testing/writes.ts'

/**
 * A fault at each step of a write, not a random one: the connection breaks at the first statement, at the second, and so on until the
 * write runs through; then it is sent again under the same key. In the short form a statement breaks alternately before it is sent and
 * after it was done, the commit both ways, and the statements that look up the session are broken for the first write only.
 */
const isFull = process.env.JIANGHAI_STORM === 'full'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let faults: Faults
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  faults = faultsOn(city.database)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const send = (as: string, { method, url, body }: Write, key?: string) => {
  const headers = key === undefined ? {} : { 'idempotency-key': key }
  return method === 'POST' ? server.as(as).post(url, body, headers) : server.as(as).put(url, body, headers)
}

/** Sends what a write needs beforehand; it must succeed. */
async function prepared(as: string, write: Write): Promise<Record<string, unknown>> {
  const { status, body } = await send(as, write)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Record<string, unknown>
}

/** How many rows each table has: two runs have one effect when every table grew by the same. Named as the catalogue quotes them. */
let counting = ''
async function counts(): Promise<Record<string, number>> {
  if (counting === '') {
    const tables = await rows(
      city.database.db,
      sql<{
        name: string
      }>`select quote_ident(relname) name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'named_lock'`,
    )
    counting = tables.map(({ name }) => `select '${name}' as name, count(*) as n from ${name}`).join(' union all ')
  }
  const found = await rows(city.database.db, sql.raw<{ name: string; n: number }>(counting))
  return Object.fromEntries(found.map(({ name, n }) => [name, n]))
}

function grown(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const changed = Object.entries(after).map(([table, n]) => [table, n - (before[table] ?? 0)] as const)
  return Object.fromEntries(changed.filter(([, by]) => by !== 0))
}

const code = (body: unknown) => (body as { refusal?: { code: string } }).refusal?.code

describe.each(writesOfRooms)('$name', { timeout: 600_000 }, ({ name, as, make }) => {
  it('has one effect and one answer wherever the connection broke, once it was sent again under the same key', async () => {
    // The first run shows what the effect is, and how many statements it takes.
    await server.as(as).get('/api/session')
    const first = await make(prepared, city)
    const start = await counts()
    faults.breakAt(0, 'before')
    const done = await send(as, first, randomUUID())
    const { sent } = faults.heal()
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    const effect = grown(start, await counts())
    expect(effect).toMatchObject({ idempotency: 1, log_entry: expect.any(Number) })

    const begun = sent.findIndex(text => text.startsWith('start transaction') || text === 'begin') + 1
    const from = isFull || name === writesOfRooms[0]?.name ? 1 : begun
    let [points, absorbed] = [0, 0]
    let isThrough = false
    for (let statement = from; !isThrough; statement++) {
      const modes: When[] =
        isFull || sent[statement - 1] === 'commit' ? ['before', 'after'] : [statement % 2 ? 'before' : 'after']
      for (const when of modes) {
        const write = await make(prepared, city)
        const before = await counts()
        const key = randomUUID()
        faults.breakAt(statement, when)
        const broken = await send(as, write, key)
        const at = faults.heal().broken
        isThrough = at === undefined
        if (isThrough) {
          expect(broken.status).toBe(200)
          continue
        }
        points += 1
        const where = `${when} ${at}`
        const isDone = at === 'commit' && when === 'after'
        if (broken.status !== 200) {
          expect(broken, where).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
          const expected = at === 'commit' ? 'kernel.outcome-unavailable' : 'kernel.database-unavailable'
          expect(code(broken.body), where).toBe(expected)
          if (!isDone) expect(grown(before, await counts()), where).toEqual({})
        } else {
          // Only a look-up of the session may be made again unseen: nothing of the write had begun.
          expect(statement, where).toBeLessThan(begun)
          absorbed += 1
        }

        const again = await send(as, write, key)
        expect(again.status, `${where}: ${JSON.stringify(again.body)}`).toBe(200)
        if (broken.status === 200) expect(again.body, where).toEqual(broken.body)
        expect((await send(as, write, key)).body, where).toEqual(again.body)
        expect(grown(before, await counts()), where).toEqual(effect)
      }
    }
    expect(points).toBeGreaterThan(5)
    expect(server.faults).toEqual([])
    console.log(`faults: ${name}: ${points} points (${absorbed} made good at once), one effect each`)
  })
})
