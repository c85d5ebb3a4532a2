import { createHash } from 'node:crypto'
import { heldClock, steadyClock } from '#kernel/clock.ts'
import { idMaker, type NewId } from '#kernel/ids.ts'

/** Ids that are the same whenever the same commands are given in the same order at the same instants. */
export function seededIds(seed: string): NewId {
  let drawn = 0
  return idMaker(() => createHash('sha256').update(`${seed}:${drawn++}`).digest().subarray(0, 16))
}

/**
 * A machine's clock that a test sets and steps back, read through the monotonic clock of the product: what a city on a machine with a
 * bad clock lives by. `forget` is a new process on the same machine: it knows nothing of the instants given before.
 */
export function machineClock(at: string | Date) {
  const machine = heldClock(at)
  const read = () => machine.now().getTime()
  let steady = steadyClock(read)
  return {
    now: () => steady.now(),
    raise: (floor: Date) => steady.raise(floor),
    set: machine.set,
    pass: machine.pass,
    forget() {
      steady = steadyClock(read)
    },
  }
}
