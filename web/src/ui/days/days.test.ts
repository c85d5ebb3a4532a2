import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOfInstant,
  formatDay,
  formatInstant,
  formatMonth,
  instantOf,
  isDay,
  parseTypedDay,
  timeOfInstant,
} from './days.ts'

const anyDay = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('a day in words', () => {
  it.each([
    ['2025-05-08', 'zh', { weekday: true }, '2025年5月8日 周四'],
    ['2025-05-08', 'en', { weekday: true }, 'Thu 8 May 2025'],
    ['2025-05-08', 'zh', { sameYearAs: '2025-12-31' }, '5月8日'],
    ['2024-12-31', 'zh', { sameYearAs: '2025-12-31' }, '2024年12月31日'],
    ['2024-02-29', 'en', {}, '29 Feb 2024'],
    ['2025-02-29', 'zh', {}, '2025-02-29'],
    ['月底前', 'zh', {}, '月底前'],
  ] as const)('%s in %s with %o is %s', (day, language, style, words) => {
    expect(formatDay(day, language, style)).toBe(words)
  })

  it('names months whole', () => {
    expect(formatMonth('2025-04', 'zh')).toBe('2025年4月')
    expect(formatMonth('2025-04-30', 'en')).toBe('April 2025')
  })
})

describe('an instant', () => {
  it('belongs to the day it is in Shanghai', () => {
    expect(dayOfInstant('2025-05-07T15:59:59.999Z')).toBe('2025-05-07')
    expect(dayOfInstant('2025-05-07T16:00:00.000Z')).toBe('2025-05-08')
    expect(timeOfInstant('2025-05-07T16:00:00.000Z')).toBe('00:00')
  })

  it('is written with its Shanghai day and hour', () => {
    expect(formatInstant('2025-05-08T00:40:00Z', 'zh', { weekday: true })).toBe('2025年5月8日 周四 08:40')
    expect(formatInstant('never', 'en')).toBe('never')
  })

  it('of a day and hour falls on that day, whatever the machine believes', () => {
    fc.assert(
      fc.property(anyDay, day => {
        expect(dayOfInstant(instantOf(day))).toBe(day)
        expect(dayOfInstant(instantOf(day, '00:00'))).toBe(day)
        expect(timeOfInstant(instantOf(day, '17:05'))).toBe('17:05')
      }),
    )
  })
})

describe('counting days', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day)
      }),
    )
  })
})

describe('a typed day', () => {
  it.each([
    '2024-9-30',
    '2024/09/30',
    '2024.9.30',
    '20240930',
    '2024年9月30日',
    ' 2024 年 9 月 30 日 ',
    '２０２４－９－３０',
  ])('%s is understood', text => {
    expect(parseTypedDay(text)).toBe('2024-09-30')
  })

  it.each(['', '2024-13-01', '2025-02-29', '9月30日', '昨天', '20240930x', '2024-9'])('%s is not a day', text => {
    expect(parseTypedDay(text)).toBeUndefined()
  })

  it('is always a day of the calendar', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/), text => {
        const day = parseTypedDay(text)
        if (day !== undefined) expect(isDay(day)).toBe(true)
      }),
    )
  })
})
