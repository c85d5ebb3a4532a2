import type { DrawAlgorithm, DrawId, DrawInput, DrawResult, DrawStep } from '#contract/draws.ts'
import { bigEndian, bytesToHex, joined, md5, rootOfLines, sha256, utf8 } from './hashes.ts'
import { idsOf, idText } from './input.ts'
import { keyOf } from './key.ts'
import { placesOf } from './places.ts'

/**
 * Runs a draw: winners first, then reserves (递补) in the same order, so that a larger count never changes an earlier position.
 *
 * Step i, from 0: hash = H(be(i) ‖ key ‖ be(i)), H and the width of be(i) by the algorithm (RFC 3797 section 4: MD5, 16 bits;
 * jianghai-1: SHA-256, 32 bits); the hash as one number modulo the tickets still in names the ticket, and who holds it is taken with all
 * of theirs. The remainder is not even by less than tickets ÷ 2^256 a step, far below anything that could be observed; sampling with
 * rejection would be exact, at the price of a branch that no test vector could ever reach and every verifier would have to get right.
 *
 * The input is one that `readInput` gave.
 */
export function draw(input: DrawInput): DrawResult {
  const ids = idsOf(input.pool)
  const key = keyOf(input.sources)
  const steps: DrawStep[] = []
  for (const pick of picks(input, key)) {
    steps.push({
      step: pick.step,
      hash: bytesToHex(pick.hash),
      remaining: pick.remaining,
      ...(input.weights ? { tickets: String(pick.tickets), ticket: String(pick.ticket) } : {}),
      index: pick.before,
      id: ids[pick.place] ?? '',
    })
  }
  const order = steps.map(({ id }) => id)
  return {
    poolRoot: poolRoot(input.pool, input.weights),
    key,
    winners: order.slice(0, input.winners),
    reserves: order.slice(input.winners),
    steps,
  }
}

/** The places (from 0) drawn, winners then reserves, without the record of the steps: what a count over many draws needs. */
export function drawnPlaces(input: DrawInput): number[] {
  return Array.from(picks(input, keyOf(input.sources)), ({ place }) => place)
}

/** The root over the pool: a line for each, in order, of the id, a tab, and the weight (1 where none is given). */
export function poolRoot(pool: DrawInput['pool'], weights?: readonly number[]): string {
  return rootOfLines(idsOf(pool).map((id, at) => `${idText(id)}\t${weights?.[at] ?? 1}`))
}

/** The root over those excluded: a line for each, in the order given, of the id. */
export const excludedRoot = (exclude: readonly DrawId[] = []): string => rootOfLines(exclude.map(idText))

/** The tickets of the whole pool before anybody is excluded, in decimal: the sum of the weights, or the size. */
export function ticketsOf(pool: DrawInput['pool'], weights?: readonly number[]): string {
  return String(weights ? weights.reduce((sum, weight) => sum + BigInt(weight), 0n) : idsOf(pool).length)
}

type Pick = {
  step: number
  hash: Uint8Array
  remaining: number
  tickets: bigint
  ticket: bigint
  place: number
  before: number
}

function* picks({ algorithm, pool, winners, reserves = 0, weights, exclude = [] }: DrawInput, key: string) {
  const out = new Set(exclude.map(idText))
  const places = placesOf(
    idsOf(pool).map(id => !out.has(idText(id))),
    weights,
  )
  const keyBytes = utf8(key)
  for (let step = 0; step < winners + reserves; step++) {
    const hash = hashOf(algorithm, keyBytes, step)
    const [remaining, tickets] = [places.count(), places.tickets()]
    const ticket = remainder(hash, tickets)
    const pick: Pick = { step, hash, remaining, tickets, ticket, ...places.take(ticket) }
    yield pick
  }
}

function hashOf(algorithm: DrawAlgorithm, key: Uint8Array, step: number): Uint8Array {
  const ends = bigEndian(step, algorithm === 'rfc3797' ? 2 : 4)
  const whole = joined(ends, key, ends)
  return algorithm === 'rfc3797' ? md5(whole) : sha256(whole)
}

/** A hash as one number, its first byte the most significant, modulo `by`. */
function remainder(hash: Uint8Array, by: bigint): bigint {
  if (by > 2n ** 44n) return BigInt(`0x${bytesToHex(hash)}`) % by
  // The same byte by byte, exact because nothing here reaches 2^53: several times faster than a number of 256 bits.
  const divisor = Number(by)
  return BigInt(hash.reduce((rest, byte) => (rest * 256 + byte) % divisor, 0))
}
