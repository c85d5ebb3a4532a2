import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Meeting as MeetingAnswer, meeting as meetingShape } from '#contract/gatherings.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import type { FactAccepted } from '../intake/events.ts'
import { draftFromFact, withdrawWithFact } from './facts.ts'
import { createMeeting, createSeries, meetingList, nextMeetings, putAgenda, setMeetingState } from './index.ts'
import { meetingDetail, meetingMarks } from './queries/meetings.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let seriesId: string
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  seriesId = await aSeries('bimonthly', 2)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const refusal = (code: string, field?: string) =>
  expect.objectContaining({ code, ...(field === undefined ? {} : { field }) })
const detail = (id: string, asOf?: Date) =>
  city.ask('viewer', ctx => meetingDetail(ctx, id), asOf === undefined ? {} : { asOf })

async function aSeries(code: string, everyMonths: number) {
  const made = await city.do('staff', ctx =>
    createSeries(ctx, {
      code,
      nameZh: '科技创新双月例会',
      nameEn: 'Bimonthly innovation meeting',
      everyMonths,
      monthWindow: 'mid-month',
      avoidHolidays: true,
      startTime: '14:00',
      minutesBudget: 180,
      place: '市行政中心',
      template: [
        { title: '上次任务回报', mode: 'hear', minutes: 25 },
        { title: '逐家点评', mode: 'review', minutes: 80 },
        { title: '讲评与部署', mode: 'report' },
      ],
    }),
  )
  return made.id
}

const plan = (title: string, heldOn: string, of: string | null = seriesId) =>
  city.do('staff', ctx => createMeeting(ctx, { seriesId: of, title, heldOn }))

describe('planning a meeting', () => {
  it('is refused to units, leaders and viewers; another region does not know the room', async () => {
    for (const user of ['reporter', 'unithead', 'leader', 'viewer'])
      await expect(
        city.do(user, ctx => createMeeting(ctx, { title: '甲', heldOn: '2025-05-12' })),
      ).rejects.toMatchObject({ code: 'kernel.not-permitted' })
    for (const user of ['partner', 'putuostaff'])
      await expect(
        city.do(user, ctx => createMeeting(ctx, { title: '甲', heldOn: '2025-05-12' }), { region: 320600 }),
      ).rejects.toMatchObject({ code: 'gatherings.not-found' })
  })

  it('of a series is refused on a holiday and on a Sunday, and taken on a make-up Sunday', async () => {
    // 1 to 5 May 2025 is holiday; Sunday 27 April is worked in its place (国办发明电〔2024〕12号).
    await expect(plan('假日', '2025-05-02')).rejects.toEqual(refusal('gatherings.not-workday', 'heldOn'))
    await expect(plan('周日', '2025-05-11')).rejects.toEqual(refusal('gatherings.not-workday', 'heldOn'))
    expect((await plan('调休', '2025-04-27')).heldOn).toBe('2025-04-27')
    expect((await plan('单开', '2025-05-02', null)).kind).toBe('other')
  })

  it('of a series begins with a copy of the template, its time, place and minutes', async () => {
    const made = await plan('第3次例会', '2025-05-12')
    const found = await detail(made.id)
    expect(found).toMatchObject({
      kind: 'series',
      startTime: '14:00',
      place: '市行政中心',
      budget: 180,
      planned: 105,
      // Friday the 9th and Monday the 12th itself.
      workdaysLeft: 2,
    })
    expect(found.agenda.map(item => [item.position, item.title, item.mode, item.minutes])).toEqual([
      [1, '上次任务回报', 'hear', 25],
      [2, '逐家点评', 'review', 80],
      [3, '讲评与部署', 'report', null],
    ])
    expect(await city.events(made.id)).toEqual(['gatherings.meeting-planned'])
  })

  it('is refused twice on one day under one title, and when it ends before it begins', async () => {
    await expect(plan('第3次例会', '2025-05-12')).rejects.toEqual(refusal('gatherings.meeting-exists', 'title'))
    await expect(
      city.do('staff', ctx => createMeeting(ctx, { title: '两天', heldOn: '2025-05-12', untilOn: '2025-05-11' })),
    ).rejects.toEqual(refusal('gatherings.until-before', 'untilOn'))
  })

  it('is not known as of a moment before it was registered', async () => {
    const before = city.clock.now()
    city.clock.pass(60_000)
    const made = await plan('后来才定', '2025-06-20', null)
    await expect(detail(made.id, before)).rejects.toEqual(refusal('gatherings.not-found'))
    const listed = (asOf?: Date) =>
      city.ask('viewer', ctx => meetingList(ctx, { limit: 50, find: '后来才定' }), asOf ? { asOf } : {})
    expect((await listed(before)).total).toBe(0)
    expect((await listed()).total).toBe(1)
  })
})

describe('the agenda', () => {
  const first = (items: MeetingAnswer['agenda']) =>
    items.map(({ id, title, mode, minutes }) => ({ id, title, mode: mode as 'hear', minutes }))

  it('is put as it should stand: kept items keep their id, others come, missing ones are withdrawn but stay in the past', async () => {
    const { id } = await plan('议程', '2025-05-13')
    const before = await detail(id)
    city.clock.pass(60_000)
    const then = city.clock.now()
    city.clock.pass(60_000)
    const [one, two] = first(before.agenda)
    const answer = await server.as('staff').put(`/api/320600/gatherings/${id}/agenda`, {
      version: before.version,
      items: [
        { ...two, minutes: 150 },
        { ...one, title: '上次任务报账' },
        { title: '目标包', mode: 'topic', minutes: 20 },
      ],
    })
    expect(answer.status).toBe(200)
    const after = meetingShape.parse(answer.body)
    expect(after.agenda.map(item => [item.title, item.minutes])).toEqual([
      ['逐家点评', 150],
      ['上次任务报账', 25],
      ['目标包', 20],
    ])
    expect(after.agenda.map(item => item.id).slice(0, 2)).toEqual([two?.id, one?.id])
    // 195 minutes of 180: told, not refused.
    expect(after).toMatchObject({ planned: 195, budget: 180 })
    expect((await detail(id, then)).agenda.map(item => item.title)).toEqual(['上次任务回报', '逐家点评', '讲评与部署'])
  })

  it('is refused when somebody put it since, and an item of another meeting is not taken', async () => {
    const { id } = await plan('议程冲突', '2025-05-14')
    const seen = await detail(id)
    const other = (await detail((await plan('别处', '2025-05-15')).id)).agenda[0]
    await expect(
      city.do('staff', ctx =>
        putAgenda(ctx, id, { version: seen.version, items: [{ id: other?.id ?? '', title: '偷来', mode: 'hear' }] }),
      ),
    ).rejects.toEqual(refusal('gatherings.item-not-found', 'items.0.id'))
    await city.do('staff2', ctx => putAgenda(ctx, id, { version: seen.version, items: [] }))
    await expect(
      city.do('staff', ctx => putAgenda(ctx, id, { version: seen.version, items: first(seen.agenda) })),
    ).rejects.toEqual(refusal('gatherings.changed-conflict'))
  })
})

describe('an outcome', () => {
  it('that is a task needs its unit and a due day not before the meeting', async () => {
    const { id } = await plan('成果', '2025-05-16')
    const add = (body: object) => server.as('staff').post(`/api/320600/gatherings/${id}/outcomes`, body)
    expect(await add({ kind: 'task', text: '列清单' })).toMatchObject({
      status: 422,
      body: { refusal: { code: 'gatherings.task-without-unit', field: 'unitId' } },
    })
    expect(
      await add({ kind: 'task', text: '列清单', unitId: city.unit('science'), dueOn: '2025-05-15' }),
    ).toMatchObject({ status: 422, body: { refusal: { code: 'gatherings.due-before-meeting', field: 'dueOn' } } })
    expect(
      (await server.as('reporter').post(`/api/320600/gatherings/${id}/outcomes`, { kind: 'decision', text: '定' }))
        .status,
    ).toBe(403)
  })

  it('that is a task drafts a matter with its source and its unit; a decision does not', async () => {
    const { id } = await plan('任务', '2025-05-19')
    const add = (body: object) => server.as('staff').post(`/api/320600/gatherings/${id}/outcomes`, body)
    await add({ kind: 'decision', text: '机制照旧' })
    const answer = await add({
      kind: 'task',
      text: '拿出第一批供需清单',
      unitId: city.unit('science'),
      dueOn: '2025-06-30',
    })
    const found = meetingShape.parse(answer.body)
    expect(found.outcomes.map(each => [each.kind, each.unitName, each.matterId === null])).toEqual([
      ['decision', null, true],
      ['task', '市科技局', false],
    ])
    const matter = await server.as('staff').get(`/api/320600/matters/${found.outcomes[1]?.matterId}`)
    expect(matter).toMatchObject({
      status: 200,
      body: { title: '拿出第一批供需清单', state: 'drafted', dueOn: '2025-06-30', sourceRef: '任务（2025-05-19）' },
    })
    expect(await city.events(id)).toEqual([
      'gatherings.meeting-planned',
      'gatherings.outcome-added',
      'gatherings.outcome-added',
    ])
  })
})

describe('the states of a meeting', () => {
  it('go on one by one, never held before its day, and a filed one takes nothing more', async () => {
    const { id } = await plan('状态', '2025-05-20')
    const to = (state: 'open' | 'held' | 'closed') => city.do('staff', ctx => setMeetingState(ctx, id, { state }))
    await expect(to('closed')).rejects.toEqual(refusal('gatherings.state-unfit', 'state'))
    await expect(to('held')).rejects.toEqual(refusal('gatherings.not-yet', 'state'))
    city.clock.set('2025-05-20T09:00:00.000Z')
    await to('open')
    await to('held')
    await city.do('staff', ctx => setMeetingState(ctx, id, { state: 'held', minutesText: '会议纪要' }))
    await to('closed')
    expect(await detail(id)).toMatchObject({ state: 'closed', minutesText: '会议纪要', workdaysLeft: 0 })
    await expect(city.do('staff', ctx => putAgenda(ctx, id, { version: 5, items: [] }))).rejects.toEqual(
      refusal('gatherings.closed'),
    )
    await expect(to('closed')).rejects.toEqual(refusal('gatherings.closed'))
  })
})

describe('the next meeting of a series', () => {
  const next = async (id: string, asOf?: string) =>
    (await city.ask('viewer', ctx => nextMeetings(ctx), asOf ? { asOf } : {})).find(each => each.series.id === id)

  it('is the one planned already, counted in working days', async () => {
    city.clock.set('2025-05-08T00:40:00.000Z')
    const own = await aSeries('planned', 2)
    const { id } = await plan('定了的', '2025-05-12', own)
    expect(await next(own)).toMatchObject({ on: '2025-05-12', time: '14:00', meetingId: id, workdaysLeft: 2 })
  })

  it('is computed two months after the last, avoids what is no working day, and says what', async () => {
    const own = await aSeries('computed', 2)
    const { id } = await plan('上一次', '2025-03-20', own)
    const found = await next(own)
    // 15 May 2025 is a Thursday and is free.
    expect(found).toMatchObject({ on: '2025-05-15', meetingId: null, previous: { id, heldOn: '2025-03-20' } })
    city.clock.set('2025-05-16T00:40:00.000Z')
    // That day has passed unused: the next one is two months on, never in the past.
    expect(await next(own)).toMatchObject({ on: '2025-07-15' })
    city.clock.set('2025-05-08T00:40:00.000Z')
    await plan('十月里', '2025-04-15', own)
    // 15 June 2025 is a Sunday: the Monday after it is taken.
    expect(await next(own)).toMatchObject({ on: '2025-06-16' })
    expect((await next(own))?.becauseZh).toContain('避开6月15日')
  })

  it('stays open where the holidays of the year are not published', async () => {
    const own = await aSeries('far', 24)
    await plan('远', '2025-05-12', own)
    city.clock.set('2025-05-13T00:40:00.000Z')
    expect(await next(own)).toMatchObject({ on: null, workdaysLeft: null, meetingId: null })
    expect((await next(own))?.becauseZh).toContain('待定')
    city.clock.set('2025-05-08T00:40:00.000Z')
  })

  it('marks the as-of bar with meetings of series only', async () => {
    const marks = await city.ask('viewer', ctx => meetingMarks(ctx))
    expect(marks.map(mark => mark.title)).toContain('第3次例会')
    expect(marks.map(mark => mark.title)).not.toContain('单开')
  })
})

describe('a fact that a person accepted', () => {
  const factId = '00000000-0000-7000-8000-00000000000e'
  const accepted = (sourceId: string, occurredOn: string | null): FactAccepted => ({
    factId,
    articleId: factId,
    sourceId,
    fact: {
      kind: 'event',
      name: '科技创新双月例会',
      type: '例会',
      dateText: '昨天',
      place: '普陀',
      organiser: null,
      participants: [],
      evidence: { start: 0, end: 8, text: '昨天召开双月例会' },
      confidence: 0.9,
    },
    article: { title: '例会', kind: 'news' },
    issueDate: '2025-05-14',
    occurredOn,
    publication: null,
    organisations: {},
  })

  it('proves the meeting that is planned already and makes no second; without a day it makes none', async () => {
    const before = (await city.ask('viewer', ctx => meetingList(ctx, { limit: 200 }))).total
    await city.do('staff', async ctx => {
      const source = await addSource(ctx, {
        name: 'p.txt',
        publication: null,
        page: null,
        issueDate: '2025-05-14',
        issueDateBasis: null,
        internal: false,
        text: '昨天召开双月例会，逐家点评。',
      })
      await draftFromFact(ctx, accepted(source.id, null))
      await draftFromFact(ctx, accepted(source.id, '2025-05-12'))
    })
    const after = await city.ask('viewer', ctx => meetingList(ctx, { limit: 200 }))
    expect(after.total).toBe(before)
    const proven = after.rows.find(row => row.evidence === 'source')
    expect(proven?.heldOn.slice(0, 7)).toBe('2025-05')
    const url = `/api/320600/evidence?kind=meeting&id=${proven?.id}&field=heldOn`
    expect(await server.as('viewer').get(url)).toMatchObject({ body: { items: [{ kind: 'source', factId }] } })
    await city.do('staff', ctx =>
      withdrawWithFact(ctx, { factId, kind: 'event', reason: '读错', undone: false, resting: [] }),
    )
    expect(await server.as('viewer').get(url)).toMatchObject({ body: { items: [{ kind: 'hand' }] } })
  })
})

it('every read of the room is refused to citizens and to other regions', async () => {
  const { id } = await plan('谁能看', '2025-05-21')
  for (const path of ['', '/marks', '/next', `/${id}`, `/${id}/pack`])
    for (const user of ['citizen', 'putuostaff']) {
      const { status, body } = await server.as(user).get(`/api/320600/gatherings${path}`)
      expect([path, user, status === 403 || status === 404 || JSON.stringify(body).includes('"total":0')]).toEqual([
        path,
        user,
        true,
      ])
    }
})
