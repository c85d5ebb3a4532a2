import type { FactRow } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { withdrawProofs } from '#kernel/evidence/provenance.ts'
import { refuse } from '#kernel/refusal.ts'
import type { FactWithdrawn } from '../events.ts'
import { unteach } from '../learning/teach.ts'
import { factRowOf } from '../queries/shapes.ts'
import { claimsOf } from '../rules.ts'
import { type FactRecord, facts } from '../store/facts.ts'
import { movedOn, recordsRestingOn } from '../store/resting.ts'
import { lockFact } from './load.ts'

/**
 * Withdraws an accepted fact (撤回): the links that rest on it go, and the rooms that drafted from it hear `intake.fact-withdrawn`.
 * What rests on it is to be asked first (`restingOnFact`). Refuses `intake.fact-not-accepted` {state}.
 */
export async function withdrawFact(
  ctx: Ctx,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<FactRow> {
  const place = await lockFact(ctx, id, 'intake.withdraw-fact', version)
  if (place.fact.state !== 'accepted') throw refuse('intake.fact-not-accepted', { state: place.fact.state })
  return factRowOf(ctx, { ...place, fact: await withdraw(ctx, place.fact, reason) })
}

/**
 * Takes back the last decision about a fact and what it taught, so that it is pending again. An acceptance can be undone while nothing but its own drafts
 * rests on it and nobody has acted on those: else `intake.fact-rests-conflict` {count}, and it can only be withdrawn.
 */
export async function undoFact(ctx: Ctx, id: string, { version }: { version: number }): Promise<FactRow> {
  const place = await lockFact(ctx, id, 'intake.review', version)
  const { fact } = place
  if (fact.state === 'pending') throw refuse('intake.fact-undecided')
  if (fact.state === 'accepted') {
    const later = (await recordsRestingOn(ctx, [fact.id])).filter(movedOn)
    if (later.length > 0) throw refuse('intake.fact-rests-conflict', { count: later.length })
    await letGo(ctx, fact, 'undone', true)
  }
  await unteach(ctx, fact.id, 'undone')
  const next = await facts.change(ctx, fact, {
    state: 'pending',
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  })
  await ctx.record('intake.fact-undone', { kind: 'fact', id: fact.id }, { kind: fact.kind, was: fact.state })
  return factRowOf(ctx, { ...place, fact: next })
}

/** Withdraws the accepted facts that a new one takes the place of (以此为准); each must speak of the same thing. */
export async function takePlaceOf(ctx: Ctx, fact: FactRecord, others: readonly string[]): Promise<void> {
  const keys = new Set(claimsOf(fact.fact).map(claim => claim.key))
  for (const id of others) {
    const { fact: other } = await lockFact(ctx, id, 'intake.withdraw-fact')
    if (other.state !== 'accepted' || !other.claimKeys.some(key => keys.has(key)))
      throw refuse('intake.not-a-rival', {}, { field: 'insteadOf' })
    await withdraw(ctx, other, `superseded by ${fact.id}`)
  }
}

async function withdraw(ctx: Ctx, fact: FactRecord, reason: string): Promise<FactRecord> {
  const links = await letGo(ctx, fact, reason, false)
  await unteach(ctx, fact.id, reason)
  const next = await facts.change(ctx, fact, {
    state: 'withdrawn',
    decidedBy: ctx.actor.id,
    decidedAt: ctx.now,
    decisionReason: reason,
  })
  await ctx.record('intake.fact-withdrawn', { kind: 'fact', id: fact.id }, { kind: fact.kind, links })
  return next
}

/** Tells the rooms, then withdraws the links that still rest on the fact; gives how many rested on it. */
async function letGo(ctx: Ctx, fact: FactRecord, reason: string, undone: boolean): Promise<number> {
  const resting = (await recordsRestingOn(ctx, [fact.id])).flatMap(({ kind, id, fields }) =>
    fields.map(field => ({ kind, id, field })),
  )
  const told: FactWithdrawn = { factId: fact.id, kind: fact.kind, reason, undone, resting }
  await ctx.announce('intake.fact-withdrawn', told)
  await withdrawProofs(ctx, fact.id, reason)
  return resting.length
}
