import type { z } from 'zod'
import type {
  correctFact as correctFactBody,
  FactRow,
  rejectFact as rejectFactBody,
  WrittenFact,
} from '#contract/intake.ts'
import { acceptFact as acceptFactBody } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { teach } from '../learning/teach.ts'
import { factRowOf } from '../queries/shapes.ts'
import { correctedFields, factFrom, spanFits } from '../rules.ts'
import { type FactRecord, facts } from '../store/facts.ts'
import { textOf } from '../store/pages.ts'
import { accept, decide, subjectOf } from './accept.ts'
import { markDisputed } from './contradictions.ts'
import { forgetVerdicts } from './forgetVerdicts.ts'
import { type FactInPlace, lockFact } from './load.ts'
import { partsOf } from './pendingFact.ts'
import { takePlaceOf } from './withdrawFact.ts'

/**
 * Accepts a fact (收下), as read or as a person corrects it; the first reading is kept beside it. What the fact is about is drafted in
 * the same transaction. Where it contradicts others and nobody has said that both stand, all of them are disputed from then on. Refuses `intake.fact-already-decided` {state}, `intake.span-unfit`, and `intake.not-a-rival` when a fact it is to
 * take the place of says nothing about the same thing.
 */
export async function acceptFact(ctx: Ctx, id: string, input: z.input<typeof acceptFactBody>): Promise<FactRow> {
  const { version, corrected, span, insteadOf, reason } = acceptFactBody.parse(input)
  const place = await lockFact(ctx, id, 'intake.review', version)
  mustBePending(place.fact)
  const rewritten = await rewrite(ctx, place, corrected, span)
  await takePlaceOf(ctx, rewritten, insteadOf)
  const fact = await accept(ctx, { ...place, fact: rewritten }, reason)
  await markDisputed(ctx, { ...place, fact })
  return factRowOf(ctx, { ...place, fact })
}

/** Corrects a pending fact without deciding it. Refusals as in accepting. */
export async function correctFact(ctx: Ctx, id: string, input: z.input<typeof correctFactBody>): Promise<FactRow> {
  const place = await lockFact(ctx, id, 'intake.review', input.version)
  mustBePending(place.fact)
  const fact = await rewrite(ctx, place, input.corrected, input.span)
  if (fact.version !== place.fact.version)
    await ctx.record('intake.fact-corrected', subjectOf(fact), { kind: fact.kind, fields: fact.corrected })
  return factRowOf(ctx, { ...place, fact })
}

/**
 * Rejects a fact (不收); it stays visible with the reason. What was read so weighs less from now on, unless it was read right and is not
 * wanted (`misread` false): that says nothing about the reader. Refuses `intake.fact-already-decided` {state}.
 */
export async function rejectFact(ctx: Ctx, id: string, input: z.input<typeof rejectFactBody>): Promise<FactRow> {
  const { misread = true } = input
  const place = await lockFact(ctx, id, 'intake.review', input.version)
  mustBePending(place.fact)
  const fact = await decide(ctx, place.fact, 'rejected', input.reason)
  if (misread) await teach(ctx, { ...place, fact }, { accepted: false })
  await ctx.record('intake.fact-rejected', subjectOf(fact), { kind: fact.kind })
  return factRowOf(ctx, { ...place, fact })
}

function mustBePending({ state }: FactRecord): void {
  if (state !== 'pending') throw refuse('intake.fact-already-decided', { state })
}

/** The fact as a person wrote it, on the passage a person chose; unchanged when they changed nothing. */
async function rewrite(
  ctx: Ctx,
  { fact, page }: FactInPlace,
  written: WrittenFact | undefined,
  span: { start: number; end: number } | undefined,
): Promise<FactRecord> {
  if (!written && !span) return fact
  const text = await textOf(ctx, page.sourceId)
  const at = span ?? { start: fact.spanStart, end: fact.spanEnd }
  if (!spanFits(text, at)) throw refuse('intake.span-unfit', at, { field: 'span' })
  const next = factFrom(written ?? writtenOf(fact), text, at, fact.confidence)
  const corrected = fact.original ? correctedFields(fact.original, next) : []
  if (correctedFields(fact.fact, next).length === 0) return fact
  await forgetVerdicts(ctx, fact.id, { reason: 'corrected' })
  return facts.change(ctx, fact, { ...partsOf(next), corrected })
}

function writtenOf({ fact }: FactRecord): WrittenFact {
  const { evidence: _, confidence: __, ...written } = fact
  return written
}
