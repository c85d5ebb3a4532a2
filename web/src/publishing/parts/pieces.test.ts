import { describe, expect, it } from 'vitest'
import { pieces } from './pieces.ts'

const agenda = [
  { id: 'report', minutes: 25 },
  { id: 'open', minutes: null },
  { id: 'review', minutes: 60 },
  { id: 'topic', minutes: 20 },
]
const drawn = (budget: number | null) =>
  pieces(agenda, budget).map(({ key, size, over }) => `${key} ${size}${over ? '!' : ''}`)

describe('the bar of an agenda', () => {
  it.each<[string, number | null, string[]]>([
    ['stays within a meeting that is long enough', 180, ['report 25', 'review 60', 'topic 20']],
    ['fills a meeting exactly', 105, ['report 25', 'review 60', 'topic 20']],
    ['is cut where the meeting ends in an item', 80, ['report 25', 'review 55', 'review over 5!', 'topic over 20!']],
    ['is cut between two items', 85, ['report 25', 'review 60', 'topic over 20!']],
    ['goes over nothing where the meeting has no set length', null, ['report 25', 'review 60', 'topic 20']],
  ])('%s', (_, budget, expected) => {
    expect(drawn(budget)).toEqual(expected)
  })
})
