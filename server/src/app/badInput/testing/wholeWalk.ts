import { indicatorsScene } from './scenes/indicators.ts'
import { intakeScene } from './scenes/intake.ts'
import { mattersScene } from './scenes/matters.ts'
import { accountsScene, gatheringsScene, projectsScene } from './scenes/others.ts'
import { drawScene, participationScene } from './scenes/participation.ts'
import { registryScene } from './scenes/registry.ts'
import type { Walk } from './walk.ts'

/** Routes that write and are not walked, each with where its input is tried instead. */
export const notWalked: Readonly<Record<string, string>> = {
  'POST /api/session': 'doors.test.ts',
  'DELETE /api/session': 'takes nothing',
  'POST /api/session/first-run': 'doors.test.ts',
  'PUT /accounts/own-password': 'takes passwords only: doors.test.ts',
  'POST /accounts/own-second-factor': 'takes a password only: doors.test.ts',
  'POST /accounts/own-second-factor/confirm': 'takes a code only: doors.test.ts',
  'POST /accounts/own-second-factor/recovery-codes': 'takes a password and a code only: doors.test.ts',
  'POST /accounts/own-second-factor/off': 'takes a password and a code only: doors.test.ts',
  'POST /accounts/own-sessions/end-others': 'takes a password only: doors.test.ts',
  'POST /accounts/own-sessions/{session}/end': 'takes a password only: doors.test.ts',
  'PUT /accounts/second-factor-rule': 'takes no text: the values of the wrong kind',
  'POST /accounts/{id}/reset-second-factor': 'takes nothing but an id',
  'POST /citizens/code': 'takes a number only, and its wrong values stand in kernel/citizens',
  'POST /citizens/session': 'takes a number and a code only: kernel/citizens',
  'DELETE /citizens/session': 'takes nothing',
  'POST /citizens/own/consents': 'takes no text: the values of the wrong kind',
  'DELETE /citizens/own/consents/{kind}': 'takes nothing but a word of the list',
  'POST /citizens/own/erase': 'takes nothing but a yes',
  'POST /participation/open/{id}/attempts':
    'takes the device’s own name only, which is kept as a hash: the values of the wrong kind',
  'POST /participation/prizes/{id}/claim': 'takes a name that is kept sealed: participation/prizes.test.ts',
  'PUT /participation/attempts/{id}/answers/{position}': 'takes a number only: the values of the wrong kind',
  'POST /participation/attempts/{id}/submit': 'takes nothing',
  'POST /intake/pages/{id}/askings': 'takes nothing but an id',
  'POST /intake/deliveries/{id}/trying': 'takes nothing but an id and a version',
  'POST /jobs/{id}/cancel': 'takes nothing but an id',
}

/** Once through every route that writes. The round tells one walk's records from another's. */
export async function wholeWalk(walk: Walk, round: number): Promise<void> {
  await mattersScene(walk, round)
  await gatheringsScene(walk, round)
  await projectsScene(walk, round)
  await intakeScene(walk, round)
  await registryScene(walk, round)
  await indicatorsScene(walk, round)
  await accountsScene(walk, round)
  await participationScene(walk)
  await drawScene(walk)
  // The clock of a test stands still; what the next round writes is known later.
  walk.city.clock.pass(60_000)
}
