import { describe, expect, it } from 'vitest'
import { backupsKept } from '#contract/backups.ts'
import { keepingOf } from './keeping.ts'
import { defaultPlan, nameOf } from './retention.ts'

const at = (instant: string) => new Date(`${instant}+08:00`)
const SET_UP = at('2026-11-01T10:00:00')
const made = (...instants: string[]) => instants.map(each => ({ name: nameOf(at(each)), bytes: 4096 }))
const given = (plan = defaultPlan) => ({ plan, isPlanUnfit: false })

describe('how backups stand', () => {
  it.each<[string, string, string[], string]>([
    ['good: one of last night', '2026-11-28T09:00:00', ['2026-11-28T02:30:07'], 'good'],
    ['good still in the night, just before the next is wanted', '2026-11-29T02:29:59', ['2026-11-28T02:30:07'], 'good'],
    ['due: the plan has just wanted one', '2026-11-29T02:30:00', ['2026-11-28T02:30:07'], 'due'],
    ['due: two hours may pass', '2026-11-29T04:30:00', ['2026-11-28T02:30:07'], 'due'],
    ['overdue after them', '2026-11-29T04:30:01', ['2026-11-28T02:30:07'], 'overdue'],
    ['overdue: a month long none', '2026-11-28T09:00:00', [], 'overdue'],
    ['good: made up for at the next start', '2026-11-28T09:00:00', ['2026-11-28T08:59:00'], 'good'],
    ['overdue: the only one is of a clock that stood wrong', '2026-11-28T09:00:00', ['2027-01-01T02:30:00'], 'overdue'],
  ])('%s', (_, now, names, state) => {
    const kept = keepingOf(given(), made(...names), SET_UP, at(now))
    expect(backupsKept.parse(kept)).toMatchObject({ keeper: 'program', state })
  })

  it('not yet, on the day it was set up, and off where the plan says never', () => {
    expect(keepingOf(given(), [], at('2026-11-28T08:00:00'), at('2026-11-28T09:00:00'))).toMatchObject({
      state: 'not-yet',
      last: null,
      count: 0,
    })
    expect(
      keepingOf(given({ ...defaultPlan, at: null }), made('2026-11-28T02:30:07'), SET_UP, at('2026-11-28T09:00:00')),
    ).toMatchObject({
      state: 'off',
      wantedAt: null,
      count: 1,
    })
  })

  it('with the newest, its size, and only what is ours counted', () => {
    const found = [...made('2026-11-28T02:30:07', '2026-11-27T02:30:01'), { name: 'mine.backup', bytes: 1 }]
    expect(keepingOf({ plan: defaultPlan, isPlanUnfit: true }, found, SET_UP, at('2026-11-28T09:00:00'))).toMatchObject(
      {
        isPlanUnfit: true,
        wantedAt: '2026-11-27T18:30:00.000Z',
        last: { at: '2026-11-27T18:30:07.000Z', bytes: 4096 },
        count: 2,
      },
    )
  })
})
