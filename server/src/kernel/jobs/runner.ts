import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { actorNamed, systemActor } from '../accounts/members.ts'
import type { Actor } from '../context.ts'
import { isDiskFull, isUnreachable } from '../database/failures.ts'
import { one, sql } from '../database/sql.ts'
import { newId } from '../ids.ts'
import { Refusal, refuse } from '../refusal.ts'
import { command, type Kernel } from '../run.ts'
import { claimJob, type Ending, endJob, giveBack, type JobRow, type Kinds, orphan } from './store.ts'
import { Stopped, workOf } from './work.ts'

/** How long what runs is waited for when the program stops, in milliseconds; a job that does not heed its signal is left behind. */
const PATIENCE = 5000
/** A job is taken up again this often after the program broke off on it; then it is what breaks the program. */
const ATTEMPTS = 5

export type RunnerOptions = {
  onFault(error: unknown, reference: string): void
  /** How often a runner says that it lives and looks whether to stop, in milliseconds. */
  pulseMs?: number
  /** How often waiting jobs are looked for when nobody hints, in milliseconds. */
  lookMs?: number
  /** After how much silence a runner is taken for dead, in milliseconds: many pulses, so that a busy machine loses no job. */
  silentMs?: number
  /** How many jobs of kinds that wait for another machine are run at a time, beside the ordinary ones. */
  aside?: number
}

export type JobRunner = {
  /** Something was committed; perhaps a job. */
  hint(): void
  /** Resolves when no job is being run or taken. */
  idle(): Promise<void>
  /** Stops in good order: what runs is told to stop and is given back, to be taken up at the next start. */
  stop(): Promise<void>
}

/**
 * Runs jobs until it is stopped: the ordinary ones one after the other, and beside them a few at a time of those that wait for another
 * machine. Any number of processes may do so over one PostgreSQL: a job is taken under `for update skip locked`, and a runner that falls
 * silent loses its job to the next.
 */
export async function startJobs(kernel: Kernel, options: RunnerOptions): Promise<JobRunner> {
  // The embedded database has one process at a time, so whatever is said to run belongs to one that died.
  if (kernel.database.engine === 'embedded') await orphan(kernel.database.db)
  const waiting = [...kernel.jobs].filter(([, kind]) => kind.aside).map(([name]) => name)
  const beside = waiting.length > 0 ? (options.aside ?? 1) : 0
  const lines = [
    startLine(kernel, options, { not: waiting }),
    ...Array.from({ length: beside }, () => startLine(kernel, options, { only: waiting })),
  ]
  const all = async (act: (line: JobRunner) => Promise<void>) => void (await Promise.all(lines.map(act)))
  return {
    hint: () => {
      for (const line of lines) line.hint()
    },
    idle: () => all(line => line.idle()),
    stop: () => all(line => line.stop()),
  }
}

/** One line of jobs, one after the other. */
function startLine(kernel: Kernel, options: RunnerOptions, kinds: Kinds): JobRunner {
  const { onFault, pulseMs = 500, lookMs = 1000, silentMs = 15_000 } = options
  const { db } = kernel.database
  const runner = newId(kernel.clock.now())
  const fault = (error: unknown) => {
    const reference = randomBytes(6).toString('hex')
    onFault(error, reference)
    return reference
  }
  let stopped = false
  let wanted = false
  let running: Promise<void> = Promise.resolve()
  let stopCurrent: ((why: Stopped['why']) => void) | undefined

  async function round(): Promise<void> {
    while (!stopped) {
      const job = await claimJob(db, runner, kernel.clock.now(), silentMs, kinds)
      if (!job) return
      await perform(job)
    }
  }

  async function perform(row: JobRow): Promise<void> {
    const job = { regionId: row.regionId, id: row.id, runner }
    const actor = await actorOf(kernel, row)
    const { work, stop, pulse } = workOf(kernel, actor ?? systemActor(row.regionId), job, row.attempts)
    stopCurrent = stop
    let isSilenced = false
    const beating = setInterval(() => {
      // A database that cannot be reached is told of once a job; the job itself will find out.
      pulse().catch(error => {
        if (!isSilenced) fault(error)
        isSilenced = true
      })
    }, pulseMs)
    try {
      if (row.cancelAsked) throw new Stopped('cancelled')
      if (row.attempts > ATTEMPTS) throw refuse('jobs.gave-up', { attempts: ATTEMPTS })
      if (!actor) throw refuse('jobs.asker-gone')
      const kind = kernel.jobs.get(row.kind)
      if (!kind) throw refuse('jobs.kind-unknown', { kind: row.kind })
      // The input was checked by this schema when the job was asked for; an older version may have kept another shape.
      await kind.run(work, kind.input.parse(row.input) as never)
      await end({ state: 'done' })
    } catch (error) {
      await ended(error)
    } finally {
      clearInterval(beating)
      stopCurrent = undefined
    }

    async function ended(error: unknown): Promise<void> {
      // What the work throws after it was told to stop is the stopping, whatever it looks like.
      const reason: unknown = work.signal.aborted ? work.signal.reason : error
      if (reason instanceof Stopped) {
        if (reason.why === 'stopping') await giveBack(db, job)
        else if (reason.why === 'cancelled') await end({ state: 'cancelled' })
      } else if (isUnreachable(error) || isDiskFull(error) || isOfTheDatabase(error)) {
        // Not the work's doing: it is taken up again when the database is back. Where it is still away this throws, and silence does it.
        await pause(lookMs)
        await giveBack(db, job)
      } else if (error instanceof Refusal)
        await end({ state: 'failed', code: error.code, params: error.params, reference: null })
      else await end({ state: 'failed', code: 'kernel.fault', params: {}, reference: fault(error) })
    }

    function end(ending: Ending): Promise<void> {
      return command(kernel, actor ?? systemActor(row.regionId), row.regionId, async ctx => {
        if (!(await endJob(ctx.tx, job, ending, ctx.now))) return
        await ctx.record(
          `jobs.${ending.state}`,
          { kind: 'job', id: row.id },
          { kind: row.kind, attempts: row.attempts },
        )
      })
    }
  }

  function hint(): void {
    if (wanted || stopped) return
    wanted = true
    running = running
      .then(() => {
        wanted = false
        return round()
      })
      .catch(error => void fault(error))
  }

  const looking = setInterval(hint, lookMs)
  looking.unref()
  hint()
  return {
    hint,
    async idle() {
      for (let seen: Promise<void> | undefined; seen !== running; ) {
        seen = running
        await seen
      }
    },
    async stop() {
      stopped = true
      clearInterval(looking)
      stopCurrent?.('stopping')
      await Promise.race([running, pause(PATIENCE, undefined, { ref: false })])
    },
  }
}

/**
 * A step was refused for a reason that passes by itself: the disk is full, the database away, or busy; also where it broke at the commit,
 * since a step that was committed is not done twice.
 */
const isOfTheDatabase = (error: unknown) =>
  error instanceof Refusal &&
  ['kernel.disk-full', 'kernel.database-unavailable', 'kernel.outcome-unavailable', 'kernel.busy-unavailable'].includes(
    error.code,
  )

/** Who asked for the job, with the rights of now; undefined when the account is out of use. */
async function actorOf({ database: { db } }: Kernel, { regionId, askedBy }: JobRow): Promise<Actor | undefined> {
  const system = systemActor(regionId)
  if (askedBy === system.id) return system
  const member = await one(
    db,
    sql<{ username: string }>`
      select username from member where region_id = ${regionId} and id = ${askedBy} and active and not withdrawn`,
  )
  return member && actorNamed(db, regionId, member.username)
}
