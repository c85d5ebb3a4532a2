import { describe, expect, it } from 'vitest'
import { defaultPlan, isDue, lastWanted, madeAt, nameOf, spent } from './retention.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const named = (...texts: string[]) => texts.map(text => nameOf(at(text)))

describe('the name of a backup', () => {
  it('says the real moment in Asia/Shanghai, and the moment is read from it again', () => {
    expect(nameOf(new Date('2026-11-28T18:30:07.900Z'))).toBe('jianghai-2026-11-29-023007.backup')
    expect(madeAt('jianghai-2026-11-29-023007.backup')).toEqual(new Date('2026-11-28T18:30:07Z'))
  })

  it('is none of ours when anything is different', () => {
    for (const name of [
      'before-upgrade.backup',
      'jianghai-2026-11-29-243007.backup',
      '.jianghai-2026-11-29-023007.backup.1.partial',
    ])
      expect(madeAt(name)).toBeUndefined()
  })
})

describe('a backup is due', () => {
  const setUp = at('2026-11-01T09:00:00')
  const due = (names: string[], now: string, setUpAt = setUp) => isDue(defaultPlan, names, setUpAt, at(now))

  it('once a night, from the very minute', () => {
    const yesterday = named('2026-11-27T02:30:04')
    expect(due(yesterday, '2026-11-28T02:29:59')).toBe(false)
    expect(due(yesterday, '2026-11-28T02:30:00')).toBe(true)
    expect(due(named('2026-11-28T02:30:01'), '2026-11-28T23:59:59')).toBe(false)
  })

  it('at the next start, when the program did not run in the night', () => {
    expect(due(named('2026-11-25T02:30:04'), '2026-11-28T09:00:00')).toBe(true)
    expect(due(named('2026-11-28T09:00:05'), '2026-11-28T09:01:00')).toBe(false)
  })

  it('not before the first night of a new installation', () => {
    expect(due([], '2026-11-28T09:00:00', at('2026-11-28T08:59:00'))).toBe(false)
    expect(due([], '2026-11-29T02:30:00', at('2026-11-28T08:59:00'))).toBe(true)
  })

  it('whatever other files lie there, and never when the plan says so', () => {
    expect(due(['mine.backup'], '2026-11-28T09:00:00')).toBe(true)
    expect(due(named('2036-11-28T02:30:00'), '2026-11-28T09:00:00')).toBe(true)
    expect(isDue({ ...defaultPlan, at: null }, [], setUp, at('2026-11-28T09:00:00'))).toBe(false)
  })

  it('in the year that ends and the day that is leapt to', () => {
    expect(lastWanted('02:30', at('2027-01-01T00:10:00'))).toEqual(at('2026-12-31T02:30:00'))
    expect(lastWanted('02:30', at('2028-03-01T00:10:00'))).toEqual(at('2028-02-29T02:30:00'))
  })
})

describe('old backups', () => {
  /** Every night of a stretch of days, and by hand at noon on the last. */
  const nights = (from: string, count: number) =>
    Array.from({ length: count }, (_, night) => nameOf(new Date(at(`${from}T02:30:00`).getTime() + night * 86_400_000)))

  it('stay for seven days and four weeks, the newest of each', () => {
    // 28 November 2026 is a Saturday; the weeks end on the Sundays 22, 15 and 8 November.
    const all = [...nights('2026-10-01', 59), ...named('2026-11-28T12:00:00')]
    const gone = new Set(spent(all, defaultPlan))
    expect(all.filter(name => !gone.has(name)).map(name => name.slice(9, 26))).toEqual([
      '2026-11-08-023000',
      '2026-11-15-023000',
      '2026-11-22-023000',
      '2026-11-23-023000',
      '2026-11-24-023000',
      '2026-11-25-023000',
      '2026-11-26-023000',
      '2026-11-27-023000',
      '2026-11-28-120000',
    ])
  })

  it('are counted by days and weeks that have one: a machine that was off for a year keeps what it has', () => {
    const old = nights('2025-05-01', 3)
    expect(spent([...old, ...named('2026-11-28T02:30:00')], defaultPlan)).toEqual([])
  })

  it('of other names are left alone, and the newest never goes', () => {
    expect(spent(['mine.backup', ...nights('2026-11-01', 2)], { at: null, daily: 0, weekly: 0 })).toEqual(
      nights('2026-11-01', 1),
    )
  })
})
