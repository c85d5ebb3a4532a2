import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { jobKind, jobKindsOf } from './kinds.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let id: string

beforeAll(async () => {
  city = await aCity()
  city.kernel.jobs = jobKindsOf([
    { jobs: { 'test.work': jobKind({ input: z.object({}), run: async () => undefined }) } },
  ])
  server = await aServer(city)
  id = await city.do('staff', ctx => ctx.enqueue('test.work', {}))
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('long work over HTTP', () => {
  it('is hidden from everybody but its asker and the system operator', async () => {
    for (const username of ['staff2', 'head', 'leader', 'audit', 'citizen', 'putuostaff']) {
      expect(await server.as(username).get(`/api/320600/jobs/${id}`), username).toMatchObject({
        status: 404,
        body: { refusal: { code: 'jobs.not-found' } },
      })
      expect(await server.as(username).get('/api/320600/jobs'), username).toMatchObject({ body: { total: 0 } })
      expect((await server.as(username).post(`/api/320600/jobs/${id}/cancel`)).status, username).toBe(404)
    }
    expect((await server.as().get(`/api/320600/jobs/${id}`)).status).toBe(401)
  })

  it('tells the system operator and the auditor how backups stand, or that operators make them, and nobody else', async () => {
    expect(await server.as('system').get('/api/320600/jobs/backups')).toMatchObject({
      status: 200,
      body: { keeper: 'operators' },
    })
    const kept = {
      keeper: 'program' as const,
      state: 'off' as const,
      plan: { at: null, daily: 7, weekly: 4 },
      isPlanUnfit: false,
      wantedAt: null,
      last: null,
      count: 0,
      now: '2026-11-28T01:00:00.000Z',
    }
    city.kernel.backups = async () => kept
    for (const username of ['system', 'audit'])
      expect((await server.as(username).get('/api/320600/jobs/backups')).body, username).toEqual(kept)
    for (const username of ['staff', 'head', 'leader', 'security', 'citizen'])
      expect((await server.as(username).get('/api/320600/jobs/backups')).status, username).toBe(403)
    city.kernel.backups = undefined
  })

  it('is listed by state and cancelled by its asker, once', async () => {
    expect(await server.as('staff').get('/api/320600/jobs?state=waiting&kind=test.work')).toMatchObject({
      status: 200,
      body: { total: 1, rows: [{ id, kind: 'test.work', state: 'waiting', done: 0, total: null, error: null }] },
    })
    expect(await server.as('system').get('/api/320600/jobs?state=done')).toMatchObject({ body: { total: 0 } })
    expect(await server.as('staff').post(`/api/320600/jobs/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled', cancelAsked: false, may: ['jobs.read'] },
    })
    expect(await server.as('staff').post(`/api/320600/jobs/${id}/cancel`)).toMatchObject({
      status: 409,
      body: { refusal: { code: 'jobs.already-ended' } },
    })
    expect(server.faults).toEqual([])
  })
})
