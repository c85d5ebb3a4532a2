import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasShared, shared } from '#server/testing/shared.ts'
import {
  append,
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const vectors = join(shared, 'oracles/merkle/testdata')
const hashes = (values: string[] | null) => (values ?? []).map(value => Buffer.from(value, 'base64'))
const read = (kind: string) =>
  readdirSync(join(vectors, kind), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.json'))
    .map(name => ({ name, vector: JSON.parse(readFileSync(join(vectors, kind, name), 'utf8')) }))

describe('hashing', () => {
  it('is that of the published constants', () => {
    expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    expect(leafHash('L123456').toString('hex')).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56')
    expect(nodeHash(Buffer.from('N123'), Buffer.from('N456')).toString('hex')).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    )
  })
})

describe.skipIf(!hasShared('oracles/merkle'))('published proofs', () => {
  it('of inclusion are judged right, all 98', () => {
    const wrong = read('inclusion').filter(({ vector }) => {
      const root = Buffer.from(vector.root ?? '', 'base64')
      const leaf = Buffer.from(vector.leafHash ?? '', 'base64')
      return (
        verifyInclusion(leaf, Number(vector.leafIdx), Number(vector.treeSize), hashes(vector.proof), root) ===
        Boolean(vector.wantErr)
      )
    })
    expect(read('inclusion')).toHaveLength(98)
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('of consistency are judged right, all 98', () => {
    const wrong = read('consistency').filter(({ vector }) => {
      const [root1, root2] = [Buffer.from(vector.root1 ?? '', 'base64'), Buffer.from(vector.root2 ?? '', 'base64')]
      return (
        verifyConsistency(Number(vector.size1), Number(vector.size2), hashes(vector.proof), root1, root2) ===
        Boolean(vector.wantErr)
      )
    })
    expect(read('consistency')).toHaveLength(98)
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})

describe('our own proofs', () => {
  const leaves = Array.from({ length: 70 }, (_, n) => leafHash(`entry ${n}`))
  const subtree = (start: number, end: number) => rootOfLeaves(leaves.slice(start, end))

  it('of inclusion hold for every leaf of every size, and not for another leaf', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.nat(69), async (size, index) => {
        fc.pre(index < size)
        const proof = await inclusionProof(index, size, subtree)
        const root = subtree(0, size)
        expect(verifyInclusion(leafHash(`entry ${index}`), index, size, proof, root)).toBe(true)
        expect(verifyInclusion(leafHash('another'), index, size, proof, root)).toBe(false)
      }),
    )
  })

  it('of consistency hold between every two sizes, and not against another tree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const proof = await consistencyProof(from, to, subtree)
        expect(verifyConsistency(from, to, proof, subtree(0, from), subtree(0, to))).toBe(true)
        if (from < to) expect(verifyConsistency(from, to, proof, leafHash('another'), subtree(0, to))).toBe(false)
      }),
    )
  })

  it('rest on a frontier that grows leaf by leaf to the same root', () => {
    let frontier = emptyFrontier
    for (const [index, leaf] of leaves.entries()) {
      frontier = append(frontier, leaf)
      expect(rootOf(frontier).equals(subtree(0, index + 1))).toBe(true)
    }
  })
})
