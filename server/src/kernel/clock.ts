/**
 * The only place that reads the machine's clock. Everything else is given a clock through its context. A clock that can be raised
 * never tells an instant before the one it was raised to.
 */
export type Clock = { now(): Date; raise?(floor: Date): void }

/**
 * A machine's clock, made monotonic: it never gives an instant before one it has given or was raised to, even when the machine's
 * clock steps back, because what was recorded must stay in the past. While the machine catches up, it stands still.
 */
export function steadyClock(machine: () => number): Required<Clock> {
  let last = 0
  return {
    now() {
      last = Math.max(last, machine())
      return new Date(last)
    },
    raise(floor) {
      last = Math.max(last, floor.getTime())
    },
  }
}

/** The wall clock of this machine, made monotonic. */
export const systemClock = () => steadyClock(Date.now)

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
