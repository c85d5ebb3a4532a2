import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { type Paper, paper as paperSchema } from '#contract/participation/bank.ts'
import { chanceFrom } from './chance.ts'
import { drawQuestions, showPaper } from './index.ts'
import { aBank } from './testing/drafts.ts'

/** The seed number n of a test: not chance, so that a test that passed passes again. */
const seedOf = (n: number | string) => new Uint8Array(createHash('sha256').update(`test seed ${n}`).digest())
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('the paper a seed gives', () => {
  it('is this one, for ever', () => {
    // Computed by another program (Python's hmac) when the way of drawing was fixed; if it must change, so must the number in the purposes.
    const frozen = drawQuestions(
      aBank(12),
      Uint8Array.from({ length: 32 }, (_, index) => index),
    )
    expect(frozen).toEqual([
      { questionCode: 'TS-003', optionOrder: [2, 3, 0, 1] },
      { questionCode: 'TS-008', optionOrder: [0, 3, 1, 2] },
      { questionCode: 'TS-011', optionOrder: [2, 0, 1, 3] },
      { questionCode: 'TS-007', optionOrder: [2, 0, 1, 3] },
      { questionCode: 'TS-002', optionOrder: [0, 1, 2, 3] },
    ])
  })

  it('has different questions of the bank and every option once', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 5, max: 40 }), (bytes, size) => {
        const bank = aBank(size)
        const drawn = drawQuestions(bank, bytes)
        expect(paperSchema.safeParse(drawn).success).toBe(true)
        expect(new Set(drawn.map(({ questionCode }) => questionCode)).size).toBe(5)
        for (const { questionCode } of drawn)
          expect(bank.questions.some(({ code }) => code === questionCode)).toBe(true)
      }),
    )
  })

  it('is the same whatever the order of the bank, and another for another seed', () => {
    const bank = aBank(40)
    const turned = { questions: bank.questions.toReversed() }
    expect(drawQuestions(turned, seedOf(1))).toEqual(drawQuestions(bank, seedOf(1)))
    expect(drawQuestions(bank, seedOf(2))).not.toEqual(drawQuestions(bank, seedOf(1)))
  })

  it('of the whole bank has all of it; of a bank too small there is none', () => {
    expect(new Set(drawQuestions(aBank(5), seedOf(1)).map(({ questionCode }) => questionCode)).size).toBe(5)
    expect(() => drawQuestions(aBank(4), seedOf(1))).toThrow(
      expect.objectContaining({ code: 'participation.bank-too-small', params: { count: 4, needs: 5 } }),
    )
  })

  test.each([0, 31, 33])('needs 32 bytes: %i are a fault', length => {
    expect(() => drawQuestions(aBank(5), new Uint8Array(length))).toThrow('32 bytes')
  })

  it('is shown in its order without a word about the answer', () => {
    const bank = aBank(12)
    const shown = showPaper(bank, [{ questionCode: 'TS-002', optionOrder: [2, 0, 3, 1] }])
    expect(shown).toEqual([
      { questionCode: 'TS-002', stem: '川川川1问川', options: ['川之三', '川之一', '川之四', '川之二'] },
    ])
    expect(() => showPaper(bank, [{ questionCode: 'TS-099', optionOrder: [0, 1] }])).toThrow('TS-099')
  })
})

/** How many standard deviations counts lie from their equal share: chi-square over k − 1 degrees of freedom as a normal deviate. */
function sigmas(counts: ReadonlyMap<string, number>, cells: number, scale = 1): number {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const share = total / cells
  const seen = [...counts.values()].reduce((sum, count) => sum + (count - share) ** 2 / share, 0)
  const unseen = (cells - counts.size) * share
  return ((seen + unseen) * scale - (cells - 1)) / Math.sqrt(2 * (cells - 1))
}

function counted<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

describe('over 20,000 papers', () => {
  const bank = aBank(12)
  let papers: Paper[]
  beforeAll(() => {
    papers = Array.from({ length: 20_000 }, (_, index) => drawQuestions(bank, seedOf(index)))
  })

  it('each question is drawn equally often', () => {
    const counts = counted(papers.flat(), ({ questionCode }) => questionCode)
    // Five of twelve without putting back scatter less than single draws: by (12 − 1) ÷ (12 − 5).
    expect(Math.abs(sigmas(counts, 12, 11 / 7))).toBeLessThan(4)
  })

  it('each pair of questions is first and second equally often', () => {
    const counts = counted(papers, ([first, second]) => `${first?.questionCode} ${second?.questionCode}`)
    expect(counts.size).toBe(132)
    expect(Math.abs(sigmas(counts, 132))).toBeLessThan(4)
  })

  it('each order of four options comes equally often, at every place of the paper', () => {
    for (const place of [0, 1, 2, 3, 4]) {
      const counts = counted(papers, paper => paper[place]?.optionOrder.join('') ?? '')
      expect(counts.size).toBe(24)
      expect(Math.abs(sigmas(counts, 24))).toBeLessThan(4)
    }
  })

  it('the orders of two questions of a paper have nothing to do with each other', () => {
    const first = (paper: Paper, place: number) => paper[place]?.optionOrder[0] ?? -1
    const counts = counted(papers, paper => `${first(paper, 0)}${first(paper, 1)}`)
    expect(Math.abs(sigmas(counts, 16))).toBeLessThan(4)
  })

  it('a shuffle that favours some orders would be noticed', () => {
    // The usual mistake: each place is exchanged with any place, so that 4^4 ways fall on 24 orders.
    const wrong = Array.from({ length: 20_000 }, (_, index) => {
      const chance = chanceFrom(seedOf(index), 'wrong')
      const order = [0, 1, 2, 3]
      for (const at of [0, 1, 2, 3]) {
        const other = chance.below(4)
        const [mine = 0, theirs = 0] = [order[at], order[other]]
        order[at] = theirs
        order[other] = mine
      }
      return order.join('')
    })
    expect(
      sigmas(
        counted(wrong, order => order),
        24,
      ),
    ).toBeGreaterThan(4)
  })
})

describe('the numbers of a seed', () => {
  it('below three quarters of the range fall on each third equally: none is a remainder', () => {
    // A remainder of 2^32 by 3 × 2^30 would fall on the first third twice as often.
    const chance = chanceFrom(seedOf('thirds'), 'thirds')
    const thirds = Array.from({ length: 20_000 }, () => String(Math.floor(chance.below(3 * 2 ** 30) / 2 ** 30)))
    expect(
      Math.abs(
        sigmas(
          counted(thirds, third => third),
          3,
        ),
      ),
    ).toBeLessThan(4)
    const remainders = Array.from({ length: 20_000 }, () => chance.below(2 ** 32) % (3 * 2 ** 30))
    expect(
      sigmas(
        counted(remainders, number => String(Math.floor(number / 2 ** 30))),
        3,
      ),
    ).toBeGreaterThan(4)
  })

  it('are those of HMAC-SHA256 over purpose and counter', () => {
    const chance = chanceFrom(new Uint8Array(32).fill(7), 'p')
    expect(Array.from({ length: 9 }, () => chance.below(2 ** 32))).toEqual([
      921898064, 2419271527, 2743728420, 3854245055, 3116216340, 58433960, 457878173, 1163944594, 1432080357,
    ])
    expect(() => chance.below(0)).toThrow('no whole number')
  })
})
