import type { Ctx } from '#kernel/context.ts'
import { teach } from '../learning/teach.ts'
import { type FactRecord, facts } from '../store/facts.ts'
import { draftFrom } from './draft.ts'
import type { FactInPlace } from './load.ts'

/** Marks a locked fact that is not accepted accepted, keeps what that teaches the reader, records it, and drafts what it is about. */
export async function accept(ctx: Ctx, place: FactInPlace, reason?: string): Promise<FactRecord> {
  const fact = await decide(ctx, place.fact, 'accepted', reason)
  await teach(ctx, { ...place, fact }, { accepted: true })
  await ctx.record('intake.fact-accepted', subjectOf(fact), {
    kind: fact.kind,
    source: place.page.sourceId,
    start: fact.spanStart,
    end: fact.spanEnd,
  })
  await draftFrom(ctx, { ...place, fact })
  return fact
}

export const subjectOf = (fact: FactRecord) => ({ kind: 'fact', id: fact.id })

/** Writes a decision and who made it. */
export function decide(ctx: Ctx, fact: FactRecord, state: 'accepted' | 'rejected', reason: string | undefined) {
  return facts.change(ctx, fact, {
    state,
    decidedBy: ctx.actor.id,
    decidedAt: ctx.now,
    decisionReason: reason || null,
  })
}
