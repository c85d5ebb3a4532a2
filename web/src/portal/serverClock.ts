/**
 * What time it is at the server, by its own answers and this machine's count of what passed since: a wrong clock on a telephone, or one
 * that is set while a question is open, changes nothing. Of several answers the one that took least on the way is believed.
 */
export function serverClock(count: () => number = () => performance.now()) {
  let known: { at: number; counted: number; spread: number } | undefined
  return {
    /** Notes an answer that said `now`, asked when the count stood at `asked`. */
    heard(now: string, asked: number): void {
      const answered = count()
      const spread = answered - asked
      // An old answer grows less sure by a part in a thousand, so that a better-placed new one takes over.
      if (known && spread > known.spread + (answered - known.counted) / 1000) return
      known = { at: Date.parse(now) + spread / 2, counted: answered, spread }
    },
    /** The server's time in milliseconds, or undefined before its first answer. */
    now: () => known && known.at + (count() - known.counted),
  }
}

export const clock = serverClock()
/** The count that goes with `clock.heard`. */
export const counted = () => performance.now()
