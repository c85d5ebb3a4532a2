import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarFile } from './index.ts'
import {
  addDays,
  calendarFile,
  calendarOf,
  dayFromNumber,
  dayNumber,
  loadCalendar,
  nationalCalendar,
  weekdayOf,
} from './index.ts'

const calendar = nationalCalendar()
const refusal = (code: string, params?: object) =>
  expect.objectContaining(params ? { code, params: expect.objectContaining(params) } : { code })
const aDay = fc.integer({ min: dayNumber('2022-01-01'), max: dayNumber('2026-12-31') }).map(dayFromNumber)
const aMiddleDay = fc.integer({ min: dayNumber('2023-06-01'), max: dayNumber('2025-06-01') }).map(dayFromNumber)
const aWorkday = aMiddleDay.filter(on => calendar.isWorkday(on))

describe('the national calendar', () => {
  test('names the notice of each year it knows', () => {
    expect(calendar.knownYears.map(year => calendar.sourceOf(year).notice)).toEqual([
      '国办发明电〔2021〕11号',
      '国办发明电〔2022〕16号',
      '国办发明电〔2023〕7号',
      '国办发明电〔2024〕12号',
      '国办发明电〔2025〕7号',
    ])
    expect(calendar.calendarVersion).toMatch(/^[0-9a-f]{64}$/)
  })

  // Working days of a year = Mondays to Fridays, less holidays on them, plus make-up days; counted by hand from the notices.
  test.each([
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    const before = calendar.isWorkday(`${year}-01-01`) ? 1 : 0
    expect(before + calendar.workdaysBetween(`${year}-01-01`, `${year}-12-31`)).toBe(count)
  })

  test.each([
    ['2022-01-29', true, '周六，调休上班'],
    ['2022-12-31', false, '元旦'],
    ['2023-10-06', false, '中秋节、国庆节'],
    ['2024-02-09', true, '周五'],
    ['2024-02-29', true, '周四'],
    ['2025-01-26', true, '周日，调休上班'],
    ['2025-01-28', false, '春节'],
    ['2025-10-08', false, '国庆节、中秋节'],
    ['2025-10-09', true, '周四'],
    ['2026-01-04', true, '周日，调休上班'],
    ['2026-02-14', true, '周六，调休上班'],
    ['2026-02-28', true, '周六，调休上班'],
    ['2026-05-09', true, '周六，调休上班'],
    ['2026-09-20', true, '周日，调休上班'],
    ['2026-10-10', true, '周六，调休上班'],
    ['2026-10-11', false, '周日'],
  ])('%s is worked: %s, and is called %s', (on, works, name) => {
    expect(calendar.isWorkday(on)).toBe(works)
    expect(calendar.nameOf(on)).toBe(name)
  })

  test('answers in English too', () => {
    expect(calendar.nameOf('2026-01-04', 'en')).toBe('Sun, make-up workday')
    expect(calendar.nameOf('2026-10-01', 'en')).toBe('National Day')
    expect(calendar.holidayOf('2026-10-08')).toBeNull()
  })
})

describe('the n-th working day after a day', () => {
  test.each([
    ['2025-04-25', 1, '2025-04-27'], // a Friday; the Sunday is a make-up day
    ['2025-04-30', 1, '2025-05-06'], // over 劳动节
    ['2025-09-30', 3, '2025-10-11'], // over 国庆节 into a make-up Saturday
    ['2025-10-03', 1, '2025-10-09'], // from within a holiday
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-12-31', 1, '2025-01-02'], // over the year
    ['2026-01-05', -1, '2026-01-04'],
    ['2025-01-02', -1, '2024-12-31'],
    ['2025-10-09', -1, '2025-09-30'],
    ['2026-10-05', -1, '2026-09-30'],
    ['2025-10-03', 0, '2025-10-03'],
    ['2026-12-30', 1, '2026-12-31'],
    ['2022-01-05', -1, '2022-01-04'],
  ])('%s and %i working days is %s', (on, count, result) => expect(calendar.addWorkdays(on, count)).toBe(result))

  test('is refused with the unknown year and the known ones, never guessed', () => {
    const params = { year: 2027, known: '2022–2026' }
    expect(() => calendar.addWorkdays('2026-12-31', 1)).toThrow(refusal('time.unknown-year', params))
    expect(() => calendar.addWorkdays('2022-01-04', -1)).toThrow(refusal('time.unknown-year', { year: 2021 }))
    expect(() => calendar.addWorkdays('2027-01-04', 0)).toThrow(refusal('time.unknown-year', params))
    expect(() => calendar.addWorkdays('2025-01-02', Number.MAX_SAFE_INTEGER)).toThrow(
      refusal('time.unknown-year', params),
    )
    expect(() => calendar.workdaysBetween('2026-12-01', '2027-01-04')).toThrow(refusal('time.unknown-year', params))
    expect(() => calendar.workdaysBetween('2019-05-01', '2026-12-01')).toThrow(
      refusal('time.unknown-year', { year: 2019 }),
    )
    for (const ask of [calendar.isWorkday, calendar.nameOf, calendar.isMakeUpDay, calendar.holidayOf])
      expect(() => ask('2027-01-01')).toThrow(refusal('time.unknown-year', params))
  })

  test('is refused for what is no day or no whole number', () => {
    expect(() => calendar.addWorkdays('2025-02-30', 1)).toThrow(refusal('time.not-a-day'))
    expect(() => calendar.addWorkdays('2025-02-03', 1.5)).toThrow(refusal('time.not-a-whole-number'))
    expect(() => calendar.addWorkdays('2025-02-03', Number.POSITIVE_INFINITY)).toThrow(
      refusal('time.not-a-whole-number'),
    )
  })
})

describe('working days between two days', () => {
  test.each([
    ['2025-04-25', '2025-05-06', 5], // 27, 28, 29, 30 April and 6 May
    ['2025-05-06', '2025-04-25', -5],
    ['2025-05-09', '2025-05-11', 0],
    ['2025-05-11', '2025-05-09', 0],
    ['2025-10-01', '2025-10-08', 0],
    ['2024-02-28', '2024-03-01', 2],
    ['2025-12-31', '2026-01-04', 1],
    ['2022-12-30', '2023-01-03', 1],
    ['2025-05-08', '2025-05-08', 0],
  ])('from %s to %s are %i', (first, second, count) => expect(calendar.workdaysBetween(first, second)).toBe(count))

  test('undo adding: from any day forwards, from a working day both ways', () => {
    const count = fc.integer({ min: -300, max: 300 })
    fc.assert(
      fc.property(aMiddleDay, fc.nat(300), (on, n) => {
        expect(calendar.workdaysBetween(on, calendar.addWorkdays(on, n))).toBe(n)
      }),
    )
    fc.assert(
      fc.property(aWorkday, count, (on, n) => {
        expect(calendar.workdaysBetween(on, calendar.addWorkdays(on, n))).toBe(n)
      }),
    )
    fc.assert(
      fc.property(aWorkday, count, (on, n) => {
        expect(calendar.addWorkdays(calendar.addWorkdays(on, n), -n)).toBe(on)
      }),
    )
  })

  test('add up over any three days, and agree with counting one by one', () => {
    fc.assert(
      fc.property(aDay, aDay, aDay, (a, b, c) => {
        const sum = calendar.workdaysBetween(a, b) + calendar.workdaysBetween(b, c)
        expect(sum).toBe(calendar.workdaysBetween(a, c))
      }),
    )
    fc.assert(
      fc.property(aDay, fc.nat(60), (from, length) => {
        const to = addDays(from, length) > '2026-12-31' ? '2026-12-31' : addDays(from, length)
        let counted = 0
        for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) if (calendar.isWorkday(on)) counted++
        expect(calendar.workdaysBetween(from, to)).toBe(counted)
      }),
    )
  })

  test('a working day after a working day is always later, and always a working day', () => {
    fc.assert(
      fc.property(aMiddleDay, fc.integer({ min: 1, max: 100 }), (on, n) => {
        const later = calendar.addWorkdays(on, n)
        expect(later > on && calendar.isWorkday(later)).toBe(true)
      }),
    )
  })
})

describe('a calendar file', () => {
  const sound: CalendarFile = {
    year: 2031,
    version: 1,
    notice: '国办发明电〔2030〕1号',
    noticeTitle: '国务院办公厅关于2031年部分节假日安排的通知',
    issuedOn: '2030-11-05',
    holidays: [{ name: '元旦', nameEn: 'New Year', from: '2031-01-01', to: '2031-01-03' }],
    makeUpDays: ['2031-01-04'],
  }
  const newYear = { name: '元旦', nameEn: 'New Year' }

  test('that is sound is taken', () => expect(calendarFile.safeParse(sound).success).toBe(true))

  test.each<[string, object]>([
    ['without a notice', { notice: '' }],
    ['with a field nobody knows', { remark: 'x' }],
    ['with a make-up day on a weekday', { makeUpDays: ['2031-01-06'] }],
    [
      'with a make-up day in a holiday',
      { makeUpDays: ['2031-01-04'], holidays: [{ ...newYear, from: '2031-01-01', to: '2031-01-05' }] },
    ],
    ['with a make-up day twice', { makeUpDays: ['2031-01-04', '2031-01-04'] }],
    ['with a make-up day of another year', { makeUpDays: ['2032-01-03'] }],
    ['with a holiday that ends before it begins', { holidays: [{ ...newYear, from: '2031-01-03', to: '2031-01-01' }] }],
    ['with a holiday of another year', { holidays: [{ ...newYear, from: '2030-11-01', to: '2030-11-02' }] }],
    ['with a holiday of months', { holidays: [{ ...newYear, from: '2031-01-01', to: '2031-03-01' }] }],
    [
      'with overlapping holidays',
      { holidays: [...sound.holidays, { ...newYear, from: '2031-01-03', to: '2031-01-05' }], makeUpDays: [] },
    ],
    ['with a day that does not exist', { makeUpDays: ['2031-02-30'] }],
  ])('%s is not', (_, change) => expect(calendarFile.safeParse({ ...sound, ...change }).success).toBe(false))

  test('that is wrong stops the loading and is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
    try {
      writeFileSync(join(folder, 'cn-2031.json'), JSON.stringify({ ...sound, makeUpDays: ['2031-01-06'] }))
      expect(() => loadCalendar(folder)).toThrow(/cn-2031\.json.*not a Saturday or Sunday/s)
      writeFileSync(join(folder, 'cn-2031.json'), JSON.stringify({ ...sound, year: 2030 }))
      expect(() => loadCalendar(folder)).toThrow(/cn-2031\.json/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('changes the version when any day changes', () => {
    const changed = { ...sound, makeUpDays: ['2031-01-05'] }
    expect(calendarOf([changed]).calendarVersion).not.toBe(calendarOf([sound]).calendarVersion)
  })

  test('is the only one of its year', () => {
    expect(() => calendarOf([sound, sound])).toThrow(refusal('time.calendar-twice'))
  })

  test('does not let a count jump over a year without one', () => {
    const later = {
      ...sound,
      year: 2033,
      holidays: [{ ...newYear, from: '2033-01-01', to: '2033-01-01' }],
      makeUpDays: [],
    }
    const gapped = calendarOf([sound, later])
    expect(() => gapped.addWorkdays('2031-12-31', 1)).toThrow(
      refusal('time.unknown-year', { year: 2032, known: '2031, 2033' }),
    )
    expect(() => gapped.workdaysBetween('2033-02-01', '2031-12-31')).toThrow(
      refusal('time.unknown-year', { year: 2032 }),
    )
  })
})

test('every make-up day shipped is a weekend day', () => {
  const days = [2022, 2023, 2024, 2025, 2026].flatMap(year => {
    const all: string[] = []
    for (let on = `${year}-01-01`; on <= `${year}-12-31`; on = addDays(on, 1))
      if (calendar.isMakeUpDay(on)) all.push(on)
    return all
  })
  expect(days).toHaveLength(7 + 7 + 8 + 5 + 6)
  expect(days.every(on => weekdayOf(on) >= 6)).toBe(true)
})
