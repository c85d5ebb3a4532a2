import type { z } from 'zod'
import type { BackupsKept } from '#contract/backups.ts'
import type { Job, jobsQuery } from '#contract/jobs.ts'
import type { Ctx } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import { contains, listPage } from '../list.ts'
import { mayOn, must, visible } from '../policy.ts'
import { refuse } from '../refusal.ts'
import { backups, policy } from './policy.ts'
import { askCancel, type JobRow, lockJob } from './store.ts'

type Listed = JobRow & { askedByName: string | null }

/** Jobs with who asked for them. A job has no history: as of a past instant those asked for by then are listed, as they are now. */
const listed = (ctx: Ctx) => sql`(
    select j.*, m.name asked_by_name from job j
    left join member m on m.region_id = j.region_id and m.id = j.asked_by
    where j.region_id = ${ctx.regionId} and ${ctx.asOf ? sql`j.asked_at <= ${ctx.asOf}` : sql`true`}) j`

/** One page of jobs, newest first. */
export function jobList(ctx: Ctx, query: z.output<typeof jobsQuery>) {
  const { state, kind, find } = query
  return listPage<Listed, Job>(ctx, query, {
    columns: sql`j.*`,
    from: listed(ctx),
    where: [
      visible(ctx, policy, 'jobs.read', 'j'),
      contains(find, [sql`j.kind`]),
      state ? sql`j.state = ${state}` : sql`true`,
      kind ? sql`j.kind = ${kind}` : sql`true`,
    ],
    sorts: { askedAt: { by: sql`j.asked_at`, type: 'timestamptz' } },
    sort: '-askedAt',
    id: sql`j.id`,
    map: row => shown(ctx, row),
  })
}

/** One job and how far it is. */
export async function jobOf(ctx: Ctx, id: string): Promise<Job> {
  const row = await one(ctx.tx, sql<Listed>`select * from ${listed(ctx)} where id = ${id}`)
  if (!row) throw refuse('jobs.not-found')
  must(ctx, policy, 'jobs.read', row)
  return shown(ctx, row)
}

/** Stops a job: at once while it waits, within a second while it runs. What it has committed stays. */
export async function cancelJob(ctx: Ctx, id: string): Promise<Job> {
  const row = await lockJob(ctx, id)
  if (!row) throw refuse('jobs.not-found')
  must(ctx, policy, 'jobs.cancel', row)
  if (row.state !== 'waiting' && row.state !== 'running') throw refuse('jobs.already-ended')
  if (!row.cancelAsked) {
    await askCancel(ctx, row)
    await ctx.record('jobs.cancel-asked', { kind: 'job', id }, { kind: row.kind })
  }
  return jobOf(ctx, id)
}

/** How the backups made by the program itself stand now; where operators make them from outside, that. */
export async function backupsOf(ctx: Ctx): Promise<BackupsKept> {
  must(ctx, backups, 'jobs.read-backups', { regionId: ctx.regionId })
  return ctx.backups ? ctx.backups() : { keeper: 'operators' }
}

function shown(ctx: Ctx, row: Listed): Job {
  const isOpen = row.state === 'waiting' || row.state === 'running'
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    note: row.note,
    error: row.errorCode === null ? null : { code: row.errorCode, params: row.errorParams ?? {} },
    faultReference: row.faultReference,
    cancelAsked: row.cancelAsked && isOpen,
    askedBy: row.askedByName,
    askedAt: row.askedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    may: mayOn(ctx, policy, row).filter(verb => verb !== 'jobs.cancel' || isOpen),
  }
}
