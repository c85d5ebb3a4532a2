import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { one, sql } from '#kernel/database/sql.ts'
import { NANTONG } from './city.ts'
import type { Place } from './place.ts'

/** Whether the long form of the storms was asked for. */
export const isFull = process.env.JIANGHAI_STORM === 'full'

export type Served = {
  url: string
  /** Whether the process lives. */
  lives(): boolean
  said(): string
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Serves a place from a process of its own. */
export async function serving(place: Place): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'serving.ts'), place.data], {
    env: { ...process.env, DATABASE_URL: place.databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  child.stdout?.on('data', chunk => {
    out += String(chunk)
  })
  child.stderr?.on('data', chunk => {
    said = (said + String(chunk)).slice(-20_000)
  })
  const lives = () => child.exitCode === null && child.signalCode === null
  while (!out.includes('\n')) {
    if (!lives()) throw new Error(`the process ended before it served: ${said}`)
    await pause(5)
  }
  return {
    url: out.trim(),
    lives,
    said: () => said,
    end(signal) {
      if (!lives()) return Promise.resolve(child.exitCode)
      return new Promise(resolve => {
        child.once('exit', code => resolve(code))
        child.kill(signal)
      })
    },
  }
}

/** One request that writes, and what became of it. */
export type Sent = { key: string; path: string; body: object; answer: { id: string; version: number } | undefined }
type Answered = { status: number; retryAfter: string | null; body: unknown }

/** Sends one request as somebody; throws when no answer comes. */
export async function send(url: string, cookie: string, path: string, body?: object, key?: string): Promise<Answered> {
  const answer = await fetch(`${url}/api/${NANTONG}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      cookie,
      ...(body ? { 'content-type': 'application/json', 'x-jianghai': '1' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(30_000),
  })
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() }
}

/**
 * Clerks who write without a pause: each drafts a matter with two parts, which writes the matter, its history, the parts and an entry of
 * the log, and changes it, and begins again. What was sent and what was acknowledged is kept.
 */
function clerks(cookie: string, unitId: string, count = 6) {
  const sent: Sent[] = []
  const refused = new Map<string, number>()
  let url: string | undefined
  let isOver = false
  let lastAck = 0

  async function one(path: string, body: object): Promise<{ id: string; version: number } | undefined> {
    const at = url
    if (at === undefined) {
      await pause(5)
      return undefined
    }
    const request: Sent = { key: randomUUID(), path, body, answer: undefined }
    sent.push(request)
    try {
      const { status, body: said } = await send(at, cookie, path, body, request.key)
      if (status === 200) {
        request.answer = said as { id: string; version: number }
        lastAck = performance.now()
        return request.answer
      }
      const code = codeOf(said)
      refused.set(`${status} ${code}`, (refused.get(`${status} ${code}`) ?? 0) + 1)
      // What a rule refused was not done. Anything else leaves it open, and is asked for again at the end.
      if (status < 500) sent.splice(sent.indexOf(request), 1)
      await pause(20)
    } catch {
      await pause(5)
    }
    return undefined
  }

  async function write(clerk: number): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const title = `风浪 ${clerk}-${n}`
      const drafted = await one('/matters', { title, parts: [{ role: 'lead', unitId, weight: 100 }] })
      if (drafted && !isOver)
        await one(`/matters/${drafted.id}/edit`, {
          version: drafted.version,
          fields: { title: `${title} 改`, goal: '改过' },
        })
    }
  }

  const working = Array.from({ length: count }, (_, clerk) => write(clerk))
  return {
    sent,
    refused,
    acknowledged: () => sent.filter(each => each.answer).length,
    to(address: string | undefined) {
      url = address
    },
    /** Resolves when so many more were acknowledged: a storm on a slow machine takes longer, and is no smaller. */
    async nextAcks(count: number): Promise<void> {
      const goal = this.acknowledged() + count
      while (this.acknowledged() < goal) await pause(5)
    },
    /** Resolves at the next acknowledgement and gives how long it took, in milliseconds. */
    async nextAck(): Promise<number> {
      const from = performance.now()
      while (lastAck <= from) await pause(2)
      return lastAck - from
    },
    async stop() {
      isOver = true
      await Promise.all(working)
    },
  }
}

/** Clerks at a place nobody has open yet; `to` gives them the address to write to. */
export async function clerksOf(place: Place) {
  const database = await place.open()
  const unit = await one(database.db, sql<{ id: string }>`select id from unit where code = 'science'`)
  await database.close()
  const cookie = place.cookies.get('staff')
  if (!unit || !cookie) throw new Error('the place has no such unit, or the clerk is not signed in')
  return { cookie, working: clerks(cookie, unit.id) }
}

function codeOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'nothing'
  if ('refusal' in body && typeof body.refusal === 'object' && body.refusal && 'code' in body.refusal)
    return String(body.refusal.code)
  return 'fault'
}

export type Reckoning = { acknowledged: number; lost: number; unknown: number; unknownDone: number; half: string[] }

/**
 * What became of what was sent: every request is sent once more with its key. An acknowledged one must give the same answer, and must
 * have done nothing again; then the whole database is looked at for halves.
 */
export async function reckon(url: string, cookie: string, sent: readonly Sent[]): Promise<Reckoning> {
  const done: Reckoning = { acknowledged: 0, lost: 0, unknown: 0, unknownDone: 0, half: [] }
  const left = [...sent]
  const ask = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { key, path, body, answer } = next
      const again = await send(url, cookie, path, body, key)
      if (answer) {
        done.acknowledged += 1
        if (again.status !== 200 || JSON.stringify(again.body) !== JSON.stringify(answer)) done.lost += 1
      } else {
        done.unknown += 1
        if (again.status === 200) done.unknownDone += 1
        else done.half.push(`${path} ${key}: ${again.status} ${JSON.stringify(again.body)}`)
      }
    }
  }
  await Promise.all([ask(), ask(), ask(), ask()])
  const all = done.acknowledged + done.unknownDone
  const titles = sent.filter(each => each.path === '/matters').map(each => each.body)
  const { body } = await send(url, cookie, '/matters?limit=1&find=风浪')
  const total = typeof body === 'object' && body && 'total' in body ? body.total : undefined
  if (total !== undefined && total !== titles.length) done.half.push(`${titles.length} drafted, ${String(total)} there`)
  if (all !== sent.length) done.half.push(`${sent.length} sent, ${all} answered`)
  return done
}

export const seconds = (times: readonly number[]) =>
  `${(Math.min(...times) / 1000).toFixed(1)}–${(Math.max(...times) / 1000).toFixed(1)} s`

/** A storm that nothing was written in, or nothing acknowledged, proves nothing. */
export function expectWhole(done: Reckoning, halves: readonly string[]): void {
  expect(done.acknowledged).toBeGreaterThan(20)
  expect(done).toMatchObject({ lost: 0, half: [] })
  expect(halves).toEqual([])
}
