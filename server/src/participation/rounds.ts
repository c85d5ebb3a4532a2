import type { Round } from '#kernel/rounds.ts'
import { closeSomeExpired } from './commands/closeExpired.ts'
import { digestSome } from './commands/digest.ts'
import { forgetSomeNumbers } from './commands/forgetNumbers.ts'
import { forgetOne, lapseOne } from './commands/prizeRounds.ts'
import { remindSome, tellSome } from './commands/tellWinners.ts'
import { isNight } from './rules/forgetting.ts'
import { regionsWithEnded } from './store/forgetting.ts'
import { regionsToForget, regionsToLapse, regionsToTell } from './store/prizeRounds.ts'
import { regionsToRemind } from './store/reminders.ts'
import { regionsToTally, regionsWithDue } from './store/rounds.ts'

/** What the room does by itself: closing attempts whose time is over, going through those that are finished; telling winners and reminding them, moving
 * reserves up, forgetting who won once it is over, and at night the numbers of all who took part. */
export const rounds: Readonly<Record<string, Round>> = {
  close: { everyMs: 1000, due: regionsWithDue, work: closeSomeExpired },
  tell: { everyMs: 10_000, due: regionsToTell, work: tellSome },
  remind: { everyMs: 60_000, due: regionsToRemind, work: remindSome },
  lapse: { everyMs: 60_000, due: regionsToLapse, work: lapseOne },
  forget: { everyMs: 600_000, due: regionsToForget, work: forgetOne },
  numbers: {
    everyMs: 60_000,
    due: async (db, now) => (isNight(now) ? regionsWithEnded(db, now) : []),
    work: forgetSomeNumbers,
  },
  digest: { everyMs: 2000, due: regionsToTally, work: digestSome },
}
