import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { rowsOf } from './act.ts'
import type { Answer, Json } from './kinds.ts'
import { aWorld, type World } from './world.ts'

/** Matters by what is special about their time limit. */
const limits = {
  leapDay: '2024-02-29',
  /** A Saturday: runs to Monday. */
  saturday: '2024-03-02',
  /** 清明 until Saturday, then a Sunday that is worked. */
  makeUpSunday: '2024-04-05',
  /** The last of a month, and a Sunday. */
  monthEnd: '2024-06-30',
  yearEnd: '2024-12-31',
  /** In a year whose calendar nobody knows. */
  unknownYear: '2027-03-01',
} as const
type Which = keyof typeof limits

/** The light and the working days left that a matter must show; null where they cannot be counted, and then the limit does not weigh. */
type Shown = readonly [light: string, left: number | null]
type Moment = {
  at: string
  day: string
  shows: Partial<Record<Which, Shown>>
  /** The next meeting of the series: every second month from February, mid-month; null where it stays open. */
  next?: string | null
}

/** In the order they happen. The day changes at 16:00 UTC; the machine's clock steps back once. */
const moments: readonly Moment[] = [
  {
    at: '2024-02-28T15:59:59.999Z',
    day: '2024-02-28',
    shows: { leapDay: ['orange', 1], saturday: ['orange', 3], unknownYear: ['green', null] },
    next: '2024-02-28',
  },
  {
    at: '2024-02-28T16:00:00.000Z',
    day: '2024-02-29',
    shows: { leapDay: ['orange', 0], saturday: ['orange', 2] },
    next: '2024-04-15',
  },
  { at: '2024-02-29T15:59:59.999Z', day: '2024-02-29', shows: { leapDay: ['orange', 0], saturday: ['orange', 2] } },
  { at: '2024-02-29T16:00:00.000Z', day: '2024-03-01', shows: { leapDay: ['red', -1], saturday: ['orange', 1] } },
  // The machine steps back ten minutes into the leap day; the city stays in March.
  { at: '2024-02-29T15:50:00.000Z', day: '2024-03-01', shows: { leapDay: ['red', -1], saturday: ['orange', 1] } },
  { at: '2024-03-02T16:00:00.000Z', day: '2024-03-03', shows: { leapDay: ['red', -1], saturday: ['orange', 1] } },
  { at: '2024-03-03T16:00:00.000Z', day: '2024-03-04', shows: { leapDay: ['red', -2], saturday: ['orange', 0] } },
  { at: '2024-03-04T16:00:00.000Z', day: '2024-03-05', shows: { saturday: ['red', -1] } },
  { at: '2024-04-03T15:59:59.999Z', day: '2024-04-03', shows: { makeUpSunday: ['orange', 1] } },
  { at: '2024-04-05T16:00:00.000Z', day: '2024-04-06', shows: { makeUpSunday: ['orange', 1] } },
  { at: '2024-04-06T16:00:00.000Z', day: '2024-04-07', shows: { makeUpSunday: ['orange', 0] } },
  { at: '2024-04-07T15:59:59.999Z', day: '2024-04-07', shows: { makeUpSunday: ['orange', 0] } },
  { at: '2024-04-07T16:00:00.000Z', day: '2024-04-08', shows: { makeUpSunday: ['red', -1] } },
  { at: '2024-04-15T15:59:59.999Z', day: '2024-04-15', shows: {}, next: '2024-04-15' },
  // 15 June is a Saturday.
  { at: '2024-04-15T16:00:00.000Z', day: '2024-04-16', shows: {}, next: '2024-06-17' },
  { at: '2024-06-29T16:00:00.000Z', day: '2024-06-30', shows: { monthEnd: ['orange', 1] }, next: '2024-08-15' },
  { at: '2024-06-30T16:00:00.000Z', day: '2024-07-01', shows: { monthEnd: ['orange', 0] } },
  { at: '2024-07-01T16:00:00.000Z', day: '2024-07-02', shows: { monthEnd: ['red', -1] } },
  // 15 and 16 February 2025 are a weekend.
  { at: '2024-12-31T15:59:59.999Z', day: '2024-12-31', shows: { yearEnd: ['orange', 0] }, next: '2025-02-17' },
  // New Year's Day: late, though no working day has passed.
  { at: '2024-12-31T16:00:00.000Z', day: '2025-01-01', shows: { yearEnd: ['red', 0] }, next: '2025-02-17' },
  { at: '2025-01-01T16:00:00.000Z', day: '2025-01-02', shows: { yearEnd: ['red', -1] } },
  { at: '2026-12-31T15:59:59.999Z', day: '2026-12-31', shows: { unknownYear: ['green', null] }, next: null },
  { at: '2026-12-31T16:00:00.000Z', day: '2027-01-01', shows: { unknownYear: ['green', null] }, next: null },
]

let world: World
let meeting = ''
let seriesId = ''
const ids = new Map<Which, string>()
/** What was answered at each moment, and the instant it had. */
const answered: Array<{ moment: Moment; now: Date; answers: Answer[] }> = []

const accept = async (as: string, path: string, body: object) => {
  const answer = await world.send(as, 'POST', path, body)
  expect(answer.status, path).toBe(200)
  return answer.body
}
const reads = () =>
  ['/matters?limit=200', '/gatherings/next', `/gatherings/${meeting}/pack`, `/matters/${ids.get('leapDay')}`].map(
    path => ({ as: 'staff', path }),
  )

beforeAll(async () => {
  world = await aWorld(0)
  for (const [which, dueOn] of Object.entries(limits)) {
    const parts = [{ role: 'lead', unitId: world.city.unit('science') }]
    let { id, version } = await accept('staff', '/matters', { title: `时限${which}`, dueOn, parts })
    for (const [as, verb] of [
      ['staff', 'propose'],
      ['head', 'approve'],
      ['staff', 'assign'],
      ['reporter', 'sign'],
    ] as const)
      ({ id, version } = await accept(as, `/matters/${id}/${verb}`, { version }))
    ids.set(which as Which, String(id))
  }
  const series = await accept('staff', '/gatherings/series', {
    code: 'bimonthly',
    nameZh: '科技创新双月例会',
    nameEn: 'Bimonthly meeting',
    everyMonths: 2,
    monthWindow: 'mid-month',
    avoidHolidays: true,
    startTime: '14:00',
    minutesBudget: 180,
    template: [],
  })
  seriesId = String(series.id)
  meeting = String((await accept('staff', '/gatherings', { seriesId, title: '例会', heldOn: '2024-02-28' })).id)

  for (const moment of moments) {
    world.clock.set(moment.at)
    const now = world.clock.now()
    const { body } = await world.read('staff', `/matters/${ids.get('leapDay')}`)
    await accept('staff', `/matters/${ids.get('leapDay')}/note`, {
      version: body.version,
      kind: 'comment',
      text: '留言',
    })
    answered.push({ moment, now, answers: await world.readAll(reads()) })
  }
})
afterAll(() => world.close())

/** Checks one moment's answers against the table. */
function fits({ moment, answers }: { moment: Moment; answers: Answer[] }): void {
  const [list, next, pack, detail] = answers.map(({ body }) => body)
  const lines = rowsOf({ rows: pack?.sheets }).flatMap(sheet => rowsOf({ rows: sheet.matters }))
  for (const [which, [light, left]] of Object.entries(moment.shows)) {
    const id = ids.get(which as Which)
    const row = rowsOf(list ?? {}).find(each => each.id === id)
    const counted = row?.workdaysLeft as Json | null
    expect({ light: row?.light, left: counted?.value ?? null }, `${which} in the list`).toEqual({
      light,
      left,
    })
    expect(lines.find(each => each.id === id)?.light, `${which} in the pack`).toBe(light)
  }
  if (moment.next !== undefined) expect(rowsOf(next ?? {})[0]?.on, 'next meeting').toBe(moment.next)
  // What was done at the moment is told under the day it has in China.
  const acts = rowsOf({ rows: detail?.timeline }).filter(event => event.kind === 'act')
  expect(acts.map(event => event.on)).toContain(moment.day)
}

describe('the days on which counting goes wrong', () => {
  it.each(moments.map((moment, index) => [moment.at, moment.day, index] as const))(
    'shows at %s the lights, days and meetings of %s, then and later',
    async (_at, _day, index) => {
      const then = answered[index]
      if (!then) throw new Error('the moment never came')
      fits(then)
      // Asked again years later; where the clock stood still, the instant is what its last command left.
      const last = answered.findLast(each => each.now.getTime() === then.now.getTime()) ?? then
      const again = await world.readAll(reads(), then.now)
      expect(again.map(withoutPresent)).toEqual(last.answers.map(withoutPresent))
    },
  )

  it('puts the log in the order of what happened', async () => {
    const entries = await rows(
      world.city.database.db,
      sql<{ at: Date }>`select at from log_entry where event like 'matters.%' order by ordinal`,
    )
    const instants = entries.map(({ at }) => at.getTime())
    expect(instants.length).toBeGreaterThan(moments.length)
    expect(instants).toEqual([...instants].sort((a, b) => a - b))
  })

  it('refuses to promise a day in a year whose calendar is not known', async () => {
    const planned = await world.send('staff', 'POST', '/gatherings', { seriesId, title: '例会', heldOn: '2027-02-15' })
    expect(refusal.parse(planned.body).refusal.code).toBe('time.unknown-year')
    const parts = [{ role: 'lead', unitId: world.city.unit('science') }]
    let made = await accept('staff', '/matters', { title: '按工作日限时', limitWorkdays: 5, parts })
    made = await accept('staff', `/matters/${made.id}/propose`, { version: made.version })
    made = await accept('head', `/matters/${made.id}/approve`, { version: made.version })
    const assigned = await world.send('staff', 'POST', `/matters/${made.id}/assign`, { version: made.version })
    expect(refusal.parse(assigned.body).refusal.code).toBe('time.unknown-year')
  })
})

/** What an answer says of then: without what the reader may do now, and without the instant it was asked as of. */
function withoutPresent({ status, body }: Answer): unknown {
  return JSON.parse(
    JSON.stringify({ status, body }, (key, value: unknown) =>
      key === 'may' || key === 'asOf' ? undefined : value,
    ).replace(/~\d{4}-\d\d-\d\dT[\d:.]+Z/g, '~then'),
  )
}
