import { createHash, createPublicKey, verify } from 'node:crypto'

/**
 * How somebody who trusts none of our code checks the log: written from the texts alone (C2SP signed-note and tlog-checkpoint; the
 * definitions of RFC 6962 section 2.1, read as recursions rather than as the loops of RFC 9162), with nothing but `node:crypto`.
 */

export type Checkpoint = { origin: string; size: number; root: Buffer }

/** Opens a signed checkpoint with a verifier key; undefined when no signature of that key holds or the text is none. */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint | undefined {
  const [, name, hash, key64] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey) ?? []
  const typed = Buffer.from(key64 ?? '', 'base64')
  if (!name || typed.length !== 33 || typed[0] !== 1) return undefined
  const id = sha256(Buffer.from(`${name}\n`), typed).subarray(0, 4)
  if (id.toString('hex') !== hash) return undefined

  const cut = note.indexOf('\n\n')
  const text = note.slice(0, cut + 1)
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]),
    format: 'der',
    type: 'spki',
  })
  const isSigned = note
    .slice(cut + 2)
    .split('\n')
    .some(line => {
      const [, signer, blob64] = /^— (\S+) (\S+)$/.exec(line) ?? []
      const blob = Buffer.from(blob64 ?? '', 'base64')
      return (
        signer === name &&
        blob.subarray(0, 4).equals(id) &&
        verify(null, Buffer.from(text), publicKey, blob.subarray(4))
      )
    })
  const [origin, size, root64] = text.split('\n')
  if (cut < 0 || !isSigned || !origin || !/^(0|[1-9]\d*)$/.test(size ?? '')) return undefined
  const root = Buffer.from(root64 ?? '', 'base64')
  return root.length === 32 ? { origin, size: Number(size), root } : undefined
}

/** The root that an audit path of a leaf leads to (RFC 6962 section 2.1.1), the path being read from its end. */
export function rootByPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | undefined {
  if (size === 1) return path.length === 0 ? leaf : undefined
  const last = path.at(-1)
  if (!last) return undefined
  const k = splitOf(size)
  const rest = path.slice(0, -1)
  if (index < k) {
    const left = rootByPath(leaf, index, k, rest)
    return left && node(left, last)
  }
  const right = rootByPath(leaf, index - k, size - k, rest)
  return right && node(last, right)
}

/** Both roots that a consistency proof leads to (RFC 6962 section 2.1.2); the old root stands where the proof leaves it out. */
export function rootsByProof(
  from: number,
  to: number,
  proof: readonly Buffer[],
  oldRoot: Buffer,
): { old: Buffer; new: Buffer } | undefined {
  return sub(from, to, proof, true)

  function sub(
    m: number,
    n: number,
    path: readonly Buffer[],
    isWhole: boolean,
  ): { old: Buffer; new: Buffer } | undefined {
    const last = path.at(-1)
    if (m === n) {
      if (isWhole) return path.length === 0 ? { old: oldRoot, new: oldRoot } : undefined
      return last && path.length === 1 ? { old: last, new: last } : undefined
    }
    if (!last) return undefined
    const k = splitOf(n)
    const rest = path.slice(0, -1)
    if (m <= k) {
      const left = sub(m, k, rest, isWhole)
      return left && { old: left.old, new: node(left.new, last) }
    }
    const right = sub(m - k, n - k, rest, false)
    return right && { old: node(last, right.old), new: node(last, right.new) }
  }
}

/** The largest power of two smaller than n. */
const splitOf = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)
const node = (left: Buffer, right: Buffer) => sha256(Buffer.from([1]), left, right)
const sha256 = (...parts: Buffer[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
