import { describe, expect, it } from 'vitest'
import { gapOf } from './gap.ts'

const sums = (
  statedCount: number | null,
  knownCount: number | null,
  statedTotal: number | null,
  knownTotal: number | null,
) =>
  gapOf({
    statedCount: { value: statedCount },
    knownCount: { value: knownCount },
    statedTotal: { value: statedTotal },
    knownTotal: { value: knownTotal },
  })

describe('the gap of a batch', () => {
  it('is what was stated less what is known, without binary dust', () => {
    expect(sums(20, 19, 118.11, 113.61)).toEqual({ count: 1, total: 4.5 })
  })
  it('is not nought where nothing was stated', () => {
    expect(sums(19, 18, null, 40)).toEqual({ count: 1, total: null })
  })
  it('is the whole where nothing is known', () => {
    expect(sums(20, 0, 118.11, null)).toEqual({ count: 20, total: 118.11 })
  })
  it('may be too much', () => {
    expect(sums(2, 3, 10, 12)).toEqual({ count: -1, total: -2 })
  })
})
