import { actorNamed } from '#kernel/accounts/members.ts'
import { heldClock } from '#kernel/clock.ts'
import type { Actor, Ctx } from '#kernel/context.ts'
import { Refusal } from '#kernel/refusal.ts'
import { command, type Kernel } from '#kernel/run.ts'

/** Something that was done in the city on a day, by somebody: replayed as the command it was. */
export type Step = {
  /** Asia/Shanghai, `YYYY-MM-DD`, and the time of day that orders the steps of one day, `HH:MM` or `HH:MM:SS.mmm`. */
  on: string
  at: string
  by: string
  /** Who acts, where it is nobody with an account: a citizen, the program itself. */
  as?: (shared: Shared) => Actor
  region: number
  /** What it is, for the sentence when it fails. */
  what: string
  run(ctx: Ctx, shared: Shared): Promise<unknown>
}

/** What later steps must know of earlier ones: ids by the keys of the tables. */
export type Shared = {
  ids: Map<string, string>
  units: Map<string, { id: string; region: number }>
}

const REGION = 320600

/**
 * Replays steps in the order of their days, each as a command by its person with the clock set to its moment: so the demonstration city
 * has a past that can be asked as of any day. A step that is refused is a mistake in the tables and stops the loading with its name.
 * Ends early when `stop` aborts.
 */
export async function replay(
  kernel: Kernel,
  steps: readonly Step[],
  shared: Shared,
  onStep: (done: number, of: number) => void,
  stop: AbortSignal,
): Promise<void> {
  const clock = heldClock(new Date(0))
  // Nothing was promised to anybody yet: the load is synced to the disk once, at its end.
  const past: Kernel = {
    ...kernel,
    clock,
    database: { ...kernel.database, durable: async () => undefined },
    committed: () => undefined,
  }
  const actors = new Map<string, Actor>()
  const ordered = [...steps].sort((a, b) => `${a.on}T${a.at}`.localeCompare(`${b.on}T${b.at}`))
  for (const [index, step] of ordered.entries()) {
    if (stop.aborted) return
    const moment = Date.parse(`${step.on}T${step.at}+08:00`)
    // Steps of one minute follow one another by a second each, so that no two records claim one instant.
    clock.set(new Date(Math.max(moment, clock.now().getTime() + 1000)))
    const key = `${step.region}/${step.by}`
    const actor =
      step.as?.(shared) ?? actors.get(key) ?? (await actorNamed(past.database.db, actorRegion(step), step.by))
    if (!step.as) actors.set(key, actor)
    try {
      await command(past, actor, step.region, ctx => step.run(ctx, shared))
    } catch (error) {
      if (error instanceof Refusal)
        throw new Error(
          `demonstration: ${step.on} ${step.what} (${step.by}): ${error.code} ${JSON.stringify(error.params)} ${JSON.stringify(error.fields)}`,
        )
      throw new Error(`demonstration: ${step.on} ${step.what} (${step.by})`, { cause: error })
    }
    onStep(index + 1, ordered.length)
  }
  await kernel.database.durable()
}

/** People of the partner region act on records of Nantong that are shared with them. */
const actorRegion = ({ by, region }: Step) => (by.startsWith('putuo') ? 310107 : region === REGION ? REGION : region)
