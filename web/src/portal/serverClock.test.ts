import fc from 'fast-check'
import { expect, it } from 'vitest'
import { serverClock } from './serverClock.ts'

const at = (seconds: number) => new Date(Date.UTC(2025, 8, 28, 2, 21, seconds)).toISOString()

it('tells the server’s time from an answer and what passed since, half the way taken off', () => {
  let count = 0
  const clock = serverClock(() => count)
  expect(clock.now()).toBeUndefined()
  count = 200
  clock.heard(at(8), 0)
  expect(clock.now()).toBe(Date.parse(at(8)) + 100)
  count = 1200
  expect(clock.now()).toBe(Date.parse(at(9)) + 100)
})

it('believes the answer that came fastest, until it is old', () => {
  let count = 50
  const clock = serverClock(() => count)
  clock.heard(at(0), 0)
  count = 5050
  clock.heard(at(4), 3050)
  expect(clock.now()).toBe(Date.parse(at(0)) + 25 + 5000)
  count = 4_100_000
  clock.heard(at(4098), 4_097_000)
  expect(clock.now()).toBe(Date.parse(at(4098)) + 1500)
})

it('believes a slower answer that cannot be true together with the faster one: the count stood still', () => {
  let count = 50
  const clock = serverClock(() => count)
  clock.heard(at(0), 0)
  // A minute of sleep of which the count knows nothing.
  count = 3050
  clock.heard(at(62), 1050)
  expect(clock.now()).toBe(Date.parse(at(62)) + 1000)
})

it('after a doubt believes the next question asked, and no answer that was on its way', () => {
  let count = 50
  const clock = serverClock(() => count)
  clock.heard(at(0), 0)
  count = 1000
  clock.doubt()
  expect(clock.now()).toBe(Date.parse(at(0)) + 25 + 950)
  count = 1100
  clock.heard(at(40), 900)
  expect(clock.now()).toBe(Date.parse(at(0)) + 25 + 1050)
  count = 2100
  clock.heard(at(2), 1100)
  expect(clock.now()).toBe(Date.parse(at(2)) + 500)
})

it('is never off by more than half of what the last answer took, however long the telephone slept before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ sleep: fc.nat(600_000), awake: fc.nat(60_000), way: fc.nat(5000), back: fc.nat(5000) }), {
        minLength: 1,
        maxLength: 12,
      }),
      steps => {
        let count = 0
        let real = Date.parse(at(0))
        const clock = serverClock(() => count)
        const passes = (milliseconds: number) => {
          count += milliseconds
          real += milliseconds
        }
        for (const { sleep, awake, way, back } of steps) {
          passes(awake)
          real += sleep
          if (sleep > 0) clock.doubt()
          const asked = count
          passes(way)
          const said = new Date(real).toISOString()
          passes(back)
          clock.heard(said, asked)
          if (sleep > 0) expect(Math.abs((clock.now() ?? 0) - real)).toBeLessThanOrEqual((way + back) / 2)
        }
      },
    ),
  )
})
