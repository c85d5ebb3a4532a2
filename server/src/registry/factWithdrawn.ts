import type { LinkKind } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import type { RecordTable, Versioned } from '#kernel/history/records.ts'
import type { FactWithdrawn } from '#server/intake/events.ts'
import { linksOf, linksTouching, provenOtherwise } from './store/links.ts'
import { organisationInUse, organisations, organisationsDraftedFrom } from './store/organisations.ts'
import { people, peopleDraftedFrom, personInUse, tenures, tenuresDraftedFrom } from './store/people.ts'
import { placeInUse, places, placesDraftedFrom } from './store/places.ts'
import { seenDays, sightings, sightingsOfFact } from './store/sightings.ts'

/**
 * An accepted fact turned out wrong: drafts that rest on nothing else go with it, days on which only it showed a post are taken
 * back. What a person has confirmed, changed or built on stays.
 */
export async function factWithdrawn(ctx: Ctx, { factId, reason }: FactWithdrawn): Promise<void> {
  const seen = await sightingsOfFact(ctx, factId)
  for (const sighting of seen) await sightings.withdraw(ctx, sighting, reason)
  for (const id of new Set(seen.map(each => each.tenureId))) await seenLess(ctx, id)

  for (const tenure of await tenuresDraftedFrom(ctx, factId))
    if (
      tenure.validFrom === null &&
      tenure.validTo === null &&
      !(await provenOtherwise(ctx, 'tenure', tenure.id, factId))
    )
      await withdrawDraft(ctx, 'tenure', tenures, tenure, reason)
  for (const person of await peopleDraftedFrom(ctx, factId)) {
    if ((await personInUse(ctx, person.id)) || (await provenOtherwise(ctx, 'person', person.id, factId))) continue
    await withdrawOpenLinks(ctx, 'person', person.id, reason)
    await withdrawDraft(ctx, 'person', people, person, reason)
  }
  for (const organisation of await organisationsDraftedFrom(ctx, factId)) {
    if (await organisationInUse(ctx, organisation.id)) continue
    if (await provenOtherwise(ctx, 'organisation', organisation.id, factId)) continue
    await withdrawOpenLinks(ctx, 'organisation', organisation.id, reason)
    await withdrawDraft(ctx, 'organisation', organisations, organisation, reason)
  }
  for (const place of await placesDraftedFrom(ctx, factId)) {
    if ((await placeInUse(ctx, place.id)) || (await provenOtherwise(ctx, 'place', place.id, factId))) continue
    await withdrawOpenLinks(ctx, 'place', place.id, reason)
    await withdrawDraft(ctx, 'place', places, place, reason)
  }
}

async function seenLess(ctx: Ctx, tenureId: string): Promise<void> {
  const tenure = await tenures.lock(ctx, tenureId)
  if (!tenure) return
  const seen = await seenDays(ctx, tenureId)
  if (seen.seenFirst === tenure.seenFirst && seen.seenLast === tenure.seenLast) return
  await tenures.change(ctx, tenure, seen)
  await ctx.record('registry.tenure-seen-less', { kind: 'tenure', id: tenureId })
}

async function withdrawDraft<Row extends Versioned>(
  ctx: Ctx,
  kind: string,
  table: RecordTable<Row>,
  row: Row,
  reason: string,
): Promise<void> {
  await table.withdraw(ctx, row, reason)
  await ctx.record(`registry.${kind}-draft-withdrawn`, { kind, id: row.id })
}

/** Open questions about a record that goes are no questions any more. */
async function withdrawOpenLinks(ctx: Ctx, kind: LinkKind, id: string, reason: string): Promise<void> {
  for (const link of await linksTouching(ctx, kind, id)) await linksOf(kind).withdraw(ctx, link, reason)
}
