import { expect, it } from 'vitest'
import { drawnPlaces } from './index.ts'

const full = process.env.JIANGHAI_STORM === 'full'
/** 20,000 draws in full; the short form has the same limit in sigmas, so it finds a bias that is three times as large. */
const DRAWS = full ? 20_000 : 2000
const [POOL, WINNERS] = [1000, 520]

it('each of a thousand places wins 52 draws of a hundred, within four sigma over many draws', {
  timeout: 600_000,
}, () => {
  const won = new Float64Array(POOL)
  for (let n = 0; n < DRAWS; n++)
    for (const place of drawnPlaces({
      algorithm: 'jianghai-1',
      pool: POOL,
      winners: WINNERS,
      sources: [n, 'fairness'],
    }))
      won[place] = (won[place] ?? 0) + 1
  const share = WINNERS / POOL
  const sigma = Math.sqrt(DRAWS * share * (1 - share))
  const off = [...won].map(count => (count - DRAWS * share) / sigma)
  const furthest = Math.max(...off.map(Math.abs))
  console.log(`draws: ${DRAWS} of ${WINNERS} in ${POOL}; the furthest place is ${furthest.toFixed(2)} sigma off`)
  // Of a thousand places one lies beyond 4 sigma once in sixteen such runs; the seeds are fixed, so this run is always the same.
  expect(furthest).toBeLessThan(4)
})

it('first places go by weight: 1, 2, 3, 4 of ten', { timeout: 600_000 }, () => {
  const draws = DRAWS * 3
  const first = [0, 0, 0, 0]
  for (let n = 0; n < draws; n++) {
    const [place = 0] = drawnPlaces({
      algorithm: 'jianghai-1',
      pool: 4,
      winners: 1,
      weights: [1, 2, 3, 4],
      sources: [n, 'weights'],
    })
    first[place] = (first[place] ?? 0) + 1
  }
  for (const [place, count] of first.entries()) {
    const share = (place + 1) / 10
    expect(Math.abs(count - draws * share) / Math.sqrt(draws * share * (1 - share)), `place ${place}`).toBeLessThan(4)
  }
})
