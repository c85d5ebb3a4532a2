import type { Candidate, LinkKind } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Versioned } from '#kernel/history/records.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time/day.ts'
import { candidates, clusters } from '../matching.ts'
import { policy } from '../policy.ts'
import { lockJudging } from '../store/links.ts'

type Locking<Row> = { lock(ctx: Ctx, id: string): Promise<Row | undefined> }

/** The current record, locked, on which the actor may do the verb, in the version the actor has seen. */
export async function lockFor<Row extends Versioned>(
  ctx: Ctx,
  table: Locking<Row>,
  id: string,
  verb: string,
  version: number,
): Promise<Row> {
  const found = await table.lock(ctx, id)
  if (!found) throw refuse('registry.not-found')
  must(ctx, policy, verb, found)
  if (found.version !== version) throw refuse('registry.changed-conflict', { seen: version, now: found.version })
  return found
}

export function checkSpan(span: { validFrom?: Day | null | undefined; validTo?: Day | null | undefined }): {
  validFrom: Day | null
  validTo: Day | null
} {
  const { validFrom = null, validTo = null } = span
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    throw refuse('registry.ends-before-start', { from: validFrom, to: validTo }, { field: 'validTo' })
  return { validFrom, validTo }
}

/** From this score on a person is warned before a record with a like name is made. */
const WARN_FROM = 0.75

/**
 * Refuses `registry.possible-duplicate-conflict` while a standing record looks the same and the actor has not said that another is
 * meant; each candidate is one line of the refusal. Gives the records the actor said are others.
 */
export async function refuseDuplicates(
  ctx: Ctx,
  kind: LinkKind,
  name: string,
  { distinctFrom = [], except }: { distinctFrom?: readonly string[] | undefined; except?: string | undefined } = {},
): Promise<Candidate[]> {
  // Two people who register one name at once must not both be told that it is new.
  await lockJudging(ctx, kind)
  const like = (await candidates(ctx, kind, { name }, except)).filter(({ score }) => score >= WARN_FROM)
  const { canonical } = await clusters(ctx, kind)
  const known = new Set(distinctFrom.map(canonical))
  const open = like.filter(({ id }) => !known.has(id))
  if (open.length === 0) return like
  throw refuse(
    'registry.possible-duplicate-conflict',
    { name, count: open.length, names: open.map(each => each.name).join('、') },
    {
      field: 'name',
      fields: open.map(each => ({
        path: 'distinctFrom',
        code: 'registry.candidate',
        params: { id: each.id, name: each.name, because: each.because, score: Math.round(each.score * 100) },
      })),
    },
  )
}
