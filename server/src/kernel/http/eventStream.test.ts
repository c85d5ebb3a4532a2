import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { one, run, sql } from '#kernel/database/sql.ts'
import { anyone, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { room, route } from '#kernel/room.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { streamQuery } from './eventStream.ts'

const policy = { 'tide.watch': anyone }
let asked = 0
let says: () => number = () => ++asked
const tide = room({
  name: 'tide',
  directory: import.meta.dirname,
  policy,
  routes: [
    route(
      {
        method: 'GET',
        path: '/tide/stream',
        act: 'tide.watch',
        takes: { query: streamQuery },
        gives: z.object({ height: z.int() }),
        summary: 'How high it is',
        everyMs: 10,
      },
      async ctx => {
        must(ctx, policy, 'tide.watch', { regionId: ctx.regionId })
        return { height: says() }
      },
    ),
  ],
})

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let origin = ''
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, { more: [tide] })
  origin = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const path = '/api/320600/tide/stream'
const watch = (cookie: string, seconds: number, signal?: AbortSignal) =>
  fetch(`${origin}${path}?for=${seconds}`, { headers: { cookie }, ...(signal ? { signal } : {}) })

/** The events of an answer, until it ends. */
async function eventsOf(answer: Response): Promise<string[]> {
  return (await answer.text()).split('\n\n').filter(text => text !== '')
}

/** An answer's body after its first event came. */
async function begun(answer: Response) {
  const reader = answer.body?.getReader()
  await reader?.read()
  return {
    async rest(): Promise<string> {
      let text = ''
      for (;;) {
        const piece = await reader?.read()
        if (!piece || piece.done) return text
        text += new TextDecoder().decode(piece.value)
      }
    },
  }
}

async function untilNoneIsOpen(): Promise<void> {
  while (server.app.streams.count() > 0) await new Promise(resolve => setTimeout(resolve, 5))
}

describe('a stream of events', () => {
  it('is one event for whoever asks once, closed like every other answer', async () => {
    const answer = await server.as('staff').get(path)
    expect(answer).toMatchObject({ status: 200, body: expect.stringMatching(/^data: \{"height":\d+\}\n\n$/) })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  it('tells anew what is asked anew, and ends by itself', async () => {
    asked = 0
    const events = await eventsOf(await watch(await server.cookieOf('staff'), 1))
    expect(events).toHaveLength(101)
    expect(events.slice(0, 3)).toEqual(['data: {"height":1}', 'data: {"height":2}', 'data: {"height":3}'])
    await untilNoneIsOpen()
  })

  it('is refused like any other answer to who is not signed in', async () => {
    expect(await server.as().get(path)).toMatchObject({
      status: 401,
      body: { refusal: { code: 'session.not-signed-in' } },
    })
    expect((await server.as('staff').get(`${path}?for=901`)).status).toBe(422)
  })

  it('ends with the session, which being watched does not prolong', async () => {
    const cookie = await server.sessionOf('head')
    await run(city.database.db, sql`update "session" set "updatedAt" = now() - interval '50 minutes'`)
    const expiry = () => one(city.database.db, sql<{ at: string }>`select max("expiresAt")::text at from "session"`)
    const before = await expiry()
    const stream = await begun(await watch(cookie, 900))
    expect(await expiry()).toEqual(before)
    await run(city.database.db, sql`delete from "session"`)
    expect(await stream.rest()).toMatch(/event: ended\ndata: \{"code":"session.not-signed-in"\}\n\n$/)
    await untilNoneIsOpen()
  })

  it('ends with what is refused or goes wrong later, and a fault tells its reference only', async () => {
    const cookie = await server.sessionOf('staff')
    says = () => ++asked
    const refused = await begun(await watch(cookie, 900))
    says = () => {
      throw refuse('kernel.route-not-found')
    }
    expect(await refused.rest()).toContain('event: ended\ndata: {"code":"kernel.route-not-found"}')
    says = () => ++asked
    const broken = await begun(await watch(cookie, 900))
    says = () => {
      throw new Error('a secret')
    }
    expect(await broken.rest()).toMatch(/event: fault\ndata: \{"reference":"[0-9a-f]{12}"\}/)
    expect(server.faults.splice(0)).toMatchObject([{ message: 'a secret' }])
    says = () => ++asked
  })

  it('is there so many times for a session, and again once a window was closed', async () => {
    const cookie = await server.sessionOf('staff')
    const windows = Array.from({ length: 4 }, () => new AbortController())
    await Promise.all(windows.map(async ({ signal }) => begun(await watch(cookie, 900, signal))))
    const fifth = await watch(cookie, 900)
    expect(fifth.status).toBe(429)
    expect(await fifth.json()).toMatchObject({ refusal: { code: 'kernel.streams-too-many' } })
    expect((await watch(await server.sessionOf('head'), 0)).status).toBe(200)
    for (const window of windows) window.abort()
    await untilNoneIsOpen()
    expect((await watch(cookie, 0)).status).toBe(200)
  })
})

describe('a server that stops', () => {
  it('ends the streams, and does not wait for them', async () => {
    const own = await aServer(city, { more: [tide] })
    const at = await own.app.listen({ host: '127.0.0.1', port: 0 })
    const cookie = await own.sessionOf('staff')
    const stream = await begun(await fetch(`${at}${path}?for=900`, { headers: { cookie } }))
    const rest = stream.rest()
    await own.close()
    expect(await rest).not.toContain('event:')
  })
})
