import type { MatterFields } from '#contract/matters.ts'
import { beginningOf, nameFrom } from '#contract/text.ts'
import type { Ctx } from '#kernel/context.ts'
import { withdrawProofs } from '#kernel/evidence/provenance.ts'
import { sources } from '#kernel/evidence/sources.ts'
import { type FactAccepted, type FactWithdrawn, proofOf } from '../intake/events.ts'
import { draftMatter } from './commands/create.ts'
import { note, save } from './commands/save.ts'
import { lifecycle } from './mechanisms.ts'
import { stateOf } from './rules/lifecycle.ts'
import { draftedFrom } from './store/matters.ts'
import { matters } from './store/tables.ts'

const TITLE = 200

/**
 * Drafts one matter from an accepted task (一事一项): the task's words become the title, and title, source text and speaker keep the passage
 * as their proof. Units are left to a person: a page rarely names one, and what it says is kept as it stands (`assigneeText`).
 */
export async function draftFromFact(ctx: Ctx, accepted: FactAccepted): Promise<void> {
  const { fact } = accepted
  if (fact.kind !== 'task') return
  const title = nameFrom(fact.what, TITLE)
  if (title === '' || (await draftedFrom(ctx, accepted.factId)).length > 0) return
  const fields: MatterFields = {
    title,
    kind: fact.modality === 'resolution' ? 'resolution' : 'supervision',
    sourceKind: 'media',
    sourceRef: await refOf(ctx, accepted),
    sourceText: beginningOf(fact.evidence.text, 4000),
    instructingLeader: nameFrom(fact.statedBy ?? '', 60) || null,
    assigneeText: beginningOf(fact.assignee?.trim() ?? '', 300) || null,
  }
  const proven = [
    'title',
    'sourceText',
    ...(fields.instructingLeader ? ['instructingLeader'] : []),
    ...(fields.assigneeText ? ['assigneeText'] : []),
  ]
  await draftMatter(ctx, fields, { factId: accepted.factId, proof: proofOf(accepted), fields: proven })
}

/** Paper, page, day and article, as a reader would cite it. */
async function refOf(ctx: Ctx, { publication, issueDate, article, sourceId }: FactAccepted): Promise<string> {
  const source = await sources.find(ctx, sourceId)
  const parts = [
    publication ?? source?.name ?? '',
    issueDate ?? '',
    source?.page ?? '',
    article.title ? `《${article.title}》` : '',
  ]
  return beginningOf(parts.filter(part => part !== '').join(' '), 300)
}

/**
 * A fact turned out wrong: what was only drafted from it is withdrawn; a matter already going on stays, with a note that its source is gone,
 * because people have acted on it.
 */
export async function factWithdrawn(ctx: Ctx, { factId, reason }: FactWithdrawn): Promise<void> {
  for (const row of await draftedFrom(ctx, factId)) {
    const draft = stateOf(lifecycle(), row.state).phase === 'draft'
    const next = draft ? await matters.withdraw(ctx, row, reason) : await save(ctx, row, {}, reason)
    await note(ctx, next, draft ? 'matters.draft-withdrawn' : 'matters.source-withdrawn', {
      verb: draft ? 'withdraw-draft' : 'source-withdrawn',
      text: reason,
      params: { factId },
    })
  }
  await withdrawProofs(ctx, factId, reason)
}
