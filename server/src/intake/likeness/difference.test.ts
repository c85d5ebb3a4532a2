import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf } from './difference.ts'
import { lettersOf } from './shingles.ts'

const marked = (first: string, later: string) =>
  differenceOf(first, later).rows.map(row =>
    [row.first, row.later].map(
      side => side?.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('') ?? null,
    ),
  )

describe('two articles side by side', () => {
  it('a number that was changed, a sentence that was left out, one that was added', () => {
    expect(
      marked('甲乙丙丁。走廊总投资42亿元。记者在场。', '甲乙丙丁。走廊总投资45亿元。另有三家企业签约落户。'),
    ).toEqual([
      ['甲乙丙丁。', '甲乙丙丁。'],
      ['走廊总投资4[2]亿元。', '走廊总投资4[5]亿元。'],
      ['[记者在场。]', null],
      [null, '[另有三家企业签约落户。]'],
    ])
  })

  it('what differs in marks and width only is the same', () => {
    expect(marked('全市，２１５０万吨。', '全市,2150万吨。')).toEqual([['全市，２１５０万吨。', '全市,2150万吨。']])
  })

  it('loses no letter of either, whatever they are', () => {
    const text = fc.stringMatching(/^[甲乙丙丁12。，\n]{0,80}$/)
    const side = (rows: ReturnType<typeof differenceOf>['rows'], which: 'first' | 'later') =>
      rows
        .flatMap(row => row[which] ?? [])
        .map(piece => piece.text)
        .join('')
    fc.assert(
      fc.property(text, text, (first, later) => {
        const { rows } = differenceOf(first, later)
        expect(lettersOf(side(rows, 'first'))).toBe(lettersOf(first))
        expect(lettersOf(side(rows, 'later'))).toBe(lettersOf(later))
      }),
    )
  })

  it('says when an article is longer than is shown', () => {
    expect(differenceOf('一句。'.repeat(500), '一句。')).toMatchObject({ isCut: true })
  })
})
