import { describe, expect, it } from 'vitest'
import { bars, hardestFirst } from './liveFigures.ts'

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
