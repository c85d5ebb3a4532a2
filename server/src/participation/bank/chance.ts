import { createHmac, createSecretKey } from 'node:crypto'

/** Bytes of a seed: as many as SHA-256 gives, so that none of its chance is lost. */
export const seedBytes = 32

/** Numbers that a seed decides: `below(n)` is the next one, from 0 to n − 1, each as likely as the others; n is at most 2^32. */
export type Chance = { below(n: number): number }

const words = 2 ** 32

/**
 * The numbers a seed of 32 bytes gives for one purpose. Block i is HMAC-SHA256(seed, `purpose` 0x00 i) with i in four bytes, big-endian,
 * from 0; each block is eight numbers of four bytes, big-endian. A number not below the largest multiple of n is thrown away, since a
 * remainder of it would favour the smaller ones. Different purposes share no number.
 */
export function chanceFrom(seed: Uint8Array, purpose: string): Chance {
  if (seed.length !== seedBytes) throw new Error(`a seed has ${seedBytes} bytes, not ${seed.length}`)
  // Made a key once: from bytes, each HMAC would make one anew, which takes four times as long as the HMAC.
  const key = createSecretKey(seed)
  let block: Buffer = Buffer.alloc(0)
  let counter = 0
  let at = 0
  const next = (): number => {
    if (at === block.length) {
      const number = Buffer.alloc(4)
      number.writeUInt32BE(counter++)
      block = createHmac('sha256', key).update(purpose, 'utf8').update('\0').update(number).digest()
      at = 0
    }
    at += 4
    return block.readUInt32BE(at - 4)
  }
  return {
    below(n) {
      if (!Number.isInteger(n) || n < 1 || n > words) throw new Error(`no whole number below ${n}`)
      const limit = words - (words % n)
      for (;;) {
        const number = next()
        if (number < limit) return number % n
      }
    },
  }
}

/** The first `count` of a shuffle (Fisher and Yates): every choice in every order is as likely. The given list is left as it is. */
export function pick<Item>(items: readonly Item[], count: number, chance: Chance): Item[] {
  const left = [...items]
  const picked: Item[] = []
  while (picked.length < count && left.length > 0) {
    const [item] = left.splice(chance.below(left.length), 1)
    if (item !== undefined) picked.push(item)
  }
  return picked
}
