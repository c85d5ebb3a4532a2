import { describe, expect, it } from 'vitest'
import { givenFrom, proposedFrom, stepsOf } from './ceremony.ts'

const at = '2025-07-01T04:00:00.000Z'
const source = {
  announced: { kind: 'drand' as const, chain: 'quicknet', round: 1, at },
  entries: [],
  difference: null,
  value: null,
  usedFallback: false,
}
const frozen = { act: 'frozen' as const, by: '甲', at: '2025-06-30T00:00:00.000Z', why: null }
const announced = { ...frozen, act: 'announced' as const, by: '乙' }

describe('the steps of a draw', () => {
  it.each([
    ['frozen', [frozen], -1, 'announce'],
    ['announced', [frozen, announced], -1, 'wait'],
    ['announced', [frozen, announced], 0, 'enter'],
    ['ready', [frozen, announced], 0, 'draw'],
    ['called-off', [frozen], 0, undefined],
  ] as const)('%s: what is next', (state, done, late, next) => {
    const steps = stepsOf({ state, sources: [source], done: [...done] }, Date.parse(at) + late)
    expect(steps.find(({ isNow }) => isNow)?.name).toBe(next)
    expect(steps[0]).toMatchObject({ isDone: true, by: '甲' })
  })
})

describe('what is typed', () => {
  it('gives each source in print a round that may stand in for it', () => {
    const typed = {
      kind: 'text' as const,
      nameZh: '指数',
      nameEn: 'Index',
      issue: '1',
      day: '2025-07-01',
      time: '15:00',
    }
    const [, index] = proposedFrom({
      ...{ chain: 'quicknet', day: '2025-07-01', time: '12:00' },
      typed: [{ ...typed, afterDay: '2025-07-02', afterTime: '24:00' }],
    })
    expect(index).toMatchObject({
      at: '2025-07-01T07:00:00.000Z',
      fallback: { after: '2025-07-02T16:00:00.000Z', source: { kind: 'drand', at: '2025-07-02T16:00:00.000Z' } },
    })
  })

  it('is read as numbers, a figure, or the round of a beacon', () => {
    expect(givenFrom({ kind: 'numbers' }, '7, 3 21')).toEqual({ kind: 'numbers', numbers: [7, 3, 21] })
    expect(givenFrom({ kind: 'numbers' }, '7 drei')).toBeUndefined()
    expect(givenFrom({ kind: 'text' }, ' 3117.70 ')).toEqual({ kind: 'text', text: '3117.70' })
    expect(givenFrom({ kind: 'drand' }, 'ab12')).toEqual({ kind: 'drand', signature: 'ab12' })
    expect(givenFrom({ kind: 'drand' }, '{"round":1,"signature": "ab", "previous_signature":"cd"}')).toEqual({
      ...{ kind: 'drand', signature: 'ab', previousSignature: 'cd' },
    })
    expect(givenFrom({ kind: 'drand' }, '{}')).toBeUndefined()
  })
})
