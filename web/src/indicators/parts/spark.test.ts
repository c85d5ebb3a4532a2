import { describe, expect, it } from 'vitest'
import { brokenByYear, sparkLines } from './spark.ts'

describe('a small line', () => {
  it('rises to the top and falls to the bottom of its box', () => {
    expect(sparkLines([1, 3, 2], 102, 24)).toEqual(['1,22 51,2 101,12'])
  })
  it('runs through the middle when nothing changes', () => {
    expect(sparkLines([5, 5], 102, 24)).toEqual(['1,12 101,12'])
  })
  it('breaks where a value is missing, and is none with one value', () => {
    expect(sparkLines([1, 2, null, 4, 3], 102, 24)).toHaveLength(2)
    expect(sparkLines([1, null], 102, 24)).toEqual([])
  })
  it('of a total since the beginning of the year breaks between years', () => {
    const points = [
      { period: '2024-07', value: 8 },
      { period: '2024-08', value: 9 },
      { period: '2025-02', value: 1 },
    ]
    expect(brokenByYear(points)).toEqual([8, 9, null, 1])
  })
})
