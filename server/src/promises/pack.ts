import type { Evidence } from '#contract/kernel.ts'
import { type PromiseRow, type PromiseStanding, promiseStandings } from '#contract/promises.ts'
import type { Ctx } from '#kernel/context.ts'
import { counted } from './evidence.ts'
import { promiseRule } from './mechanism.ts'
import { gather } from './queries/gather.ts'
import { inOrder } from './queries/list.ts'
import { shapes } from './queries/shape.ts'

/** What a review pack says of what was announced: how many stand how, and those that press most, with their sentences. */
export type PackPromises = {
  rule: string
  silentAfterDays: number
  counts: ReadonlyArray<{ standing: PromiseStanding; count: number }>
  total: number
  lines: PromiseRow[]
}

/** Drafts are on no list yet and are not counted, as a pack leaves out drafted projects. */
const confirmed = async (ctx: Ctx) => {
  const gathered = await gather(ctx)
  return { ...gathered, promises: gathered.promises.filter(promise => !promise.draft) }
}

/**
 * The promises of a region as of the context's instant, for a paper; the caller says with whose eyes. `most` lines are given: what is
 * overdue, then what is silent, the longest first.
 */
export async function promisesForPack(ctx: Ctx, most: number): Promise<PackPromises> {
  const { promises, batchNames } = await confirmed(ctx)
  const pressing = inOrder(promises).filter(({ standing }) => standing === 'overdue' || standing === 'silent')
  return {
    rule: `${promiseRule.name} ${promiseRule.version}`,
    silentAfterDays: promiseRule.silentAfterDays,
    counts: promiseStandings.map(standing => ({
      standing,
      count: promises.filter(promise => promise.standing === standing).length,
    })),
    total: promises.length,
    lines: await shapes(ctx, pressing.slice(0, most), { batchNames }),
  }
}

/** The promises one count of a pack counts: of a standing, or `total`; null for a word that is neither. */
export async function packPromiseEvidence(ctx: Ctx, what: string): Promise<Evidence | null> {
  const standing = promiseStandings.find(each => each === what)
  if (standing === undefined && what !== 'total') return null
  const { promises } = await confirmed(ctx)
  return counted(
    standing === undefined ? 'promises.count-all' : `promises.count-${standing}`,
    inOrder(promises).filter(promise => standing === undefined || promise.standing === standing),
  )
}
