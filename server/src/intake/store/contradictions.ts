import type { ContradictionKind, ContradictionVerdict } from '#contract/intake/contradictions.ts'
import type { Ctx } from '#kernel/context.ts'
import { type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { facts } from './facts.ts'

/** What was said of facts that cannot all be right together. */
export type ContradictionRecord = Versioned & {
  kind: ContradictionKind
  /** The facts, in order of their ids. */
  factIds: string[]
  /** The one that was in hand, and the version the decision gave it; null where it only stayed as it was. */
  factId: string
  factVersion: number | null
  verdict: ContradictionVerdict
  decidedBy: string
  decidedAt: Date
  decisionReason: string | null
}

export const contradictions = recordTable<ContradictionRecord>('intake_contradiction', [
  'kind',
  'fact_ids',
  'fact_id',
  'fact_version',
  'verdict',
  'decided_by',
  'decided_at',
  'decision_reason',
])

/** What was said of contradictions in which some facts stand, as of the context's instant. */
export function contradictionsOn(ctx: Ctx, factIds: readonly string[]): Promise<ContradictionRecord[]> {
  if (factIds.length === 0) return Promise.resolve([])
  return rows(
    ctx.tx,
    sql<ContradictionRecord>`select * from ${contradictions.at(ctx)} c where c.fact_ids && ${[...factIds]}::uuid[]
      order by decided_at desc, id`,
  )
}

/** The same, locked, of now. */
export function lockContradictionsOn(ctx: Ctx, factId: string): Promise<ContradictionRecord[]> {
  return rows(
    ctx.tx,
    sql<ContradictionRecord>`select * from intake_contradiction where region_id = ${ctx.regionId} and fact_ids @> array[${factId}]::uuid[]
      and not withdrawn order by id for update`,
  )
}

/**
 * Whether a fact `f` is disputed: it is accepted, and a contradiction in which it stands was left open while all its facts still stand.
 */
export const isDisputed = (ctx: Ctx): RawBuilder<boolean> => sql<boolean>`(f.state = 'accepted' and f.id in (
  select unnest(c.fact_ids) from ${contradictions.at(ctx)} c where ${stands(ctx)}))`

const stands = (ctx: Ctx) => sql`c.verdict = 'open' and not exists (
  select 1 from unnest(c.fact_ids) x where x not in (select o.id from ${facts.at(ctx)} o where o.id = any(c.fact_ids) and o.state in ('pending', 'accepted')))`

/** Which of some accepted facts are disputed, each with the contradictions that are open. */
export async function disputesOf(ctx: Ctx, factIds: readonly string[]): Promise<ContradictionRecord[]> {
  if (factIds.length === 0) return []
  return rows(
    ctx.tx,
    sql<ContradictionRecord>`select c.* from ${contradictions.at(ctx)} c where c.fact_ids && ${[...factIds]}::uuid[] and ${stands(ctx)}
      order by c.decided_at desc, c.id`,
  )
}
