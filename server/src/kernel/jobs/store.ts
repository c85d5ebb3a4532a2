import type { JobState } from '#contract/jobs.ts'
import type { Ctx } from '../context.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, rows, run, sql } from '../database/sql.ts'
import type { Progress } from './kinds.ts'

export type JobRow = {
  regionId: number
  id: string
  kind: string
  input: unknown
  state: JobState
  done: number
  total: number | null
  note: string | null
  errorCode: string | null
  errorParams: Record<string, string | number | null> | null
  faultReference: string | null
  cancelAsked: boolean
  askedBy: string
  askedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  attempts: number
  runner: string | null
}

/** A job as its runner holds it: written to only while it is still this runner's. */
export type Held = Pick<JobRow, 'regionId' | 'id'> & { runner: string }

const held = ({ regionId, id, runner }: Held) =>
  sql`region_id = ${regionId} and id = ${id} and runner = ${runner} and state = 'running'`

export async function insertJob(ctx: Ctx, kind: string, input: unknown): Promise<string> {
  const id = ctx.newId()
  await run(
    ctx.tx,
    sql`insert into job (region_id, id, kind, input, state, asked_by, asked_at)
      values (${ctx.regionId}, ${id}, ${kind}, ${JSON.stringify(input)}::jsonb, 'waiting', ${ctx.actor.id}, ${ctx.now})`,
  )
  return id
}

export function lockJob(ctx: Ctx, id: string): Promise<JobRow | undefined> {
  return one(ctx.tx, sql<JobRow>`select * from job where region_id = ${ctx.regionId} and id = ${id} for update`)
}

/** The kinds a line of jobs takes: those named, or all but those named. */
export type Kinds = { only: readonly string[] } | { not: readonly string[] }

/**
 * Takes the oldest job of some kinds that waits, or whose runner has been silent for so long; undefined when there is none.
 */
export function claimJob(
  db: Db,
  runner: string,
  now: Date,
  silentMs: number,
  kinds: Kinds = { not: [] },
): Promise<JobRow | undefined> {
  const [named, among] = 'only' in kinds ? [kinds.only, true] : [kinds.not, false]
  return one(
    db,
    sql<JobRow>`
      update job set state = 'running', runner = ${runner}, attempts = attempts + 1, heartbeat_at = now(),
        started_at = coalesce(started_at, ${now})
      where (region_id, id) in (
        select region_id, id from job
        where (state = 'waiting' or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${silentMs / 1000})))
          and (kind = any(${[...named]}::text[])) = ${among}
        order by asked_at, id limit 1 for update skip locked)
      returning *`,
  )
}

/** Says that the runner lives; gives whether somebody asked to stop, or undefined when the job is no longer this runner's. */
export async function beat(db: Db, job: Held): Promise<boolean | undefined> {
  const found = await one(
    db,
    sql<{ cancelAsked: boolean }>`update job set heartbeat_at = now() where ${held(job)} returning cancel_asked`,
  )
  return found?.cancelAsked
}

/**
 * Writes how far the job is, in the transaction of its step or alone; gives the same as `beat`. It locks the row: a job that was given
 * to another runner meanwhile cannot commit its step.
 */
export async function writeProgress(db: Db | Tx, job: Held, { done, total, note }: Progress) {
  const found = await one(
    db,
    sql<{ cancelAsked: boolean }>`
      update job set heartbeat_at = now(), done = coalesce(${done ?? null}, done), total = coalesce(${total ?? null}, total),
        note = coalesce(${note ?? null}, note)
      where ${held(job)} returning cancel_asked`,
  )
  return found?.cancelAsked
}

export type Ending =
  | { state: 'done' | 'cancelled' }
  | {
      state: 'failed'
      code: string
      params: Readonly<Record<string, string | number | null>>
      reference: string | null
    }

/** Ends a job; false when it was no longer this runner's. */
export async function endJob(tx: Tx, job: Held, ending: Ending, now: Date): Promise<boolean> {
  const failed = ending.state === 'failed' ? ending : undefined
  const count = await run(
    tx,
    sql`update job set state = ${ending.state}, finished_at = ${now}, error_code = ${failed?.code ?? null},
        error_params = ${failed ? JSON.stringify(failed.params) : null}::jsonb, fault_reference = ${failed?.reference ?? null},
        total = case when ${ending.state} = 'done' then coalesce(total, done) else total end
      where ${held(job)}`,
  )
  return count > 0
}

/** Gives a job back, as if it had not been taken: the program stops in good order. */
export async function giveBack(db: Db, job: Held): Promise<void> {
  await run(
    db,
    sql`update job set state = 'waiting', runner = null, attempts = greatest(attempts - 1, 0) where ${held(job)}`,
  )
}

/** Puts every running job back to waiting: for a database that only one process may open, they are all of a process that died. */
export function orphan(db: Db): Promise<number> {
  return run(db, sql`update job set state = 'waiting', runner = null where state = 'running'`)
}

/** Cancels at once what waits; what runs is asked to stop. */
export async function askCancel(ctx: Ctx, job: JobRow): Promise<void> {
  const waits = job.state === 'waiting'
  await run(
    ctx.tx,
    sql`update job set cancel_asked = true, state = ${waits ? 'cancelled' : job.state},
        finished_at = ${waits ? ctx.now : null}
      where region_id = ${ctx.regionId} and id = ${job.id}`,
  )
}

/** Whether anything waits or may be left by a dead runner, without taking it. */
export async function isAnyOpen(db: Db): Promise<boolean> {
  return (await rows(db, sql`select 1 from job where state in ('waiting', 'running') limit 1`)).length > 0
}
