import { z } from 'zod'
import { id, instant, listQuery, page } from './kernel.ts'

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

const wordParams = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** A piece of long work: what it is, how far it is, how it ended. */
export const job = z.object({
  id,
  kind: z.string(),
  state: z.enum(jobStates),
  /** How much is done, of how much; the total is null while it is not known. */
  done: z.int(),
  total: z.int().nullable(),
  /** A word code for what it is doing now, worded by the web. */
  note: z.string().nullable(),
  /** Why it failed: a refusal's code with its values, or for a fault the reference to give to the operator. */
  error: z.object({ code: z.string(), params: wordParams }).nullable(),
  faultReference: z.string().nullable(),
  /** Somebody asked to stop it and it has not stopped yet. */
  cancelAsked: z.boolean(),
  askedBy: z.string().nullable(),
  askedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  may: z.array(z.string()),
})
export type Job = z.infer<typeof job>

export const jobsQuery = listQuery.extend({
  state: z.enum(jobStates).optional(),
  kind: z.string().max(60).optional(),
})
export const jobsPage = page(job)
