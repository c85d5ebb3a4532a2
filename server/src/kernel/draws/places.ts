/** Those who are still there, in the order of the pool; a place is where one stands in it, from 0. */
export type Places = {
  /** How many are still there. */
  count(): number
  /** How many tickets they hold together. */
  tickets(): bigint
  /** Takes away who holds this ticket (from 0, less than `tickets()`): the place, and how many still there stood before it. */
  take(ticket: bigint): { place: number; before: number }
}

/**
 * Everybody at a place in `present`, holding as many tickets as the weight at the place says, or one. Tickets are numbered through the
 * pool in its order. Both numberings are Fenwick trees, so that a pick costs a few additions in a pool of any size.
 */
export function placesOf(present: readonly boolean[], weights: readonly number[] | undefined): Places {
  const people = new Fenwick(present.map(is => (is ? 1 : 0)))
  if (!weights) {
    return {
      count: () => people.total,
      tickets: () => BigInt(people.total),
      take(ticket) {
        const place = people.placeOf(Number(ticket))
        people.add(place, -1)
        return { place, before: Number(ticket) }
      },
    }
  }
  const held = present.map((is, place) => BigInt(is ? (weights[place] ?? 0) : 0))
  const tickets = new BigFenwick(held)
  return {
    count: () => people.total,
    tickets: () => tickets.total,
    take(ticket) {
      const place = tickets.placeOf(ticket)
      const before = people.sumBefore(place)
      tickets.add(place, -(held[place] ?? 0n))
      people.add(place, -1)
      return { place, before }
    },
  }
}

/** Sums over a growing prefix, and the place at which a sum is passed. */
class Fenwick {
  total = 0
  private readonly sums: Float64Array
  private readonly top: number

  constructor(values: readonly number[]) {
    this.sums = new Float64Array(values.length + 1)
    for (const [at, value] of values.entries()) this.add(at, value)
    this.top = highestBit(values.length)
  }

  add(place: number, value: number): void {
    this.total += value
    for (let at = place + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] ?? 0) + value
  }

  sumBefore(place: number): number {
    let sum = 0
    for (let at = place; at > 0; at -= at & -at) sum += this.sums[at] ?? 0
    return sum
  }

  placeOf(sum: number): number {
    let [at, rest] = [0, sum]
    for (let step = this.top; step > 0; step >>= 1) {
      const within = this.sums[at + step]
      if (within !== undefined && within <= rest) {
        at += step
        rest -= within
      }
    }
    return at
  }
}

/** The same over integers of any size: tickets may be more than 2^53 together, and no draw rounds. */
class BigFenwick {
  total = 0n
  private readonly sums: bigint[]
  private readonly top: number

  constructor(values: readonly bigint[]) {
    this.sums = Array.from({ length: values.length + 1 }, () => 0n)
    for (const [at, value] of values.entries()) this.add(at, value)
    this.top = highestBit(values.length)
  }

  add(place: number, value: bigint): void {
    this.total += value
    for (let at = place + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] ?? 0n) + value
  }

  placeOf(sum: bigint): number {
    let [at, rest] = [0, sum]
    for (let step = this.top; step > 0; step >>= 1) {
      const within = this.sums[at + step]
      if (within !== undefined && within <= rest) {
        at += step
        rest -= within
      }
    }
    return at
  }
}

const highestBit = (n: number) => (n === 0 ? 0 : 2 ** (31 - Math.clz32(n)))
