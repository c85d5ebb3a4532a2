import { z } from 'zod'
import { peopleWithAccounts, regions } from '#kernel/accounts/members.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { setting } from '#kernel/settings.ts'
import { printDay } from '#kernel/time/index.ts'
import type { Installation } from '../installation.ts'
import { startDemonstrationClock } from '../installation.ts'
import type { Io } from '../io.ts'
import { BEGINNING, peopleTheCity } from './accounts.ts'
import { beginLoading, endLoading } from './cutOff.ts'
import { indicatorSteps } from './steps/indicators.ts'
import { matterSteps } from './steps/matters.ts'
import { meetingSteps } from './steps/meetings.ts'
import { pageSteps } from './steps/pages.ts'
import { projectSteps } from './steps/projects.ts'
import { quizSteps } from './steps/quizzes.ts'
import { registrySteps } from './steps/registry.ts'
import { pages } from './tables.ts'
import { replay, type Step } from './timeline.ts'

/** The morning on which the demonstration city stands when it is first opened: a Thursday, 26 June 2025. */
export const DEMONSTRATION_MORNING = new Date('2025-06-26T00:40:00.000Z')

/**
 * Loads the demonstration city (demo/) into an empty installation: three years of it, replayed as the commands they were, through the
 * same imports and commands that users have, with the clock set to each day. Then its clock runs on from its last morning.
 *
 * When `stop` aborts it ends after the step it is at; as after a kill, the next start finds the city cut off and begins again.
 */
export async function loadDemonstration(installation: Installation, io: Io, stop: AbortSignal): Promise<void> {
  io.say(
    '第一次启动，正在装入演示城（南通，2022年7月至2025年6月）……',
    'First start: loading the demonstration city (Nantong, July 2022 to June 2025)…',
  )
  await beginLoading(installation)
  const shared = await peopleTheCity(installation)
  const city = await pages()
  const issued = new Map(city.map(page => [page.file, page.issueDate]))
  const cited = new Map(
    city.map(page => [page.file, `${page.publication}${printDay(page.issueDate, 'zh')}${page.page}`]),
  )
  const { rows: matterRows, steps: ofMatters } = await matterSteps(cited)
  const steps: Step[] = [
    ...(await registrySteps(BEGINNING.slice(0, 10))),
    ...(await indicatorSteps(BEGINNING.slice(0, 10), issued)),
    ...(await pageSteps(city)),
    ...(await projectSteps(issued)),
    ...ofMatters,
    ...(await meetingSteps(matterRows)),
    ...(await quizSteps()),
  ]
  const last = DEMONSTRATION_MORNING.toISOString().slice(0, 10)
  await replay(
    installation.kernel,
    steps.filter(step => step.on < last),
    shared,
    (done, of) => {
      if (done % 20 === 0 || done === of)
        io.progress(`装入演示城：${done}/${of}`, `Loading the demonstration city: ${done}/${of}`)
    },
    stop,
  )
  if (stop.aborted)
    return io.say('演示城没有装完，下次启动从头再装。', 'The city is not complete; the next start begins again.')
  await startDemonstrationClock(installation, DEMONSTRATION_MORNING)
  for (const { regionId } of await regions(installation.kernel.database.db))
    await sequenceAll(installation.kernel.database, regionId, installation.kernel.clock, installation.signer)
  await endLoading(installation)
  io.say('演示城已装好。', 'The demonstration city is loaded.')
}

/** The accounts to offer on the sign-in page: only where the demonstration city was loaded, and only those with a password. */
export async function demonstrationAccounts({ kernel }: Pick<Installation, 'kernel'>) {
  const kept = z
    .object({ password: z.string() })
    .optional()
    .parse(await setting(kernel.database.db, 'demonstration'))
  if (!kept) return []
  return (await peopleWithAccounts(kernel.database.db)).map(each => ({ ...each, password: kept.password }))
}
