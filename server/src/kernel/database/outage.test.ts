import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { NANTONG } from '#server/testing/city.ts'
import { aPlace, type Place } from '#server/testing/place.ts'
import { type PostgresServer, startPostgres } from '#server/testing/postgres.ts'
import { type Served, send, serving } from '#server/testing/storm.ts'
import { putRegion, systemActor } from '../accounts/members.ts'
import { startKernel } from '../boot.ts'
import { systemClock } from '../clock.ts'
import { jobs, startJobs } from '../jobs/index.ts'
import { roomOfTwoSteps } from '../jobs/testing/doomed.ts'
import { passingSigner } from '../log/checkpoint.ts'
import { startSequencer } from '../log/sequencer.ts'
import { command } from '../run.ts'
import { openPostgres } from './open.ts'
import { one, rows, sql } from './sql.ts'

/** Only a server can be away; the embedded database is in the process itself. */
const onServer = inject('postgresUrl') !== undefined

describe.runIf(onServer)('a PostgreSQL server that is away and comes back', () => {
  let server: PostgresServer
  let place: Place
  let served: Served
  beforeAll(async () => {
    // A server that is set to lose the last commits: the product’s own connections must not let it.
    server = await startPostgres({ settings: { synchronous_commit: 'off' } })
    place = await aPlace(['staff'], { server: server.url })
    served = await serving(place)
  })
  afterAll(async () => {
    await served?.end('SIGKILL')
    await server?.stop()
  })

  it('is told to everybody with 503 and when to come again: readers, writers, and those who sign in or out', async () => {
    const cookie = place.cookies.get('staff') ?? ''
    await server.kill()
    const refusal = { refusal: { code: 'kernel.database-unavailable', params: {}, field: null, fields: [] } }
    const answers = await Promise.all([
      send(served.url, cookie, '/matters'),
      send(served.url, cookie, '/matters', { title: '断线' }),
      session('POST', { username: 'staff', password: 'not-known-here' }),
      session('DELETE'),
      session('GET'),
    ])
    for (const answer of answers) expect(answer).toEqual({ status: 503, retryAfter: '3', body: refusal })
    expect(served.lives()).toBe(true)
    await server.startAgain()
    expect((await send(served.url, cookie, '/matters')).status).toBe(200)
    expect((await send(served.url, cookie, '/matters', { title: '复线' })).status).toBe(200)

    async function session(method: string, body?: object) {
      const answer = await fetch(`${served.url}/api/session`, {
        method,
        headers: { cookie, 'x-jianghai': '1', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() }
    }
  })

  it('finds the job it was away under ended, each step once, and the log in its tree, without anybody’s doing', async () => {
    const database = await openPostgres(await server.newDatabase())
    let times = 0
    const room = roomOfTwoSteps(async () => {
      times += 1
      if (times > 1) return
      await server.kill()
      setTimeout(() => void server.startAgain(), 500)
    })
    const kernel = await startKernel(database, [jobs, room], systemClock())
    await putRegion(database.db, { regionId: NANTONG, nameZh: '南通市', nameEn: 'Nantong', demonstration: false })
    const faults: unknown[] = []
    const sequencer = startSequencer(database, kernel.clock, passingSigner(), error => faults.push(error))
    const runner = await startJobs(kernel, { onFault: error => faults.push(error), lookMs: 100, silentMs: 1500 })
    await command(kernel, systemActor(NANTONG), NANTONG, ctx => ctx.enqueue('doomed.work', {}))
    for (;;) {
      const job = await one(database.db, sql<{ state: string }>`select state from job`).catch(() => undefined)
      const pending = await rows(database.db, sql`select 1 from log_pending`).catch(() => [1])
      if (job && job.state !== 'waiting' && job.state !== 'running' && pending.length === 0) break
      await pause(50)
    }
    expect(await rows(database.db, sql`select state, error_code from job`)).toEqual([
      { state: 'done', errorCode: null },
    ])
    expect(
      await rows(
        database.db,
        sql`select event, count(*) n from log_entry where event like 'doomed.%' group by event order by event`,
      ),
    ).toEqual([
      { event: 'doomed.first', n: 1 },
      { event: 'doomed.second', n: 1 },
    ])
    await runner.stop()
    await sequencer.stop()
    await database.close()
  })
})
