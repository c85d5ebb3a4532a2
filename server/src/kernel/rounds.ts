import { systemActor } from './accounts/members.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database/open.ts'
import { Refusal } from './refusal.ts'
import { command, type Kernel } from './run.ts'

/**
 * What a room does by itself again and again: closing what time has ended, counting what came in. Any number of processes may do it over
 * one database, so what one has in hand the others leave alone.
 */
export type Round = {
  everyMs: number
  /** The regions in which there is something to do; asked over all regions. */
  due(db: Db, now: Date, kernel: Kernel): Promise<readonly number[]>
  /** A bounded part of the work, in one transaction, as the program itself. Tells whether there may be more. */
  work(ctx: Ctx): Promise<boolean>
}

/** Parts of one region's work in a row, before the other regions have their turn. */
const IN_A_ROW = 20

/** Makes one round: every region that is due has its work done, or a bounded part of it. One region's trouble is not the others'. */
export async function makeRound(kernel: Kernel, round: Round, onFault: (error: unknown) => void): Promise<void> {
  for (const regionId of await round.due(kernel.database.db, kernel.clock.now(), kernel)) {
    try {
      for (let part = 0; part < IN_A_ROW; part++)
        if (!(await command(kernel, systemActor(regionId), regionId, ctx => round.work(ctx)))) break
    } catch (error) {
      // A full disk or a database that is away: the next round does it.
      if (!(error instanceof Refusal)) onFault(error)
    }
  }
}

/** Makes the rooms' rounds until it is stopped; one that takes longer than its time is not made twice at once. */
export function startRounds(
  kernel: Kernel,
  rooms: ReadonlyArray<{ rounds?: Readonly<Record<string, Round>> }>,
  onFault: (error: unknown) => void,
) {
  let told = ''
  /** Once until it changes: a database that is away is asked every second. */
  const fault = (error: unknown): void => {
    if (String(error) !== told) onFault(error)
    told = String(error)
  }
  const running = new Map<Round, Promise<void>>()
  const timers = rooms
    .flatMap(room => Object.values(room.rounds ?? {}))
    .map(round => {
      const timer = setInterval(() => {
        if (running.has(round)) return
        const made = makeRound(kernel, round, fault)
          .catch(fault)
          .finally(() => running.delete(round))
        running.set(round, made)
      }, round.everyMs)
      return timer.unref()
    })
  return {
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running.values())
    },
  }
}
