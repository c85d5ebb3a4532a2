import { z } from 'zod'
import { backupsKept } from '#contract/backups.ts'
import { job, jobsPage, jobsQuery } from '#contract/jobs.ts'
import { id, instant } from '#contract/kernel.ts'
import { room, route } from '../room.ts'
import { backupsOf, cancelJob, jobList, jobOf } from './people.ts'
import { backups, policy } from './policy.ts'

const params = z.object({ id })

/** Long work as people see it: a room of the kernel's own, so that its routes, verbs and table are held to the same rules. */
export const jobs = room({
  name: 'jobs',
  directory: import.meta.dirname,
  policy: { ...policy, ...backups },
  routes: [
    route(
      {
        method: 'GET',
        path: '/jobs',
        act: 'jobs.read',
        takes: { query: jobsQuery },
        gives: jobsPage,
        summary: 'Long work, newest first',
      },
      (ctx, { query }) => jobList(ctx, query),
    ),
    route(
      {
        method: 'GET',
        path: '/jobs/backups',
        act: 'jobs.read-backups',
        takes: {},
        gives: backupsKept,
        summary: 'How the backups made by the program itself stand, by the clock of the machine',
      },
      ctx => backupsOf(ctx),
    ),
    route(
      {
        method: 'GET',
        path: '/jobs/:id',
        act: 'jobs.read',
        takes: { params, query: z.object({ asOf: instant.optional() }) },
        gives: job,
        summary: 'One piece of long work and how far it is',
      },
      (ctx, { params }) => jobOf(ctx, params.id),
    ),
    route(
      {
        method: 'POST',
        path: '/jobs/:id/cancel',
        act: 'jobs.cancel',
        takes: { params },
        gives: job,
        summary: 'Stop a piece of long work; what it has done stays',
      },
      (ctx, { params }) => cancelJob(ctx, params.id),
    ),
  ],
})
