import type { Dispute, Evidence, EvidenceRef } from '#contract/kernel.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { entryOfVersion } from '#kernel/evidence/entryOfVersion.ts'
import { Refusal } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { disputesOf } from '../store/contradictions.ts'
import { type FactRecord, facts } from '../store/facts.ts'
import { pages, textOf } from '../store/pages.ts'
import { recordsRestingOn } from '../store/resting.ts'
import { readFact } from './facts.ts'
import { sentenceOf } from './sentence.ts'
import { pageLabel } from './shapes.ts'

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
    disputes: await disputesShown(ctx, fact),
  }
  if (!fact.corrected.includes(ref.field)) return [own]
  return [{ kind: 'hand', by: name ?? '', at: fact.recordedFrom.toISOString(), reason: fact.decisionReason, log }, own]
}

/** So many of the facts that dispute one are shown. */
const DISPUTES = 10

/** The other sides of contradictions of an accepted fact that are left open, for whoever looks at its evidence. */
async function disputesShown(ctx: Ctx, fact: FactRecord): Promise<Dispute[]> {
  if (fact.state !== 'accepted') return []
  const open = await disputesOf(ctx, [fact.id])
  const others = [...new Set(open.flatMap(({ factIds }) => factIds))].filter(id => id !== fact.id)
  const shown: Dispute[] = []
  for (const id of others.slice(0, DISPUTES)) {
    const other = await facts.find(ctx, id)
    const page = other && (await pages.find(ctx, other.pageId))
    if (!other || !page) continue
    const reads = (verb: string) => policy[verb]?.test(ctx.actor, judged(page, other)) ?? false
    shown.push({
      text: reads('intake.read-fact') ? sentenceOf(await textOf(ctx, page.sourceId), other.fact) : null,
      page: pageLabel({ pageName: page.name, publication: page.publication, pageLabel: page.page }),
      issueDate: page.issueDate,
      href: reads('intake.read') ? `/intake/${page.id}/${other.articleId}/${id}` : null,
    })
  }
  return shown
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
