import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import { type Bin, calibrationError, confidence } from '../testing/confidence.ts'
import { fitted } from '../testing/fit.ts'
import { annotatedPages, ownAnnotated } from '../testing/gold.ts'
import { type Calibration, calibrated } from './calibrate.ts'
import { calibration } from './table.ts'

const shared = new URL('../../../../../../shared/pages/', import.meta.url)
const golds = existsSync(fileURLToPath(new URL('gold/', shared)))
if (!golds) console.warn(`SKIPPED: no annotated pages at ${fileURLToPath(shared)}; calibration is not reported on them`)
const own = ownAnnotated()

const agreement = (confidence: number): Fact => ({
  kind: 'agreement',
  parties: [],
  subject: '',
  form: '协议',
  dateText: null,
  evidence: { start: 0, end: 2, text: '协议' },
  confidence,
})

/** With fewer facts a share says nothing: of five, one is a fifth. */
const FEW = 20
/** What is said and what is right, apart by at most so much over all facts, and in each part of the diagram that has more than a few. */
const apart = (bins: readonly Bin[]) => ({
  overAll: calibrationError(bins),
  atWorst: Math.max(0, ...bins.filter(({ of }) => of >= FEW).map(({ mean, right, of }) => Math.abs(mean - right / of))),
})
const isBelieved = (bins: readonly Bin[]) => {
  const { overAll, atWorst } = apart(bins)
  return overAll <= 0.05 && atWorst <= 0.05
}

describe('the confidence of facts', () => {
  it('is what our own annotated pages give: node bench/calibrate.ts writes the table', () =>
    expect(calibration).toEqual(fitted(own)))

  it('is to be believed on our own pages', () => {
    expect(own.length).toBeGreaterThanOrEqual(18)
    expect(isBelieved(confidence(own)), JSON.stringify(apart(confidence(own)))).toBe(true)
  })

  it.skipIf(!golds)('is to be believed on the annotated pages, on which nothing was fitted', () => {
    const bins = confidence(annotatedPages(shared, new URL('gold/', shared)))
    expect(isBelieved(bins), JSON.stringify(apart(bins))).toBe(true)
  })

  it('is nearer to what is right than what the grammar says by itself', () =>
    expect(calibrationError(confidence(own))).toBeLessThan(calibrationError(confidence(own, {}))))

  const planted: Array<[string, Calibration]> = [
    ['too little', { ...calibration, figure: [[0.95, 0.6]] }],
    [
      'too little of people alone',
      {
        ...calibration,
        person: [
          [0.82, 0.3],
          [0.95, 0.4],
        ],
      },
    ],
  ]
  it.each(planted)('fails this test where a table says %s', (_, table) =>
    expect(isBelieved(confidence(own, table))).toBe(false),
  )
  it('fails this test where it says nine in ten and six in ten are right', () =>
    expect(isBelieved([{ from: 0.85, to: 0.95, mean: 0.9, right: 60, of: 100 }])).toBe(false))
})

describe('a table of confidence', () => {
  const table: Calibration = {
    agreement: [
      [0.5, 0.8],
      [0.9, 0.9],
    ],
  }
  test.each([
    [0, 0],
    [0.25, 0.4],
    [0.5, 0.8],
    [0.7, 0.85],
    [0.9, 0.9],
    [0.95, 0.95],
    [1, 1],
  ])('gives for %d between its places %d', (said, gives) =>
    expect(calibrated(agreement(said), table).confidence).toBeCloseTo(gives, 4),
  )
  it('leaves kinds alone that it does not hold', () =>
    expect(calibrated(agreement(0.7), { person: [[0.7, 0.1]] }).confidence).toBe(0.7))
  it('rises: whoever was surer is not given less', () => {
    for (const knots of Object.values(calibration)) {
      const given = (knots ?? []).map(([, right]) => right)
      expect(given).toEqual(given.toSorted((a, b) => a - b))
      expect(Math.max(...given)).toBeLessThanOrEqual(0.99)
    }
  })
})
