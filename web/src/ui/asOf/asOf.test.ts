import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../days/days.ts'
import { asOfDay, instantOfAsOf } from './asOf.ts'
import { dayAt, gaugeSpan, type Mark, placeMarks, placeOf, stepByMeeting } from './gauge.ts'

const now = Date.parse('2025-05-08T08:40:00+08:00')
const meeting = (day: string, isToCome = false): Mark => ({ id: day, title: '例会', day, time: '14:00', isToCome })
const marks = ['2024-09-19', '2024-11-14', '2025-01-16', '2025-03-13']
  .map(day => meeting(day))
  .concat(meeting('2025-05-12', true))

describe('the day of the address', () => {
  it('means what was known by the end of that day', () => {
    expect(instantOfAsOf('2024-09-30', now)).toBe('2024-09-30T23:59:59.999+08:00')
    expect(instantOfAsOf('2024-09-30T18:00', now)).toBe('2024-09-30T18:00:00+08:00')
  })

  it.each([
    undefined,
    '',
    '2024-02-30',
    'yesterday',
    '2025-05-08',
    '2025-05-08T23:00',
    '2030-01-01',
    '2024-09-30T25:00',
  ])('%s means now', text => {
    expect(instantOfAsOf(text, now)).toBeUndefined()
  })

  it('of today is left out of the address', () => {
    expect(asOfDay('2025-05-08', now)).toBeUndefined()
    expect(asOfDay('2025-05-07', now)).toBe('2025-05-07')
  })
})

describe('the gauge', () => {
  it('shows nine months back, this one and the two after it', () => {
    expect(gaugeSpan('2025-05-08', '2025-05-08')).toEqual({ from: '2024-08-01', to: '2025-08-01' })
  })

  it('moves back until an earlier day is in sight', () => {
    expect(gaugeSpan('2025-05-08', '2023-01-15')).toEqual({ from: '2022-11-01', to: '2023-11-01' })
  })

  it('gives back the day it was pointed at, wherever that is', () => {
    const span = gaugeSpan('2025-05-08', '2025-05-08')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), count => {
        const day = addDays(span.from, count)
        expect(placeOf(day, span)).toBeGreaterThanOrEqual(0)
        expect(placeOf(day, span)).toBeLessThan(1)
        expect(dayAt(placeOf(day, span), span)).toBe(day)
      }),
    )
    expect(dayAt(-3, span)).toBe('2024-08-01')
    expect(dayAt(3, span)).toBe('2025-07-31')
  })

  it('names the next meeting in full and lets no label cover another', () => {
    const span = gaugeSpan('2025-05-08', '2025-05-08')
    const crowded = [...marks, meeting('2025-03-14'), meeting('2025-03-15')]
    const placed = placeMarks(crowded, span, placeOf('2025-05-08', span), 'zh')
    expect(placed.find(({ day }) => day === '2025-05-12')).toMatchObject({ label: 'right', words: '5月12日例会' })
    expect(placed.filter(({ day }) => day.startsWith('2025-03')).map(({ label }) => label)).toEqual([
      'above',
      'none',
      'none',
    ])
  })

  it('marks only meetings of its months', () => {
    const span = gaugeSpan('2025-05-08', '2025-05-08')
    expect(placeMarks([meeting('2024-05-09'), meeting('2025-08-01', true)], span, 0.5, 'en')).toEqual([])
  })
})

describe('stepping by meeting', () => {
  it('goes to the one before and the one after', () => {
    expect(stepByMeeting(marks, '2025-05-08', -1)?.day).toBe('2025-03-13')
    expect(stepByMeeting(marks, '2025-01-16', -1)?.day).toBe('2024-11-14')
    expect(stepByMeeting(marks, '2024-12-01', 1)?.day).toBe('2025-01-16')
  })

  it('ends at now, never at a meeting to come', () => {
    expect(stepByMeeting(marks, '2025-03-13', 1)).toBeUndefined()
    expect(stepByMeeting(marks, '2024-09-19', -1)).toBeUndefined()
  })
})
