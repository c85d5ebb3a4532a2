import type { Ctx } from '#kernel/context.ts'
import { dayOf } from '#kernel/time/index.ts'
import type { FactInPlace } from '../commands/load.ts'
import type { Learnt } from '../extract/index.ts'
import { originsOf } from '../store/askings.ts'
import {
  insertLessons,
  type LessonRecord,
  lessons,
  lessonsInForce,
  lockLessonsOf,
  lockLessonsOfPage,
} from '../store/lessons.ts'
import { learntFrom, type Source } from './rules/learnt.ts'
import { decisionOf, teachingOf } from './rules/teaching.ts'

/**
 * Keeps what the decision about a fact teaches the reader, in the transaction of the decision: valid from its day (Asia/Shanghai), on the
 * pages of the paper that the page names, or else of the unit that brought it. What only a model proposed counts as written by the person
 * who took it, and teaches nothing when it is not taken: it was not the reader's.
 */
export async function teach(ctx: Ctx, { fact, page }: FactInPlace, { accepted }: { accepted: boolean }): Promise<void> {
  const decided = { original: fact.original, fact: fact.fact, accepted }
  // Most decisions teach nothing; only for those that do it is asked who read the fact.
  if (teachingOf(decided).length === 0) return
  const origin = (await originsOf(ctx, [fact.id])).get(fact.id)
  const told = origin && !origin.agrees ? { ...decided, original: null } : decided
  await insertLessons(
    ctx,
    teachingOf(told).map(taught => ({
      ...taught,
      pageId: page.id,
      factId: fact.id,
      decision: decisionOf(told),
      publication: page.publication,
      unitId: page.publication === null ? page.unitId : null,
      validFrom: dayOf(ctx.now),
      taughtBy: ctx.actor.id,
      taughtAt: ctx.now,
      off: false,
      offReason: null,
    })),
  )
}

/** Takes back what the decision about a fact taught, because the decision is taken back. */
export async function unteach(ctx: Ctx, factId: string, reason: string): Promise<void> {
  await takeBack(ctx, await lockLessonsOf(ctx, [factId]), reason)
}

/** Takes back what a page taught, because the page is withdrawn. */
export async function unteachPage(ctx: Ctx, pageId: string, reason: string): Promise<void> {
  await takeBack(ctx, await lockLessonsOfPage(ctx, pageId), reason)
}

async function takeBack(ctx: Ctx, taught: readonly LessonRecord[], reason: string): Promise<void> {
  for (const lesson of taught) await lessons.withdraw(ctx, lesson, reason)
}

/** What the reader is told for a page of a source: the lessons that are on, as of the context's instant. */
export async function learntFor(ctx: Ctx, source: Source): Promise<Learnt> {
  return learntFrom(await lessonsInForce(ctx), source)
}
