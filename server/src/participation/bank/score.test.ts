import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { score as scoreSchema } from '#contract/participation/bank.ts'
import { drawQuestions, scorePaper, showPaper } from './index.ts'
import { aBank } from './testing/drafts.ts'

const bank = aBank(12)
// The right options are A, B and C as written; they are shown at places 2, 0 and 1.
const paper = [
  { questionCode: 'TS-001', optionOrder: [3, 1, 0, 2] },
  { questionCode: 'TS-002', optionOrder: [1, 0, 2, 3] },
  { questionCode: 'TS-003', optionOrder: [0, 2, 1, 3] },
]

describe('a paper', () => {
  it('scores what is right by the place it was shown at; wrong and unanswered count nothing', () => {
    const score = scorePaper(
      paper,
      bank,
      new Map([
        ['TS-001', 2],
        ['TS-002', 1],
      ]),
    )
    expect(scoreSchema.parse(score)).toEqual({
      points: 20,
      most: 60,
      lines: [
        { questionCode: 'TS-001', chosen: 'A', answer: 'A', right: true, points: 20 },
        { questionCode: 'TS-002', chosen: 'A', answer: 'B', right: false, points: 0 },
        { questionCode: 'TS-003', chosen: null, answer: 'C', right: false, points: 0 },
      ],
    })
    expect(scorePaper(paper, bank, new Map(), 10)).toMatchObject({ points: 0, most: 30 })
  })

  test.each([4, -1, 0.5, Number.NaN])('with a choice at place %d is refused', place => {
    expect(() => scorePaper(paper, bank, new Map([['TS-001', place]]))).toThrow(
      expect.objectContaining({ code: 'participation.choice-unfit', field: 'TS-001' }),
    )
  })

  it('with a choice for another question is refused; with a question its bank has not is a fault', () => {
    expect(() => scorePaper(paper, bank, new Map([['TS-009', 0]]))).toThrow(
      expect.objectContaining({ code: 'participation.choice-not-on-paper' }),
    )
    expect(() => scorePaper(paper, aBank(2), new Map())).toThrow('TS-003')
  })

  it('scores 100 to who picks the words of the right option, whatever the seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), seed => {
        const drawn = drawQuestions(bank, seed)
        const right = new Map(
          showPaper(bank, drawn).map(({ questionCode, options }) => {
            const written = bank.questions.find(({ code }) => code === questionCode)
            return [questionCode, options.indexOf(written?.options['ABCD'.indexOf(written.answer)] ?? '')]
          }),
        )
        expect(scorePaper(drawn, bank, right).points).toBe(100)
        const wrong = new Map([...right].map(([code, place]) => [code, (place + 1) % 4]))
        expect(scorePaper(drawn, bank, wrong).points).toBe(0)
      }),
    )
  })
})
