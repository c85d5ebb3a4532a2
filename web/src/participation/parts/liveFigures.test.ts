import { describe, expect, it } from 'vitest'
import { bars, hardestFirst, mostFrequent } from './liveFigures.ts'

describe('given what goes on in a quiz', () => {
  it('when scores are drawn, then the highest stands first and the most frequent is the longest', () => {
    expect(
      bars([
        { score: 20, people: 1 },
        { score: 100, people: 4 },
      ]),
    ).toEqual([
      { score: 100, people: 4, share: 1 },
      { score: 20, people: 1, share: 0.25 },
    ])
    expect(bars([])).toEqual([])
  })

  it('when several scores are the most frequent, then all of them are told, and none where nobody has any', () => {
    const of = (...people: number[]) => people.map((each, at) => ({ score: at * 20, people: each }))
    expect(mostFrequent(of(1, 4, 2))).toEqual({ scores: [20], people: 4 })
    expect(mostFrequent(of(3, 1, 3))).toEqual({ scores: [40, 0], people: 3 })
    expect(mostFrequent(of(0))).toBeNull()
    expect(mostFrequent([])).toBeNull()
  })

  it('when questions are listed, then those never drawn are left out and the hardest come first', () => {
    const question = (code: string, shown: number, right: number) => ({
      code,
      stem: code,
      shown,
      answered: shown,
      right,
    })
    expect(
      hardestFirst([
        question('A-001', 0, 0),
        question('B-001', 4, 3),
        question('C-001', 2, 0),
        question('D-001', 9, 0),
      ]),
    ).toMatchObject([
      { code: 'D-001', share: 0 },
      { code: 'C-001', share: 0 },
      { code: 'B-001', share: 0.75 },
    ])
  })
})
