import { describe, expect, it } from 'vitest'
import { counter, holderOf } from './limits.ts'

describe('a counter', () => {
  it('gives so many at once, then as many as the minutes bring, and says how long to wait', () => {
    let now = 0
    const counted = counter({ atOnce: 3, perMinute: 6 }, () => now)
    expect([1, 2, 3, 4].map(() => counted.take('a'))).toEqual([0, 0, 0, 10])
    expect(counted.take('b')).toBe(0)
    now += 9_000
    expect(counted.take('a')).toBe(1)
    now += 1_000
    expect(counted.take('a')).toBe(0)
    expect(counted.take('a')).toBe(10)
    now += 3_600_000
    expect([1, 2, 3, 4].map(() => counted.take('a'))).toEqual([0, 0, 0, 10])
  })

  it('takes back what was no failure, and never holds more than at first', () => {
    const counted = counter({ atOnce: 1, perMinute: 1 }, () => 0)
    counted.giveBack('a')
    expect([counted.take('a'), counted.take('a')]).toEqual([0, 60])
    counted.giveBack('a')
    expect(counted.take('a')).toBe(0)
  })

  it('stays within its memory however many come, and forgets the quietest first', () => {
    const counted = counter({ atOnce: 1, perMinute: 1 }, () => 0, 100)
    for (let n = 0; n < 1000; n++) {
      counted.take('busy')
      counted.take(`guest ${n}`)
    }
    expect(counted.size()).toBe(100)
    expect(counted.take('busy')).toBe(60)
    expect(counted.take('guest 0')).toBe(0)
  })
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('the holder of %s is counted as %s', (address, holder) => {
  expect(holderOf(address)).toBe(holder)
})
