/**
 * What time it is at the server, by its own answers and this machine's count of what passed since: a wrong clock on a telephone, or one
 * that is set while a question is open, changes nothing. Of several answers the one that took least on the way is believed, unless a
 * later one contradicts it: the count of some telephones stands still while they sleep.
 */
export function serverClock(count: () => number = () => performance.now()) {
  let known: { at: number; counted: number; spread: number } | undefined
  let doubtedAt = Number.NEGATIVE_INFINITY

  const now = () => known && known.at + (count() - known.counted)
  return {
    /** Notes an answer that said `now`, asked when the count stood at `asked`. */
    heard(said: string, asked: number): void {
      // Asked before the count may have stood still: how long the answer took is not known.
      if (asked < doubtedAt) return
      const answered = count()
      const spread = answered - asked
      const at = Date.parse(said) + spread / 2
      if (known && known.counted >= doubtedAt) {
        // An old answer grows less sure by a part in a thousand, so that a better-placed new one takes over.
        const unsure = known.spread + (answered - known.counted) / 1000
        const isContradicted = Math.abs(at - (now() ?? at)) > (unsure + spread) / 2
        if (spread > unsure && !isContradicted) return
      }
      known = { at, counted: answered, spread }
    },
    /** The telephone may have slept: the next question asked from here on is believed, however long its answer takes. */
    doubt(): void {
      doubtedAt = count()
    },
    /** The server's time in milliseconds, or undefined before its first answer. */
    now,
  }
}

export const clock = serverClock()
/** The count that goes with `clock.heard`. */
export const counted = () => performance.now()
