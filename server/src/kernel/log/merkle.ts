import { createHash } from 'node:crypto'

/** Hashing of RFC 9162 section 2.1: leaves are prefixed with 0x00, inner nodes with 0x01, so neither can pass for the other. */
export function leafHash(entry: Uint8Array | string): Buffer {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(entry)
    .digest()
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest()
}

/** The root of the empty tree: the hash of nothing. */
export const emptyRoot = createHash('sha256').digest()

/**
 * A growing tree, kept as the roots of its complete subtrees (largest first): one per bit set in its size.
 * Appending costs a few hashes, whatever the size.
 */
export type Frontier = { size: number; hashes: readonly Buffer[] }

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

export function append({ size, hashes }: Frontier, leaf: Buffer): Frontier {
  const kept = [...hashes]
  let node = leaf
  // Each trailing one bit of the old size is a complete subtree that this leaf makes part of a larger one.
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = kept.pop()
    if (!left) throw new Error('a frontier without the subtrees its size asks for')
    node = nodeHash(left, node)
  }
  return { size: size + 1, hashes: [...kept, node] }
}

export function rootOf({ hashes }: Frontier): Buffer {
  return (
    hashes.reduceRight<Buffer | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ??
    emptyRoot
  )
}

/** The root over given leaf hashes, from scratch. */
export function rootOfLeaves(leaves: readonly Buffer[]): Buffer {
  return rootOf(leaves.reduce(append, emptyFrontier))
}

/** How a hash of a complete or partial subtree over leaves [start, end) is obtained: stored levels or recomputed. */
export type SubtreeHash = (start: number, end: number) => Promise<Buffer> | Buffer

/** The inclusion proof of a leaf in the tree of `size` leaves (RFC 9162 section 2.1.3.1). */
export async function inclusionProof(index: number, size: number, subtree: SubtreeHash): Promise<Buffer[]> {
  if (index < 0 || index >= size) throw new RangeError('no such leaf in this tree')
  return path(index, 0, size, subtree)
}

async function path(index: number, start: number, end: number, subtree: SubtreeHash): Promise<Buffer[]> {
  if (end - start <= 1) return []
  const split = start + largestPowerBelow(end - start)
  return index < split
    ? [...(await path(index, start, split, subtree)), await subtree(split, end)]
    : [...(await path(index, split, end, subtree)), await subtree(start, split)]
}

/** The proof that the tree of `size1` leaves is a prefix of the tree of `size2` (RFC 9162 section 2.1.4.1). */
export async function consistencyProof(size1: number, size2: number, subtree: SubtreeHash): Promise<Buffer[]> {
  if (size1 < 0 || size1 > size2) throw new RangeError('no such pair of trees')
  return size1 === 0 || size1 === size2 ? [] : prefixProof(size1, 0, size2, true, subtree)
}

async function prefixProof(
  size1: number,
  start: number,
  end: number,
  whole: boolean,
  subtree: SubtreeHash,
): Promise<Buffer[]> {
  if (size1 === end - start) return whole ? [] : [await subtree(start, end)]
  const half = largestPowerBelow(end - start)
  return size1 <= half
    ? [...(await prefixProof(size1, start, start + half, whole, subtree)), await subtree(start + half, end)]
    : [...(await prefixProof(size1 - half, start + half, end, false, subtree)), await subtree(start, start + half)]
}

/** The largest power of two below n (n > 1). */
export function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

/** Whether an inclusion proof leads from the leaf to the root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!sane(index) || !sane(size) || index >= size || !proof.every(isHash) || !isHash(root) || !isHash(leaf))
    return false
  let [fn, sn] = [index, size - 1]
  let hash = leaf
  for (const node of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(node, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = nodeHash(hash, node)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && hash.equals(root)
}

/**
 * Whether a consistency proof shows tree 1 to be a prefix of tree 2 (RFC 9162 section 2.1.4.2).
 * An empty tree is consistent with itself only when its root is the hash of nothing; with a larger tree nothing is proved, so false.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Buffer[],
  root1: Buffer,
  root2: Buffer,
): boolean {
  if (!sane(size1) || !sane(size2) || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && root1.equals(root2) && (size1 > 0 || root1.equals(emptyRoot))
  if (size1 === 0 || proof.length === 0 || !proof.every(isHash) || !isHash(root1) || !isHash(root2)) return false

  const isPower = 2 ** Math.round(Math.log2(size1)) === size1
  const [first, ...rest] = isPower ? [root1, ...proof] : proof
  if (!first) return false
  let [fn, sn] = [size1 - 1, size2 - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [hash1, hash2] = [first, first]
  for (const node of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash1 = nodeHash(node, hash1)
      hash2 = nodeHash(node, hash2)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash2 = nodeHash(hash2, node)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && hash1.equals(root1) && hash2.equals(root2)
}

const half = (n: number) => Math.floor(n / 2)
const sane = (n: number) => Number.isSafeInteger(n) && n >= 0
const isHash = (hash: Uint8Array) => hash.length === 32
