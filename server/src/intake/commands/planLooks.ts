import { regions } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Round } from '#kernel/rounds.ts'
import { restingSources, standings, takeSource } from '../store/sources.ts'

/** A look that was asked for so long ago was lost, with the job that was to do it. */
const LOST_MS = 60 * 60_000
const lostBefore = (now: Date) => new Date(now.getTime() - LOST_MS)

/** Asks for a look at every source of the region whose time has come, each as a job. Never more to do: gives false. */
export async function planLooks(ctx: Ctx): Promise<boolean> {
  const lost = lostBefore(ctx.now)
  const stands = new Map((await standings(ctx)).map(each => [each.name, each]))
  for (const { name } of ctx.sources.filter(each => each.region === ctx.regionId)) {
    const standing = stands.get(name)
    const isDue = !standing || standing.nextAt <= ctx.now
    const isFree = !standing?.busySince || standing.busySince < lost
    if (isDue && isFree && (await takeSource(ctx, name, lost))) await ctx.enqueue('intake.collect', { source: name })
  }
  return false
}

/** Looks at the sources as their times come. */
export const lookRound: Round = {
  everyMs: 5000,
  async due(db, now, { sources = [] }) {
    if (sources.length === 0) return []
    const resting = await restingSources(db, now, lostBefore(now))
    const isResting = (region: number, name: string) =>
      resting.some(each => each.regionId === region && each.name === name)
    const wanted = new Set(sources.filter(each => !isResting(each.region, each.name)).map(({ region }) => region))
    // A region that the settings name and that is not here is told of at the start.
    return (await regions(db)).map(({ regionId }) => regionId).filter(regionId => wanted.has(regionId))
  },
  work: planLooks,
}
