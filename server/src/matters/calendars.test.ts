import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#kernel/context.ts'
import { nationalCalendar } from '#kernel/time/index.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { report } from './commands/progress.ts'
import { rejudge } from './commands/rejudge.ts'
import { matterOf } from './queries/detail.ts'
import { listMatters } from './queries/list.ts'
import { mattersNeeding } from './queries/needing.ts'
import { mattersOf } from './testing/matters.ts'

// A city apart from the other tests of matters: a clock that was set back stands before what was written, which no clock of an installation does.
let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const refusal = (code: string) => expect.objectContaining({ code })
const read = (id: string) => (ctx: Ctx) => matterOf(ctx, id)
/** A Shanghai morning of that day. */
const on = (day: string) => city.clock.set(`${day}T01:00:00.000Z`)
const { assigned, signed } = mattersOf(() => city)

describe('another calendar', () => {
  it('counts the lights anew from its day on and moves no limit', async () => {
    on('2025-05-08')
    const id = await signed('换历', { dueOn: '2025-05-12' })
    city.clock.pass(60_000)
    const before = city.clock.now()
    expect(await city.do('head', rejudge)).toBe(0)
    // A calendar in which five working days are left to 12 May instead of two: yellow instead of orange.
    const calendar = { ...nationalCalendar(), calendarVersion: 'other', workdaysBetween: () => 5 }
    city.clock.pass(60_000)
    expect(await city.do('head', ctx => rejudge({ ...ctx, calendar }))).toBeGreaterThan(0)
    const { rows } = await city.ask('staff', ctx =>
      listMatters({ ...ctx, calendar }, { limit: 5, find: '换历', light: ['yellow'] }),
    )
    expect(rows.map(row => [row.id, row.dueOn])).toEqual([[id, '2025-05-12']])
    const then = await city.ask('staff', ctx => listMatters(ctx, { limit: 5, find: '换历', light: ['orange'] }), {
      asOf: before,
    })
    expect(then.total).toBe(1)
    while ((await city.do('head', rejudge)) > 0);
  })
})

describe('a year whose calendar is not known', () => {
  it('keeps nobody from working; what cannot be counted is grey, and a limit in working days is refused', async () => {
    on('2027-01-05')
    const id = await signed('未知之年', { dueOn: '2027-02-01' })
    await city.do('reporter', ctx => report(ctx, id, { text: '开始', percent: 1 }))
    const found = await city.ask('staff', read(id))
    expect([found.workdaysLeft, found.judgement.because.find(each => each.rule === 'deadline')?.light]).toEqual([
      null,
      'grey',
    ])
    expect(
      (await city.ask('staff', ctx => listMatters(ctx, { limit: 5, find: '未知之年', dueWithin: 20 }))).total,
    ).toBe(0)
    expect((await city.ask('reporter', mattersNeeding)).length).toBeGreaterThan(0)
    await expect(assigned('数不出', { dueOn: null, limitCode: 'minutes' })).rejects.toEqual(
      refusal('time.unknown-year'),
    )
    on('2025-05-08')
  })
})
