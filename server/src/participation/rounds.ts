import type { Round } from '#kernel/rounds.ts'
import { closeSomeExpired } from './commands/closeExpired.ts'
import { digestSome } from './commands/digest.ts'
import { regionsToTally, regionsWithDue } from './store/rounds.ts'

/** What the room does by itself: closing attempts whose time is over, and going through those that are finished. */
export const rounds: Readonly<Record<string, Round>> = {
  close: { everyMs: 1000, due: regionsWithDue, work: closeSomeExpired },
  digest: { everyMs: 2000, due: regionsToTally, work: digestSome },
}
