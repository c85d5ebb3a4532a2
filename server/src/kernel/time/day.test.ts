import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dayFrom,
  dayFromNumber,
  dayNumber,
  dayOf,
  daysBetween,
  isDay,
  startOfDay,
  timeOf,
  weekdayOf,
} from './index.ts'

const aDayNumber = fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') })
const aDay = aDayNumber.map(dayFromNumber)
const refusal = (code: string) => expect.objectContaining({ code })

describe('a day', () => {
  test.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2025-04-31', false],
    ['2025-13-01', false],
    ['2025-00-10', false],
    ['0000-01-01', false],
    ['2025-1-1', false],
    ['2025-05-08 ', false],
    ['２０２５-05-08', false],
    ['', false],
  ])('%s exists: %s', (text, exists) => expect(isDay(text)).toBe(exists))

  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11_017],
    ['2024-02-29', 19_782],
    ['2026-11-20', 20_777],
    ['0001-01-01', -719_162],
  ])('%s is number %i', (on, number) => {
    expect(dayNumber(on)).toBe(number)
    expect(dayFromNumber(number)).toBe(on)
  })

  test('numbers and days map onto one another, and agree with the UTC calendar of the language', () => {
    fc.assert(
      fc.property(aDayNumber, number => {
        const on = dayFromNumber(number)
        expect(dayNumber(on)).toBe(number)
        expect(on).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10))
        expect(weekdayOf(on) % 7).toBe(new Date(number * 86_400_000).getUTCDay())
      }),
    )
  })

  test('days compare as texts in the order of time', () => {
    fc.assert(
      fc.property(aDay, aDay, (a, b) => {
        expect(a < b).toBe(dayNumber(a) < dayNumber(b))
      }),
    )
  })

  test.each([
    ['2025-02-28', 1, '2025-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2024-02-29', 366, '2025-03-01'],
  ])('%s and %i days is %s', (on, count, result) => {
    expect(addDays(on, count)).toBe(result)
    expect(daysBetween(on, result)).toBe(count)
  })

  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-12-15', 2, '2026-02-15'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-03-31', -13, '2024-02-29'],
  ])('%s and %i months is %s', (on, count, result) => expect(addMonths(on, count)).toBe(result))

  test('what is no day, no whole number or out of range is refused by code', () => {
    expect(() => dayNumber('yesterday')).toThrow(refusal('time.not-a-day'))
    expect(() => addDays('2025-01-01', 0.5)).toThrow(refusal('time.not-a-whole-number'))
    expect(() => addDays('2025-01-01', Number.NaN)).toThrow(refusal('time.not-a-whole-number'))
    expect(() => addDays('9999-12-31', 1)).toThrow(refusal('time.out-of-range'))
    expect(() => addMonths('0001-01-31', -1)).toThrow(refusal('time.out-of-range'))
    expect(dayFrom(2025, 2, 30)).toBeNull()
    expect(dayFrom(2025, 2.5, 3)).toBeNull()
  })
})

describe('an instant', () => {
  test.each([
    ['2025-05-08T15:59:59.999Z', '2025-05-08', '23:59'],
    ['2025-05-08T16:00:00.000Z', '2025-05-09', '00:00'],
    ['2024-02-29T20:30:00+04:00', '2024-03-01', '00:30'],
    ['2025-12-31T16:00:00Z', '2026-01-01', '00:00'],
    ['1969-12-31T15:59:00Z', '1969-12-31', '23:59'],
  ])('%s is %s %s in Shanghai', (instant, on, time) => {
    expect(dayOf(new Date(instant))).toBe(on)
    expect(timeOf(new Date(instant))).toBe(time)
  })

  test('a day runs from its start up to the start of the next', () => {
    fc.assert(
      fc.property(aDay, on => {
        expect(dayOf(startOfDay(on))).toBe(on)
        // The first day that can be written has none before it.
        if (on > '0001-01-01')
          expect(dayOf(new Date(startOfDay(on).getTime() - 1))).toBe(dayFromNumberOr(dayNumber(on) - 1, on))
      }),
    )
  })

  test('an invalid instant is refused, not read as some day', () => {
    expect(() => dayOf(new Date('nonsense'))).toThrow(refusal('time.out-of-range'))
  })
})

function dayFromNumberOr(number: number, otherwise: string): string {
  return number < dayNumber('0001-01-01') ? otherwise : dayFromNumber(number)
}
