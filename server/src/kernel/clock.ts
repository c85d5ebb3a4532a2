/** The only place that reads the machine's clock. Everything else is given a clock through its context. */
export type Clock = { now(): Date }

/**
 * The wall clock, made monotonic: it never gives an instant before one it has given, even when the machine's clock steps back,
 * because what was recorded must stay in the past. `floor` is the last instant known from an earlier run.
 */
export function systemClock(floor?: Date): Clock & { raise(floor: Date): void } {
  let last = floor?.getTime() ?? 0
  return {
    now() {
      last = Math.max(last, Date.now())
      return new Date(last)
    },
    raise(at) {
      last = Math.max(last, at.getTime())
    },
  }
}

/** A clock for tests and imports of the past: stands still until it is moved. */
export function heldClock(
  at: string | Date,
): Clock & { set(at: string | Date): void; pass(milliseconds: number): void } {
  let now = new Date(at)
  return {
    now: () => new Date(now),
    set: next => {
      now = new Date(next)
    },
    pass: milliseconds => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}
