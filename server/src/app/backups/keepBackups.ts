import { type BackupSource, recordRestored } from '#kernel/backup/index.ts'
import { allMigrations } from '#kernel/boot.ts'
import { systemClock } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { faultLine } from '../faultLine.ts'
import type { Installation } from '../installation.ts'
import { type Io, wordsOf } from '../io.ts'
import { rooms } from '../rooms.ts'
import { version } from '../version.ts'
import { answerRequests } from './control.ts'
import { keepingOf } from './keeping.ts'
import { askWhenDue, backupsIn, KIND, nightlyBackup, planOf, setUpAt } from './nightly.ts'
import { defaultPlan, type Plan } from './retention.ts'

const LOOK_MS = 30_000

/**
 * Does the work while backups of it are kept: on the embedded database, which one process holds, the night's backup by the plan and those
 * that `jianghai backup` asks for. A server's database is backed up from outside at any time, and has its own operators.
 */
export async function keepBackups(installation: Installation, io: Io, work: () => Promise<void>): Promise<void> {
  const { kernel, place } = installation
  await recordRestored(kernel, place.data)
  if (kernel.database.engine !== 'embedded') return work()

  const migrations = await allMigrations(rooms)
  // Real time, also in the demonstration city: a backup is of our world.
  const clock = systemClock()
  const source = (): BackupSource => ({
    database: kernel.database,
    directory: place.data,
    product: version,
    now: clock.now(),
    migrations,
  })
  const onFault = (error: unknown, reference: string): void => {
    process.stderr.write(`${faultLine(error, reference, clock.now())}\n`)
  }
  /** The plan that holds: the directory's own, or the default where that is refused. */
  const planned = (): Promise<{ plan: Plan; unfit?: Refusal }> =>
    planOf(place.data).then(
      plan => ({ plan }),
      error => {
        if (error instanceof Refusal) return { plan: defaultPlan, unfit: error }
        throw error
      },
    )
  let told = ''
  /** The plan; an unfit one is told once and the default kept to, because no backups would be worse. */
  const plans = async (): Promise<Plan> => {
    const { plan, unfit } = await planned()
    if (unfit) {
      const words = wordsOf(unfit, io.language)
      if (words !== told) io.say(words, words)
      told = words
    }
    return plan
  }

  kernel.backups = async () => {
    const { plan, unfit } = await planned()
    return keepingOf(
      { plan, isPlanUnfit: unfit !== undefined },
      await backupsIn(place.data),
      await setUpAt(place.data),
      clock.now(),
    )
  }
  kernel.jobs = new Map([...kernel.jobs, [KIND, nightlyBackup(source, plans)]])
  const answering = await answerRequests(source, onFault)
  let askedAt = new Date(0)
  let looking: Promise<void> | undefined
  const look = async () => {
    askedAt = await askWhenDue(kernel, source(), await plans(), askedAt)
  }
  const timer = setInterval(() => {
    looking ??= look()
      .catch(error => onFault(error, 'backup'))
      .finally(() => {
        looking = undefined
      })
  }, LOOK_MS)
  timer.unref()
  try {
    await work()
  } finally {
    clearInterval(timer)
    await looking
    await answering.stop()
  }
}
