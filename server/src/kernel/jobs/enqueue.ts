import type { Ctx } from '../context.ts'
import type { JobKinds } from './kinds.ts'
import { insertJob } from './store.ts'

/**
 * Asks for long work, in the transaction of the command: the job exists only if the command commits. An unknown kind or an input that
 * does not fit is a fault of ours: what people typed was checked before.
 */
export async function enqueue(ctx: Ctx, kinds: JobKinds, kind: string, input: unknown): Promise<string> {
  const known = kinds.get(kind)
  if (!known) throw new Error(`no room declares jobs of the kind ${kind}`)
  known.input.parse(input)
  const id = await insertJob(ctx, kind, input)
  await ctx.record('jobs.asked', { kind: 'job', id }, { kind })
  return id
}
