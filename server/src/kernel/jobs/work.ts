import type { Actor } from '../context.ts'
import { command, type Kernel, query } from '../run.ts'
import type { JobWork, Progress } from './kinds.ts'
import { beat, type Held, writeProgress } from './store.ts'

/** Why a job stops before its end: somebody cancelled, the program stops, or the job is another runner's by now. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly why: 'cancelled' | 'stopping' | 'lost'
  constructor(why: 'cancelled' | 'stopping' | 'lost') {
    super(`the job stopped: ${why}`)
    this.why = why
  }
}

/** What a runner gives to a job's `run`; `stop` ends it, and every later step or progress throws. */
export function workOf(kernel: Kernel, actor: Actor, job: Held, attempt: number) {
  const controller = new AbortController()
  const stop = (why: Stopped['why']) => controller.abort(new Stopped(why))
  /** What the row said when it was last written: stopping is seen at each step, not only at each heartbeat. */
  const heed = (cancelAsked: boolean | undefined) => {
    if (cancelAsked === undefined) stop('lost')
    else if (cancelAsked) stop('cancelled')
    controller.signal.throwIfAborted()
  }

  const work: JobWork = {
    id: job.id,
    regionId: job.regionId,
    signal: controller.signal,
    attempt,
    async step(name, act, progress = {}) {
      controller.signal.throwIfAborted()
      return command(
        kernel,
        actor,
        job.regionId,
        async ctx => {
          const result = await act(ctx)
          // Last, so that the row is locked for a moment only and the heartbeat goes on meanwhile: what was cancelled or lost rolls back.
          heed(await writeProgress(ctx.tx, job, progress))
          return result
        },
        { idempotencyKey: `job:${job.id}:${name}`, request: { job: job.id, step: name } },
      )
    },
    async ask(act) {
      controller.signal.throwIfAborted()
      return query(kernel, actor, job.regionId, null, act)
    },
    async progress(progress: Progress) {
      controller.signal.throwIfAborted()
      heed(await writeProgress(kernel.database.db, job, progress))
    },
  }
  let isBeating = false
  /** Tells the database that the runner lives, and the work when it should stop. One at a time: the embedded database has one place. */
  const pulse = async () => {
    if (isBeating || controller.signal.aborted) return
    isBeating = true
    try {
      const cancelAsked = await beat(kernel.database.db, job)
      if (cancelAsked === undefined) stop('lost')
      else if (cancelAsked) stop('cancelled')
    } finally {
      isBeating = false
    }
  }
  return { work, stop, pulse }
}
