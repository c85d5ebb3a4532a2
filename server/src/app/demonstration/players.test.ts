import { describe, expect, it } from 'vitest'
import { deviceOf, knowing, oddPlayers, PLAYERS, phoneOf, playsOf } from './players.ts'
import { questions } from './tables.ts'

const everybody = Array.from({ length: PLAYERS }, (_, player) => player)

describe('the people who play in the demonstration city', () => {
  it('do the same each time it is loaded', () => {
    expect(playsOf(everybody, 14)).toEqual(playsOf(everybody, 14))
    expect(new Set(playsOf(everybody, 14).map(({ begins }) => begins)).size).toBeGreaterThan(PLAYERS * 0.9)
  })

  it('have numbers that begin as no carrier’s do, each in a block of its own, and a telephone each but for one family', () => {
    const numbers = everybody.map(phoneOf)
    for (const number of numbers) expect(number).toMatch(/^160\d{8}$/)
    expect(new Set(numbers.map(number => number.slice(0, 9))).size).toBe(PLAYERS)
    expect(new Set(everybody.map(deviceOf)).size).toBe(PLAYERS - oddPlayers.family.length + 1)
    expect(new Set(oddPlayers.family.map(deviceOf)).size).toBe(1)
  })

  it('play once, or a second time on the last day, between seven in the morning and half past ten at night', () => {
    const plays = playsOf(everybody, 14)
    const turns = Map.groupBy(plays, ({ player }) => player)
    expect([...turns.keys()]).toEqual(everybody)
    for (const [first, second, ...more] of turns.values()) {
      expect(first?.turn).toBe(0)
      if (second) expect([second.turn, second.day]).toEqual([1, 13])
      expect(more).toEqual([])
    }
    for (const { day, begins, ends } of plays) {
      expect(day).toBeLessThan(14)
      expect(begins >= '07:00:00.000' && begins < ends && ends < '22:30:00.000', `${begins} ${ends}`).toBe(true)
    }
  })

  it('tell a right option by its words, wherever it stands', async () => {
    const { questions: bank } = await questions('medical-insurance')
    const knows = knowing(bank)
    for (const { stem, options, answer } of bank) {
      const right = options['ABCD'.indexOf(answer)] ?? ''
      const shown = options.toReversed()
      expect(shown[knows(stem, shown)]).toBe(right)
    }
    expect(knows('没有这道题？', ['甲', '乙'])).toBe(-1)
  })
})
