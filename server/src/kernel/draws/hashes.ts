import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

// A library in plain JavaScript, because the same code runs in the verifier's page: a page opened from a file has no crypto.subtle, and
// waiting for a promise at each of a thousand steps would change every function here.
export { bytesToHex, md5, sha256 }

export const utf8 = (text: string): Uint8Array => utf8ToBytes(text)
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

/** A number as `size` bytes, the most significant first. */
export function bigEndian(value: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let at = size - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

/** Bytes one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Leaf and node of RFC 9162 section 2.1, as in `kernel/log/merkle.ts`, which works on Buffers a browser does not have. */
const leaf = (line: string) => sha256(joined(Uint8Array.of(0), utf8(line)))
const node = (left: Uint8Array, right: Uint8Array) => sha256(joined(Uint8Array.of(1), left, right))

/** The root of the tree whose leaves are these lines (RFC 9162 section 2.1.1), as hex; of no lines, the hash of nothing. */
export function rootOfLines(lines: readonly string[]): string {
  let level: Uint8Array[] = lines.map(leaf)
  if (level.length === 0) return sha256Hex(new Uint8Array())
  // Pairing neighbours and carrying a last single one up gives the same tree as splitting at the largest power of two.
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left) above.push(right ? node(left, right) : left)
    }
    level = above
  }
  return bytesToHex(level[0] ?? new Uint8Array())
}

/** Whether a path leads from an entry's text to the root of a tree of `size` leaves (RFC 9162 section 2.1.3.2). */
export function standsInTree(
  entry: string,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
  root: Uint8Array,
): boolean {
  if (index >= size) return false
  let [fn, sn, hash] = [index, size - 1, leaf(entry)]
  for (const beside of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = node(beside, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = node(hash, beside)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && bytesToHex(hash) === bytesToHex(root)
}

const half = (n: number) => Math.floor(n / 2)
