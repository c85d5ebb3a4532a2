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
  clock.heard(at(9), 1050)
  expect(clock.now()).toBe(Date.parse(at(0)) + 25 + 5000)
  count = 4_100_000
  clock.heard(at(9), 4_097_000)
  expect(clock.now()).toBe(Date.parse(at(9)) + 1500)
})
