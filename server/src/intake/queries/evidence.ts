import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { entryOfVersion } from '#kernel/evidence/entryOfVersion.ts'
import { Refusal } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { facts } from '../store/facts.ts'
import { pages, textOf } from '../store/pages.ts'
import { recordsRestingOn } from '../store/resting.ts'
import { readFact } from './facts.ts'

const CONTEXT = 90

/**
 * The evidence of a fact is its own passage, whatever field is asked for; null when the actor may not read the fact. Fields a person
 * wrote differently are named in the reason of a second piece, so that nobody takes their words for the page's.
 */
export async function evidenceOfFact(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const found = await known(() => readFact(ctx, ref.id))
  if (!found) return null
  const { fact, page } = found
  const by = fact.decidedBy
  const name = by ? ((await memberNames(ctx, [by])).get(by) ?? null) : null
  const log = await entryOfVersion(ctx, facts.name, fact)
  const text = await textOf(ctx, page.sourceId)
  const own: Evidence = {
    kind: 'source',
    factId: fact.id,
    source: {
      id: page.sourceId,
      name: page.name,
      publication: page.publication,
      issueDate: page.issueDate,
      page: page.page,
    },
    start: fact.spanStart,
    end: fact.spanEnd,
    text: text.slice(fact.spanStart, fact.spanEnd),
    before: text.slice(Math.max(0, fact.spanStart - CONTEXT), fact.spanStart),
    after: text.slice(fact.spanEnd, fact.spanEnd + CONTEXT),
    modality: fact.modality,
    confidence: fact.confidence,
    acceptedBy: fact.state === 'accepted' ? name : null,
    acceptedAt: fact.state === 'accepted' ? (fact.decidedAt?.toISOString() ?? null) : null,
    log,
    supports: (await recordsRestingOn(ctx, [fact.id])).reduce((sum, { fields }) => sum + fields.length, 0),
  }
  if (!fact.corrected.includes(ref.field)) return [own]
  return [{ kind: 'hand', by: name ?? '', at: fact.recordedFrom.toISOString(), reason: fact.decisionReason, log }, own]
}

/** A fact as another screen names it, and where it is read. */
export async function subjectOfFact(ctx: Ctx, id: string): Promise<{ title: string; href: string } | null> {
  const found = await known(() => readFact(ctx, id))
  if (!found) return null
  const { fact, page } = found
  return { title: fact.title, href: `/intake/${page.id}/${fact.articleId}/${fact.id}` }
}

export async function subjectOfPage(ctx: Ctx, id: string): Promise<{ title: string; href: string } | null> {
  const page = await pages.find(ctx, id)
  if (!page || !policy['intake.read']?.test(ctx.actor, judged(page))) return null
  return { title: page.name, href: `/intake/${id}` }
}

/** Undefined where the actor may not know: screens of other rooms then show nothing, which is no failure of theirs. */
async function known<Found>(read: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
