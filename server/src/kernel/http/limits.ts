import { isIPv6 } from 'node:net'

/** So many at once, and so many a minute after that. */
export type Limit = { atOnce: number; perMinute: number }

/**
 * Counts what one address or one session does, in bounded memory: of more keys than `most` the one that was quiet longest is forgotten.
 * Counts of names stand in rows (sign_in_failure), because guessing must not be forgiven by a restart; these only keep one client from
 * taking what is everybody's.
 */
export function counter({ atOnce, perMinute }: Limit, now: () => number = () => performance.now(), most = 20_000) {
  const kept = new Map<string, { left: number; at: number }>()
  const filled = (key: string) => {
    const at = now()
    const before = kept.get(key)
    const left = before ? Math.min(atOnce, before.left + ((at - before.at) / 60_000) * perMinute) : atOnce
    kept.delete(key)
    return { left, at }
  }
  const keep = (key: string, entry: { left: number; at: number }) => {
    const [oldest] = kept.keys()
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
    kept.set(key, entry)
  }
  return {
    /** Takes one; gives 0, or the seconds after which there is one again. */
    take(key: string): number {
      const { left, at } = filled(key)
      // Thousandths of one come and go in the arithmetic of minutes.
      const isThere = left > 0.999
      keep(key, { left: isThere ? left - 1 : left, at })
      return isThere ? 0 : Math.ceil(((0.9999 - left) / perMinute) * 60)
    },
    /** Gives one back: it was taken for what turned out to be no failure. */
    giveBack(key: string): void {
      const { left, at } = filled(key)
      keep(key, { left: Math.min(atOnce, left + 1), at })
    },
    size: () => kept.size,
  }
}

export type Counter = ReturnType<typeof counter>

/** What an installation lets one address and one session do. */
export type Limits = {
  failedSignIns: Limit
  writes: Limit
  reads?: Limit
  openReads?: Limit
  exports?: Limit
  codes?: Limit
}

/** A school, a hospital, or a mobile carrier's whole district stands behind one address [C]. */
export const usualCodes: Limit = { atOnce: 600, perMinute: 120 }

/** A page asks a dozen questions; who leafs fast opens one a second, and a page left open asks by itself [C]. */
export const usualReads: Limit = { atOnce: 1200, perMinute: 600 }
/**
 * Reads of whoever is not signed in, of one address. A mobile carrier puts whole districts behind one: ten thousand people who open a quiz
 * within ten minutes ask some five thousand things a minute before they sign in. One program is held to a hundred a second [C].
 */
export const usualOpenReads: Limit = { atOnce: 6000, perMinute: 6000 }
/** Nobody reads more tables and papers than this; each is made anew, and whoever fetches all takes the time of others [C]. */
export const usualExports: Limit = { atOnce: 30, perMinute: 10 }

/** An office behind one address mistypes often; a person who reviews by keyboard changes a few records a second. */
export const usualLimits: Limits = {
  failedSignIns: { atOnce: 60, perMinute: 6 },
  writes: { atOnce: 600, perMinute: 600 },
  reads: usualReads,
  openReads: usualOpenReads,
  exports: usualExports,
  codes: usualCodes,
}

/** How much is written down of what was refused: of one session or address, and of all together. */
export type RefusedLimits = { each: Limit; together: Limit }

/**
 * A person meets a few refusals a minute; a program that tries doors meets hundreds, and must not be able to fill the log with them, which
 * is kept for ever: all together make some megabytes a day at most [C].
 */
export const usualRefused: RefusedLimits = {
  each: { atOnce: 20, perMinute: 4 },
  together: { atOnce: 200, perMinute: 12 },
}

/** The part of an address that one client holds: of IPv6 the first half, because the rest is theirs to choose. */
export function holderOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [before = '', after] = address.split('%')[0]?.split('::') ?? []
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const middle =
    after === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...middle, ...tail]
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')
}
