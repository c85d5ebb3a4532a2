import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FaultError } from '#ui/api/errors.ts'
import { getFrom, onBeforeAnything, sendTo } from '#ui/api/request.ts'
import { signOutDebt } from './owedSignOut.ts'

let server: Server
let origin = ''
let seen: string[] = []
/** What the server answers to a sign-out; 0 is no answer at all. */
let answers = 204
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (request.method === 'GET' || request.method === 'POST') return void response.writeHead(200).end('{}')
    if (answers === 0) return void request.socket.destroy()
    const refusal = { code: 'kernel.cross-site-not-permitted', params: {}, field: null, fields: [] }
    return void response.writeHead(answers).end(answers === 403 ? JSON.stringify({ refusal }) : '')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  onBeforeAnything(async () => undefined)
  return new Promise(done => server.close(done))
})

const stored = new Map<string, string>()
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => void stored.set(name, value),
  removeItem: (name: string) => void stored.delete(name),
}
const aPage = (kept: Parameters<typeof signOutDebt>[1] = storage) => {
  const debt = signOutDebt(
    () => sendTo(`${origin}/session`, undefined, z.unknown(), { method: 'DELETE', isFirst: true }),
    kept,
  )
  onBeforeAnything(debt.settle)
  return debt
}
const read = () => getFrom(`${origin}/x`, z.unknown())
beforeEach(() => {
  stored.clear()
  seen = []
  answers = 204
})

describe('a sign-out that the server has not heard of', () => {
  it('is made before anything else is sent, once, however much waits for it', async () => {
    const debt = aPage()
    await read()
    debt.owe()
    await Promise.all([read(), sendTo(`${origin}/y`, {}, z.unknown()), read()])
    expect(seen.slice(0, 2)).toEqual(['GET /x', 'DELETE /session'])
    expect(seen.slice(2).toSorted()).toEqual(['GET /x', 'GET /x', 'POST /y'])
    expect([debt.isOwed(), stored.size]).toEqual([false, 0])
  })

  it.each([0, 500, 502])(
    'lets nothing be sent while it is answered with %s, in a page opened anew too',
    async status => {
      answers = status
      aPage().owe()
      for (const debt of [aPage(), aPage()]) {
        expect(debt.isOwed()).toBe(true)
        await expect(read()).rejects.toBeInstanceOf(FaultError)
        await expect(sendTo(`${origin}/y`, {}, z.unknown())).rejects.toBeInstanceOf(FaultError)
      }
      expect(new Set(seen)).toEqual(new Set(['DELETE /session']))
      answers = 204
      await read()
      expect(seen.slice(-2)).toEqual(['DELETE /session', 'GET /x'])
    },
  )

  it('is no longer owed when a rule refuses it, which would lock everybody out for ever', async () => {
    answers = 403
    const debt = aPage()
    debt.owe()
    await read()
    expect([debt.isOwed(), seen]).toEqual([false, ['DELETE /session', 'GET /x']])
  })

  it('of another window of this browser is heard of, and without storage it lasts as long as the page', async () => {
    const [one, other] = [aPage(), aPage()]
    one.owe()
    await other.settle()
    expect(seen).toEqual(['DELETE /session'])
    const closed = aPage(undefined)
    closed.owe()
    await read()
    expect(seen.slice(1)).toEqual(['DELETE /session', 'GET /x'])
  })

  it('tells who listens', async () => {
    const debt = aPage()
    let told = 0
    const stop = debt.subscribe(() => told++)
    debt.owe()
    await debt.settle()
    stop()
    debt.owe()
    expect(told).toBe(2)
  })
})
