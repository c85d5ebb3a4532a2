import { describe, expect, test } from 'vitest'
import type { Cadence } from './index.ts'
import { nationalCalendar, nextOccurrence } from './index.ts'

const calendar = nationalCalendar()
const bimonthly: Cadence = { everyMonths: 2, from: '2025-05-12', window: 'mid-month', avoidHolidays: true }
const refusal = (code: string) => expect.objectContaining({ code })

describe('the next meeting of a series', () => {
  test.each<[string, Partial<Cadence>, string]>([
    ['falls on the middle of the month when that is free', { from: '2025-05-12' }, '2025-07-15'],
    ['is counted in months, not in days', { from: '2025-05-31' }, '2025-07-15'],
    ['moves on over a weekend', { from: '2025-01-15' }, '2025-03-17'],
    ['moves back when the rest of the window is holiday and make-up days', { from: '2025-12-16' }, '2026-02-13'],
    ['does not take a make-up Sunday', { from: '2026-07-15', window: 20 }, '2026-09-21'],
    ['crosses the year', { from: '2024-12-17', everyMonths: 1 }, '2025-01-15'],
    ['takes the last day of a shorter month', { from: '2025-01-31', everyMonths: 1, window: 31 }, '2025-02-28'],
    ['knows the leap day', { from: '2023-12-29', window: 31 }, '2024-02-29'],
    [
      'moves back within the early third, over 国庆节 to before it only inside the window',
      { from: '2026-08-05', window: 'early-month' },
      '2026-10-08',
    ],
    [
      'stays on the wished day when it need not avoid anything',
      { from: '2025-01-15', avoidHolidays: false },
      '2025-03-15',
    ],
    ['steps on until a given day', { notBefore: '2025-10-01' }, '2025-11-17'],
  ])('%s', (_, change, on) => expect(nextOccurrence(calendar, { ...bimonthly, ...change }).on).toBe(on))

  test('says what it avoided, in both languages', () => {
    const { avoided, because } = nextOccurrence(calendar, { ...bimonthly, from: '2025-12-16' })
    expect(avoided).toHaveLength(7)
    expect(avoided).toContainEqual({ on: '2026-02-14', why: 'make-up' })
    expect(because.zh).toBe('2月13日周五；避开2月14日（周六，调休上班）、2月15日至20日（春节）')
    expect(because.en).toBe('Fri 13 Feb; avoids 14 Feb (Sat, make-up workday), 15 Feb to 20 Feb (Spring Festival)')
  })

  test('is refused when the year is unknown, the terms make no sense, or no day of the window is free', () => {
    expect(() => nextOccurrence(calendar, { ...bimonthly, from: '2026-11-16' })).toThrow(refusal('time.unknown-year'))
    expect(() => nextOccurrence(calendar, { ...bimonthly, window: 32 })).toThrow(refusal('time.bad-cadence'))
    expect(() => nextOccurrence(calendar, { ...bimonthly, everyMonths: 0 })).toThrow(refusal('time.bad-cadence'))
    expect(() => nextOccurrence(calendar, { ...bimonthly, everyMonths: Number.NaN })).toThrow(
      refusal('time.bad-cadence'),
    )
  })
})
