import type { Round } from '#kernel/rounds.ts'
import { closeSomeExpired } from './commands/closeExpired.ts'
import { digestSome } from './commands/digest.ts'
import { forgetOne, lapseOne, tellSome } from './commands/prizeRounds.ts'
import { regionsToForget, regionsToLapse, regionsToTell } from './store/prizeRounds.ts'
import { regionsToTally, regionsWithDue } from './store/rounds.ts'

/** What the room does by itself: closing attempts whose time is over, going through those that are finished; telling winners, moving
 * reserves up, and forgetting who won once it is over. */
export const rounds: Readonly<Record<string, Round>> = {
  close: { everyMs: 1000, due: regionsWithDue, work: closeSomeExpired },
  tell: { everyMs: 10_000, due: regionsToTell, work: tellSome },
  lapse: { everyMs: 60_000, due: regionsToLapse, work: lapseOne },
  forget: { everyMs: 600_000, due: regionsToForget, work: forgetOne },
  digest: { everyMs: 2000, due: regionsToTally, work: digestSome },
}
