import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { DrawInput } from '#contract/draws.ts'
import { hasShared, shared } from '#server/testing/shared.ts'
import { append, emptyFrontier, emptyRoot, leafHash, rootOf } from '../log/merkle.ts'
import { Refusal } from '../refusal.ts'
import { draw, drawnPlaces, keyOf, poolRoot, readInput } from './index.ts'
import { inputs, plainDraw } from './testing/inputs.ts'

const vectors = z.object({
  vectors: z.array(
    z.object({
      name: z.string(),
      pool: z.int(),
      select: z.int(),
      inputs: z.array(z.array(z.int())),
      key: z.string(),
      md5: z.array(z.string()),
      selected: z.array(z.int()),
    }),
  ),
})

describe.skipIf(!hasShared('oracles/rfc3797/vectors.json'))('the published draws of RFC 3797', () => {
  const published = hasShared('oracles/rfc3797/vectors.json')
    ? vectors.parse(JSON.parse(readFileSync(join(shared, 'oracles/rfc3797/vectors.json'), 'utf8'))).vectors
    : []
  it.each(published.map(each => [each.name, each] as const))('come out the same, hash by hash: %s', (_, each) => {
    const input = readInput({ algorithm: 'rfc3797', pool: each.pool, winners: each.select, sources: each.inputs })
    const result = draw(input)
    expect(result.key).toBe(each.key)
    expect(result.steps.map(({ hash }) => hash.toUpperCase())).toEqual(each.md5)
    expect(result.winners).toEqual(each.selected)
  })
  it('are 28 picks', () => {
    expect(published.reduce((sum, { selected }) => sum + selected.length, 0)).toBe(28)
  })
})

/** Section 6 of RFC 3797 (June 2004), carried so that the algorithm is held where the oracle is absent. */
it('the worked example of RFC 3797 section 6', () => {
  const sources = [9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
  const { key, winners, steps } = draw(readInput({ algorithm: 'rfc3797', pool: 25, winners: 10, sources }))
  expect(key).toBe('9319./2.5.8.10.12./9.18.26.34.41.45./')
  expect(winners).toEqual([17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
  expect(steps[0]?.hash).toBe('990dd0a5692a029a98b5e01aa28f3459')
})

describe('jianghai-1', () => {
  it('comes out as it always did', () => {
    const input = readInput({
      algorithm: 'jianghai-1',
      pool: ['竞答 7K3M', '竞答 9Q2F', '竞答 A1B2', '竞答 C3D4', '竞答 E5F6'],
      winners: 2,
      reserves: 2,
      weights: [1, 2, 3, 4, 5],
      exclude: ['竞答 A1B2'],
      sources: ['2025-09-28', [12, 3, 33], 9319, 'a "quoted" \\ text'],
    })
    const result = draw(input)
    expect(result).toMatchInlineSnapshot(`
      {
        "key": ""2025-09-28"/3.12.33./9319./"a \\"quoted\\" \\\\ text"/",
        "poolRoot": "9fd1d4683ef94a4d307236fc9bf72df56d9c137c5dbf989d9bb6e3c95286b95d",
        "reserves": [
          "竞答 C3D4",
          "竞答 9Q2F",
        ],
        "steps": [
          {
            "hash": "009a58e64b5b3f16787179b59f5865c01be3ddfb31b35372dfd2645f2e014bb4",
            "id": "竞答 7K3M",
            "index": 0,
            "remaining": 4,
            "step": 0,
            "ticket": "0",
            "tickets": "12",
          },
          {
            "hash": "ac79d725c86f18c952e48d0218e4ec363694d288748b7f638ac72bc65c0bb14c",
            "id": "竞答 E5F6",
            "index": 2,
            "remaining": 3,
            "step": 1,
            "ticket": "8",
            "tickets": "11",
          },
          {
            "hash": "76dc2ce1edea7151e478fa2cc7b14d1c45ace4c004e42d08f99839c99873673e",
            "id": "竞答 C3D4",
            "index": 1,
            "remaining": 2,
            "step": 2,
            "ticket": "4",
            "tickets": "6",
          },
          {
            "hash": "ea1aa09c1fc5e976652235990a27007b227de61febd4f00c72cb6391d505e88c",
            "id": "竞答 9Q2F",
            "index": 0,
            "remaining": 1,
            "step": 3,
            "ticket": "0",
            "tickets": "2",
          },
        ],
        "winners": [
          "竞答 7K3M",
          "竞答 E5F6",
        ],
      }
    `)
  })

  it('is what a plain reading of the description computes, step by step', () => {
    fc.assert(
      fc.property(inputs, input => {
        const { key, winners, reserves, steps } = draw(input)
        const plain = plainDraw(input)
        expect(key).toBe(plain.key)
        expect(steps.map(({ hash }) => hash)).toEqual(plain.hashes)
        expect([...winners, ...reserves]).toEqual(plain.order)
      }),
      { numRuns: 300 },
    )
  })

  it('draws nobody twice, nobody excluded, and a larger count changes no earlier position', () => {
    fc.assert(
      fc.property(inputs, input => {
        const whole = draw(input)
        const order = [...whole.winners, ...whole.reserves]
        expect(new Set(order).size).toBe(order.length)
        for (const id of input.exclude ?? []) expect(order.map(String)).not.toContain(String(id))
        const fewer = draw({ ...input, winners: 1, reserves: 0 })
        expect(fewer.winners).toEqual(order.slice(0, 1))
        expect(drawnPlaces(input)).toHaveLength(order.length)
      }),
    )
  })

  it('depends on every member: one changed source, id, weight or exclusion is another draw or another root', () => {
    const base: DrawInput = { algorithm: 'jianghai-1', pool: 1000, winners: 520, reserves: 100, sources: [1, 'x'] }
    const first = draw(base)
    expect(draw({ ...base, sources: [2, 'x'] }).winners).not.toEqual(first.winners)
    expect(draw({ ...base, sources: [1, 'y'] }).winners).not.toEqual(first.winners)
    expect(draw({ ...base, exclude: [7] }).winners).not.toEqual(first.winners)
    expect(draw({ ...base, weights: Array.from({ length: 1000 }, (_, n) => (n === 0 ? 2 : 1)) }).poolRoot).not.toBe(
      first.poolRoot,
    )
  })

  it('handles more tickets than a double holds', () => {
    const weights = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 1]
    const { steps } = draw(
      readInput({ algorithm: 'jianghai-1', pool: ['a', 'b', 'c'], winners: 3, weights, sources: [1] }),
    )
    expect(steps[0]?.tickets).toBe(String(2n * BigInt(Number.MAX_SAFE_INTEGER) + 1n))
    expect(new Set(steps.map(({ id }) => id))).toEqual(new Set(['a', 'b', 'c']))
  })
})

describe('the key', () => {
  it('is one for each list of sources, up to the order within one drawing', () => {
    const source = fc.oneof(
      fc.nat(),
      fc.array(fc.nat(99), { minLength: 1, maxLength: 7 }),
      fc.string({ unit: fc.constantFrom('"', '\\', '/', '.', '7', '1', 'a'), minLength: 1, maxLength: 6 }),
    )
    const plain = (sources: ReadonlyArray<number | number[] | string>) =>
      JSON.stringify(sources.map(each => (typeof each === 'string' ? each : [each].flat().toSorted((a, b) => a - b))))
    fc.assert(
      fc.property(
        fc.array(source, { minLength: 1, maxLength: 4 }),
        fc.array(source, { minLength: 1, maxLength: 4 }),
        (one, other) => {
          expect(keyOf(one) === keyOf(other)).toBe(plain(one) === plain(other))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the root of a pool', () => {
  it('is the Merkle tree of the log, over a line a member', () => {
    for (const size of [1, 2, 3, 7, 8, 1000]) {
      const lines = Array.from({ length: size }, (_, n) => `${n + 1}\t1`)
      const tree = lines.map(line => leafHash(line)).reduce(append, emptyFrontier)
      expect(poolRoot(size)).toBe(rootOf(tree).toString('hex'))
    }
    expect(emptyRoot.toString('hex')).toBe(createHash('sha256').digest('hex'))
  })
})

describe('an input', () => {
  const good = { algorithm: 'jianghai-1', pool: ['甲', '乙', '丙'], winners: 1, sources: [1] }
  it.each([
    [{ ...good, algorithm: 'md5' }, 'draws.algorithm-unknown', 'algorithm'],
    [{ ...good, exlude: [] }, 'draws.field-unknown', 'exlude'],
    [{ ...good, pool: [] }, 'draws.pool-empty', 'pool'],
    [{ ...good, pool: 0 }, 'draws.count-unfit', 'pool'],
    [{ ...good, pool: 1.5 }, 'draws.count-unfit', 'pool'],
    [{ ...good, pool: '3' }, 'draws.pool-unfit', 'pool'],
    [{ ...good, pool: ['甲', '乙', '甲'] }, 'draws.pool-twice', 'pool[2]'],
    [{ ...good, pool: ['甲', 2] }, 'draws.text-expected', 'pool[1]'],
    [{ ...good, pool: ['e\u0301'] }, 'draws.text-not-nfc', 'pool[0]'],
    [{ ...good, pool: ['甲\u202e'] }, 'draws.text-direction', 'pool[0]'],
    [{ ...good, pool: ['甲\u200b'] }, 'draws.text-invisible', 'pool[0]'],
    [{ ...good, pool: ['甲\u3164'] }, 'draws.text-invisible', 'pool[0]'],
    [{ ...good, pool: ['甲\u034f'] }, 'draws.text-invisible', 'pool[0]'],
    [{ ...good, pool: ['甲\u{e0041}'] }, 'draws.text-invisible', 'pool[0]'],
    [{ ...good, pool: ['甲\ud800'] }, 'draws.text-surrogate', 'pool[0]'],
    [{ ...good, pool: [' 甲'] }, 'draws.text-edges', 'pool[0]'],
    [{ ...good, winners: 0 }, 'draws.count-unfit', 'winners'],
    [{ ...good, winners: 4 }, 'draws.too-few-in-pool', 'winners'],
    [{ ...good, winners: 2, reserves: 2 }, 'draws.too-few-in-pool', 'winners'],
    [{ ...good, winners: 3, exclude: ['乙'] }, 'draws.too-few-in-pool', 'winners'],
    [{ ...good, exclude: ['丁'] }, 'draws.exclude-not-in-pool', 'exclude[0]'],
    [{ ...good, exclude: ['乙', '乙'] }, 'draws.exclude-twice', 'exclude[1]'],
    [{ ...good, weights: [1, 2] }, 'draws.weights-length', 'weights'],
    [{ ...good, weights: [1, 0, 2] }, 'draws.weight-unfit', 'weights[1]'],
    [{ ...good, weights: [1, 1.5, 2] }, 'draws.weight-unfit', 'weights[1]'],
    [{ ...good, weights: [1, Number.NaN, 2] }, 'draws.weight-unfit', 'weights[1]'],
    [{ ...good, weights: [1, 2 ** 53, 2] }, 'draws.weight-unfit', 'weights[1]'],
    [{ ...good, sources: [] }, 'draws.sources-empty', 'sources'],
    [{ ...good, sources: [[]] }, 'draws.source-empty', 'sources[0]'],
    [{ ...good, sources: [-1] }, 'draws.source-number-unfit', 'sources[0]'],
    [{ ...good, sources: [1, [2, 3.5]] }, 'draws.source-number-unfit', 'sources[1][1]'],
    [{ ...good, sources: [''] }, 'draws.text-empty', 'sources[0]'],
    [{ ...good, algorithm: 'rfc3797', sources: ['x'] }, 'draws.source-text-not-taken', 'sources[0]'],
    [{ ...good, algorithm: 'rfc3797', weights: [1, 1, 1] }, 'draws.weights-not-taken', 'weights'],
    [{ ...good, algorithm: 'rfc3797', pool: 65_536 }, 'draws.pool-too-large', 'pool'],
    [[], 'draws.input-unfit', 'input'],
    [null, 'draws.input-unfit', 'input'],
  ])('%j is refused with the member named', (given, code, field) => {
    try {
      readInput(given)
      throw new Error('it was taken')
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
      expect(error).toMatchObject({ code, field })
    }
  })

  it('nested deeper than a stack is refused like any other', () => {
    const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000))
    expect(() => readInput({ ...good, winners: deep })).toThrow('draws.count-unfit')
    expect(() => readInput({ ...good, pool: [deep] })).toThrow('draws.text-expected')
  })
})
