import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { evidenceAnswer } from '#contract/kernel.ts'
import { home, waiting } from '#contract/publishing.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let meetingId: string
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  const made = z.object({ id: z.uuid() }).loose()
  const send = async (method: 'post' | 'put', path: string, body: object) => {
    const answer = await server.as('staff')[method](`/api/320600${path}`, body)
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
    return answer.body
  }
  const series = made.parse(
    await send('post', '/gatherings/series', {
      code: 'bimonthly',
      nameZh: '科技创新双月例会',
      nameEn: 'Bimonthly innovation meeting',
      everyMonths: 2,
      monthWindow: 'mid-month',
      avoidHolidays: true,
      startTime: '14:00',
      minutesBudget: 60,
      template: [],
    }),
  )
  const meeting = made.parse(
    await send('post', '/gatherings', {
      kind: 'series',
      seriesId: series.id,
      title: '5月例会',
      heldOn: '2025-05-12',
      startTime: '14:00',
      minutesBudget: 60,
    }),
  )
  meetingId = meeting.id
  await send('put', `/gatherings/${meetingId}/agenda`, {
    version: 1,
    items: [
      { title: '任务回报', mode: 'report', minutes: 25 },
      { title: '逐家点评', mode: 'review', minutes: 50 },
    ],
  })
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const homeOf = async (username: string, query = '') =>
  home.parse((await server.as(username).get(`/api/320600/publishing/home${query}`)).body)

describe('the first page', () => {
  it('is refused to citizens and to nobody signed in', async () => {
    expect(await server.as('citizen').get('/api/320600/publishing/home')).toMatchObject({
      status: 404,
      body: { refusal: { code: 'publishing.not-found' } },
    })
    expect((await server.as().get('/api/320600/publishing/home')).status).toBe(401)
  })

  it('tells the office of the pack to freeze, two working days before the meeting already late', async () => {
    const { needs, today } = await homeOf('staff')
    expect(today).toBe('2025-05-08')
    expect(needs).toMatchObject([{ reason: 'freeze-pack', group: 'late', href: `/gatherings/${meetingId}/pack` }])
    const counts = waiting.parse((await server.as('staff').get('/api/320600/publishing/waiting')).body)
    expect(counts).toEqual({ today: 1, gatherings: 1 })
  })

  it('tells those who freeze nothing of the meeting alone', async () => {
    for (const username of ['viewer', 'reporter', 'leader', 'audit']) {
      const { needs, next, since } = await homeOf(username)
      expect(needs, username).toEqual([])
      expect(next?.meeting, username).toMatchObject({ on: '2025-05-12', time: '14:00', workdaysLeft: 2 })
      expect(since, username).toBeNull()
    }
  })

  it('counts the minutes planned beyond the meeting, and shows what they are made of', async () => {
    const { next } = await homeOf('viewer')
    expect(next).toMatchObject({ planned: { value: 75, evidence: 'computed' }, budget: 60 })
    const { kind, id, field } = next?.planned.ref ?? { kind: '', id: '', field: '' }
    const path = `/api/320600/evidence?kind=${kind}&id=${id}&field=${field}`
    const { items } = evidenceAnswer.parse((await server.as('viewer').get(path)).body)
    expect(items).toMatchObject([
      { kind: 'computed', formula: 'publishing.formula-planned', total: 2, inputs: [{ value: '25' }, { value: '50' }] },
    ])
  })

  it('as of a day before anything was known has nothing', async () => {
    expect(await homeOf('staff', '?asOf=2025-05-08T00:00:00Z')).toMatchObject({ needs: [], next: null, units: [] })
    expect(server.faults).toEqual([])
  })
})
