import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { DrawProof } from '#contract/draws.ts'
import { hasShared, shared } from '#server/testing/shared.ts'
import { bigEndian } from './hashes.ts'
import {
  agreeOn,
  announcementHash,
  announcementOf,
  beaconFault,
  drandChains,
  type FrozenDraw,
  instantOfRound,
  proofOf,
  roundAt,
  roundFrom,
  verifyProof,
} from './index.ts'

const chains = drandChains()
const quicknet = chains.get('quicknet')
if (!quicknet) throw new Error('the chain quicknet is gone')

const oracle = 'oracles/drand/vectors.json'

describe('a round of drand', () => {
  it('is due when the chain says, and found from an instant', () => {
    // 2026-04-20T00:00:00Z is round 27,946,612 of quicknet (measured against the published arithmetic).
    expect(roundAt(quicknet, Date.UTC(2026, 3, 20))).toBe(27_946_612)
    expect(instantOfRound(quicknet, 27_946_612)).toBeLessThanOrEqual(Date.UTC(2026, 3, 20))
    expect(roundAt(quicknet, quicknet.genesisTime * 1000 - 1)).toBe(0)
    for (const at of [Date.UTC(2026, 0, 1), Date.UTC(2025, 8, 28, 10, 0, 1), quicknet.genesisTime * 1000]) {
      const round = roundFrom(quicknet, at)
      expect(instantOfRound(quicknet, round)).toBeGreaterThanOrEqual(at)
      expect(instantOfRound(quicknet, round - 1)).toBeLessThan(at)
    }
  })

  it('comes from a chain whose hash is drand’s digest of what is kept of it', () => {
    for (const [name, chain] of chains) {
      const digest = createHash('sha256')
        .update(bigEndian(chain.periodSeconds, 4))
        .update(bigEndian(chain.genesisTime, 8))
        .update(Buffer.from(chain.publicKey, 'hex'))
        .update(Buffer.from(chain.groupHash, 'hex'))
      if (chain.beaconId !== 'default') digest.update(chain.beaconId)
      expect(digest.digest('hex'), name).toBe(chain.chainHash)
    }
  })

  const vector = z.looseObject({
    name: z.string(),
    scheme: z.enum(['pedersen-bls-unchained', 'pedersen-bls-chained', 'bls-unchained-g1-rfc9380']).optional(),
    public_key: z.string().optional(),
    round: z.int().optional(),
    randomness: z.string().optional(),
    signature: z.string().optional(),
    previous_signature: z.string().nullish(),
    same_as: z.string().optional(),
    valid: z.boolean(),
  })
  const published = hasShared(oracle)
    ? z.object({ vectors: z.array(vector) }).parse(JSON.parse(readFileSync(join(shared, oracle), 'utf8'))).vectors
    : []
  it.skipIf(published.length === 0)('is judged as the published vectors say', () => {
    const judged = published.map(each => {
      const of = published.find(({ name }) => name === each.same_as) ?? each
      const all = { ...of, ...Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) }
      const previousSignature = all.previous_signature ?? undefined
      const fault = beaconFault(
        { scheme: all.scheme ?? 'pedersen-bls-chained', publicKey: all.public_key ?? '' },
        { round: all.round ?? 0, randomness: all.randomness ?? '', signature: all.signature ?? '', previousSignature },
      )
      return `${each.name}: ${fault === undefined}`
    })
    expect(judged).toEqual(published.map(each => `${each.name}: ${each.valid}`))
    expect(judged).toHaveLength(6)
  })
})

const frozen: FrozenDraw & { pool: string[] } = {
  draw: 'a quiz, first draw',
  titleZh: '医保竞答第一次抽取',
  titleEn: 'First draw of the quiz',
  announcedAt: '2025-09-28T02:00:00Z',
  algorithm: 'jianghai-1',
  winners: 5,
  reserves: 3,
  pool: Array.from({ length: 20 }, (_, n) => `竞答 ${n + 1}`),
  exclude: ['竞答 3'],
  exclusionZh: '已中过奖的不再抽',
  exclusionEn: 'who has won before is left out',
  sources: [
    { kind: 'label', value: 'a quiz, first draw' },
    {
      kind: 'numbers',
      nameZh: '双色球',
      nameEn: 'Double Colour Ball',
      issue: '2025112',
      at: '2025-09-28T13:15:00Z',
      count: 6,
      least: 1,
      most: 33,
    },
    {
      kind: 'text',
      nameZh: '上证指数收盘',
      nameEn: 'SSE Composite close',
      issue: '2025-09-29',
      at: '2025-09-29T07:00:00Z',
      fallback: {
        after: '2025-09-29T12:00:00Z',
        source: {
          kind: 'text',
          nameZh: '深证成指收盘',
          nameEn: 'SZSE Component close',
          issue: '2025-09-30',
          at: '2025-09-30T07:00:00Z',
        },
      },
    },
  ],
}
const labelled = (value: string) => [{ kind: 'label' as const, value }, ...frozen.sources.slice(1)]
const numbers = {
  kind: 'numbers' as const,
  nameZh: '双色球',
  nameEn: 'Double Colour Ball',
  issue: '2025112',
  at: '2025-09-28T13:15:00Z',
  count: 6,
  least: 1,
  most: 33,
}
const used = [{ value: 'a quiz, first draw' }, { value: [5, 8, 12, 19, 27, 33] }, { value: '3862.53' }]
const made = () => {
  const announcement = announcementOf(frozen, chains)
  return { announcement, proof: proofOf(announcement, used, frozen, chains) }
}

describe('an announcement', () => {
  it('holds no id, and has one hash', () => {
    const { announcement } = made()
    expect(JSON.stringify(announcement)).not.toContain('竞答 1')
    expect(announcement.pool).toMatchObject({ count: 20, tickets: '20' })
    expect(announcementHash(announcement)).toMatch(/^[0-9a-f]{64}$/)
    expect(announcementHash({ ...announcement, winners: 6 })).not.toBe(announcementHash(announcement))
  })

  it.each([
    ['a source that is known already', { ...frozen, announcedAt: '2025-09-29T08:00:00Z' }, 'draws.source-not-ahead'],
    ['labels only', { ...frozen, sources: frozen.sources.slice(0, 1) }, 'draws.sources-all-labels'],
    [
      'a round at another instant',
      {
        ...frozen,
        sources: [{ kind: 'drand' as const, chain: 'quicknet', round: 22_000_000, at: '2025-09-29T07:00:00Z' }],
      },
      'draws.round-not-at-instant',
    ],
    [
      'a chain nobody knows',
      { ...frozen, sources: [{ kind: 'drand' as const, chain: 'mine', round: 1, at: '2025-09-29T07:00:00Z' }] },
      'draws.chain-unknown',
    ],
    ['more winners than people', { ...frozen, winners: 30 }, 'draws.too-few-in-pool'],
    [
      'a fallback known before it takes over: who knows it could choose',
      {
        ...frozen,
        sources: [
          {
            ...numbers,
            fallback: { after: '2025-09-30T00:00:00Z', source: { ...numbers, at: '2025-09-29T23:59:59Z' } },
          },
        ],
      },
      'draws.fallback-known-early',
    ],
    ['a label no draw could take', { ...frozen, sources: labelled('e\u0301') }, 'draws.text-not-nfc'],
    [
      'a text where RFC 3797 takes numbers only',
      { ...frozen, algorithm: 'rfc3797' as const, sources: frozen.sources.slice(1) },
      'draws.source-text-not-taken',
    ],
    ['a range nothing is in', { ...frozen, sources: [{ ...numbers, least: 34 }] }, 'draws.range-empty'],
    ['a title its readers would not find', { ...frozen, titleZh: '' }, 'draws.announcement-unfit'],
  ])('is refused with %s', (_, given, code) => {
    expect(() => announcementOf(given, chains)).toThrow(code)
  })
})

describe('a proof', () => {
  it('holds, and says of each part that it does', () => {
    const { proof } = made()
    const verdict = verifyProof(JSON.parse(JSON.stringify(proof)), chains)
    expect(verdict.first).toBeUndefined()
    expect(verdict.checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'pool holds',
      'announcement holds',
      'sources holds',
      'log absent',
      'key holds',
      'steps holds',
      'winners holds',
      'reserves holds',
    ])
  })

  const changes: ReadonlyArray<readonly [string, (proof: DrawProof) => unknown, string]> = [
    ['another winner', proof => ({ ...proof, winners: ['竞答 20', ...proof.winners.slice(1)] }), 'winners[0]'],
    ['a winner fewer', proof => ({ ...proof, winners: proof.winners.slice(1) }), 'winners[0]'],
    ['another reserve', proof => ({ ...proof, reserves: [...proof.reserves].reverse() }), 'reserves[0]'],
    [
      'a step',
      proof => ({
        ...proof,
        steps: proof.steps.map((step, n) => (n === 2 ? { ...step, index: step.index + 1 } : step)),
      }),
      'steps[2].index',
    ],
    [
      'a hash',
      proof => ({
        ...proof,
        steps: proof.steps.map((step, n) => (n === 0 ? { ...step, hash: '0'.repeat(64) } : step)),
      }),
      'steps[0].hash',
    ],
    ['the key', proof => ({ ...proof, key: `${proof.key}1./` }), 'key'],
    [
      'the order of the pool',
      proof => ({ ...proof, input: { ...proof.input, pool: [...frozen.pool].reverse() } }),
      'poolRoot',
    ],
    [
      'somebody in the pool',
      proof => ({ ...proof, input: { ...proof.input, pool: frozen.pool.with(9, '竞答 99') } }),
      'poolRoot',
    ],
    [
      'who is excluded',
      proof => ({ ...proof, input: { ...proof.input, exclude: ['竞答 4'] } }),
      'announcement.exclusion.root',
    ],
    [
      'how many win',
      proof => ({ ...proof, announcement: { ...proof.announcement, winners: 4 } }),
      'announcement.winners',
    ],
    [
      'what a source said',
      proof => ({ ...proof, used: proof.used?.with(1, { value: [5, 8, 12, 19, 27, 32] }) }),
      'used[1][5]',
    ],
    [
      'a number that cannot be',
      proof => ({ ...proof, used: proof.used?.with(1, { value: [5, 8, 12, 19, 27, 34] }) }),
      'used[1]',
    ],
    [
      'a fallback for what has none',
      proof => ({ ...proof, used: proof.used?.with(1, { value: [5, 8, 12, 19, 27, 33], fallback: true }) }),
      'used[1]',
    ],
    ['a label', proof => ({ ...proof, used: proof.used?.with(0, { value: 'another' }) }), 'used[0]'],
  ]
  it.each(changes)('in which %s was changed is found out', (_, change, field) => {
    const verdict = verifyProof(change(made().proof), chains)
    expect(verdict.holds).toBe(false)
    expect(verdict.first?.field ?? verdict.first?.params.field).toBe(field)
  })

  it('with the announced fallback holds, and is another draw', () => {
    const announcement = announcementOf(frozen, chains)
    const other = proofOf(
      announcement,
      used.with(2, { value: '13201.95', fallback: true } as (typeof used)[number]),
      frozen,
      chains,
    )
    expect(verifyProof(other, chains).holds).toBe(true)
    expect(other.winners).not.toEqual(made().proof.winners)
  })

  it.each([
    [null, 'draws.proof-unfit'],
    [[], 'draws.proof-unfit'],
    [{}, 'draws.proof-without-input'],
    [{ input: { algorithm: 'jianghai-1', pool: 2, winners: 1, sources: [1] } }, 'draws.field-unfit'],
  ])('%j is none', (given, code) => {
    expect(() => verifyProof(given, chains)).toThrow(code)
  })
})

describe('numbers typed by two people', () => {
  const rule = { count: 3, least: 1, most: 33 }
  it('stand when both typed the same', () => {
    expect(agreeOn(rule, { by: 'a', numbers: [1, 2, 3] }, { by: 'b', numbers: [1, 2, 3] })).toEqual({
      agreed: [1, 2, 3],
    })
  })
  it('do not when they part, and it says where', () => {
    expect(agreeOn(rule, { by: 'a', numbers: [1, 2, 3] }, { by: 'b', numbers: [1, 3, 3] })).toEqual({
      difference: { at: 1, first: 2, second: 3 },
    })
  })
  it.each([
    [{ by: 'a', numbers: [1, 2, 3] }, { by: 'a', numbers: [1, 2, 3] }, 'draws.entry-same-person'],
    [{ by: 'a', numbers: [1, 2] }, { by: 'b', numbers: [1, 2, 3] }, 'draws.entry-count'],
    [{ by: 'a', numbers: [1, 2, 34] }, { by: 'b', numbers: [1, 2, 34] }, 'draws.entry-out-of-range'],
  ])('%j and %j are refused', (one, other, code) => {
    expect(() => agreeOn(rule, one, other)).toThrow(code)
  })
})
