import { regions } from '#kernel/accounts/members.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import type { Installation } from '../installation.ts'
import { startDemonstrationClock } from '../installation.ts'
import type { Io } from '../io.ts'
import { BEGINNING, peopleTheCity } from './accounts.ts'
import { indicatorSteps } from './steps/indicators.ts'
import { matterSteps } from './steps/matters.ts'
import { meetingSteps } from './steps/meetings.ts'
import { pageSteps } from './steps/pages.ts'
import { projectSteps } from './steps/projects.ts'
import { registrySteps } from './steps/registry.ts'
import { pages } from './tables.ts'
import { replay, type Step } from './timeline.ts'

/** The morning on which the demonstration city stands when it is first opened: a Thursday, 26 June 2025. */
export const DEMONSTRATION_MORNING = new Date('2025-06-26T00:40:00.000Z')

/**
 * Loads the demonstration city (demo/) into an empty installation: three years of it, replayed as the commands they were, through the
 * same imports and commands that users have, with the clock set to each day. Then its clock runs on from its last morning.
 */
export async function loadDemonstration(installation: Installation, io: Io): Promise<void> {
  io.say(
    '第一次启动，正在装入演示城（南通，2022年7月至2025年6月）……',
    'First start: loading the demonstration city (Nantong, July 2022 to June 2025)…',
  )
  const shared = await peopleTheCity(installation)
  const city = await pages()
  const issued = new Map(city.map(page => [page.file, page.issueDate]))
  const { rows: matterRows, steps: ofMatters } = await matterSteps()
  const steps: Step[] = [
    ...(await registrySteps(BEGINNING.slice(0, 10))),
    ...(await indicatorSteps(BEGINNING.slice(0, 10))),
    ...(await pageSteps(city)),
    ...(await projectSteps(issued)),
    ...ofMatters,
    ...(await meetingSteps(matterRows)),
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
  )
  await startDemonstrationClock(installation, DEMONSTRATION_MORNING)
  for (const { regionId } of await regions(installation.kernel.database.db))
    await sequenceAll(installation.kernel.database, regionId, installation.kernel.clock, installation.signer)
  io.say('演示城已装好。', 'The demonstration city is loaded.')
}

/** The accounts to offer on the sign-in page: only where the demonstration city was loaded, and only those with a password. */
export async function demonstrationAccounts({ kernel }: Installation) {
  const kept = await one(
    kernel.database.db,
    sql<{ value: { password: string } }>`select value from installation where name = 'demonstration'`,
  )
  if (!kept) return []
  const found = await rows(
    kernel.database.db,
    sql<{ username: string; name: string; roles: string[]; unitZh: string | null; unitEn: string | null }>`
      select m.username, m.name, m.roles, u.name_zh unit_zh, u.name_en unit_en from member m
      left join unit u on u.region_id = m.region_id and u.id = m.unit_id
      where m.active and not m.withdrawn and m.account_id not like 'none:%' order by m.region_id desc, m.id`,
  )
  return found.map(each => ({ ...each, password: kept.value.password }))
}
