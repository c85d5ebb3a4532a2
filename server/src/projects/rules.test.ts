import { describe, expect, it } from 'vitest'
import { everReached, furthest, misplaced, reconcile, stageOfWord, standing, unticked } from './rules.ts'
import { stageRules } from './stageRules.ts'

const at = (stage: string, claimedOn: string | null, recognisedOn: string | null) => ({
  stage,
  claimedOn,
  recognisedOn,
})

describe('the stage a project shows', () => {
  it.each([
    ['nothing known', [], null],
    [
      'a claim alone is shown as a claim',
      [at('signed', '2024-09-20', null)],
      { stage: 'signed', on: '2024-09-20', recognised: false },
    ],
    [
      'the furthest counts, in whatever order it was written',
      [at('started', null, '2025-03-01'), at('signed', null, '2024-09-20')],
      { stage: 'started', on: '2025-03-01', recognised: true },
    ],
    [
      'a claim beyond what is recognised is shown as a claim',
      [at('signed', null, '2024-09-20'), at('started', '2025-01-02', null)],
      { stage: 'started', on: '2025-01-02', recognised: false },
    ],
    [
      'a recognition takes the place of its claim',
      [at('started', '2025-01-02', '2025-01-10')],
      { stage: 'started', on: '2025-01-10', recognised: true },
    ],
    [
      'an end after everything else',
      [at('signed', null, '2024-09-20'), at('terminated', null, '2025-04-17')],
      { stage: 'terminated', on: '2025-04-17', recognised: true },
    ],
    [
      'a suspension that was overcome',
      [at('suspended', null, '2024-10-01'), at('started', null, '2025-02-01')],
      { stage: 'started', on: '2025-02-01', recognised: true },
    ],
  ])('%s', (_, dates, expected) => {
    expect(standing(stageRules, dates)).toEqual(expected)
  })
})

describe('a printed stage', () => {
  it.each([
    ['集中签约', 'signed'],
    ['正式开工', 'started'],
    ['设备入驻', 'landed'],
    ['开园', 'in-production'],
    ['竣工验收', 'completed'],
    ['达产', 'at-capacity'],
    ['洽谈', 'in-talks'],
    ['会见', undefined],
    [null, undefined],
  ])('%s is %s', (word, stage) => {
    expect(stageOfWord(stageRules, word)).toBe(stage)
  })
})

describe('the order of stages', () => {
  const dates = [at('signed', null, '2024-09-20'), at('completed', null, '2025-06-01')]
  it('refuses a start before the signing or after the completion', () => {
    expect(misplaced(stageRules, dates, 'started', '2024-09-19')).toEqual({ other: 'signed', on: '2024-09-20' })
    expect(misplaced(stageRules, dates, 'started', '2025-06-02')).toEqual({ other: 'completed', on: '2025-06-01' })
  })
  it('takes the same day and a day in between', () => {
    expect(misplaced(stageRules, dates, 'started', '2024-09-20')).toBeUndefined()
    expect(misplaced(stageRules, dates, 'started', '2025-01-01')).toBeUndefined()
  })
})

describe('a batch', () => {
  it('keeps what was stated beside what is known, and says how many have no amount', () => {
    expect(reconcile({ count: 20, fen: 1_181_100_000_000 }, [{ fen: 120_000_000_000 }, { fen: null }])).toEqual({
      count: 2,
      fen: 120_000_000_000,
      withoutAmount: 1,
      countGap: 18,
      fenGap: 1_061_100_000_000,
    })
  })
  it('does not call an unknown sum zero', () => {
    expect(reconcile({ count: 19, fen: null }, [{ fen: null }])).toMatchObject({ fen: null, fenGap: null })
  })
  it('counts a stage for everyone who reached it or went past it, claims apart', () => {
    const members = [
      [at('signed', null, '2024-09-20'), at('in-production', null, '2025-03-01')],
      [at('started', '2025-01-02', '2025-01-20')],
      [at('landed', null, '2024-12-01'), at('started', '2025-02-01', null)],
      [],
    ].map(dates => furthest(stageRules, dates))
    const at3 = (stage: string) => members.map(member => everReached(stageRules, member, stage))
    expect(at3('landed')).toEqual(['recognised', 'recognised', 'recognised', null])
    expect(at3('started')).toEqual(['recognised', 'recognised', 'claimed', null])
    expect(at3('in-production')).toEqual(['recognised', null, null, null])
  })

  it('keeps what a project had reached before it was terminated', () => {
    const ended = furthest(stageRules, [at('signed', null, '2022-07-06'), at('terminated', null, '2023-05-01')])
    expect(ended).toEqual({ recognised: 'signed', claimed: null })
    expect(everReached(stageRules, ended, 'started')).toBeNull()
  })
})

describe('a recognition', () => {
  it('asks for what the checklist of its stage names', () => {
    expect(unticked(stageRules, 'started', ['land'])).toEqual(['permit', 'works'])
    expect(unticked(stageRules, 'signed', ['agreement'])).toEqual([])
  })
})
