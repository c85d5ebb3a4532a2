import type { Ctx } from '#kernel/context.ts'
import { draftOrganisation, draftPerson, draftPlace, findOrganisation } from '../../registry/index.ts'
import { type FactAccepted, proofOf } from '../events.ts'
import { dayOfResolved, organisationsIn, resolvedDate } from '../rules.ts'
import type { FactInPlace } from './load.ts'

/**
 * Drafts what an accepted fact is about: people, organisations and places in the registry, through its door; everything else in the
 * rooms that hear `intake.fact-accepted`, each of which drafts its own record. All in the transaction of the acceptance.
 */
export async function draftFrom(ctx: Ctx, place: FactInPlace): Promise<void> {
  const accepted = await payloadOf(ctx, place)
  const proof = proofOf(accepted)
  const { fact } = accepted
  switch (fact.kind) {
    case 'organisation':
      await draftOrganisation(ctx, { name: fact.name, type: fact.type }, proof)
      return
    case 'place':
      await draftPlace(ctx, { name: fact.name, type: fact.type }, proof)
      return
    case 'person':
      await draftPerson(
        ctx,
        {
          name: fact.name,
          post: fact.post,
          organisationName: fact.organisation,
          on: accepted.occurredOn ?? accepted.issueDate,
        },
        proof,
      )
      return
    default:
      await ctx.announce('intake.fact-accepted', accepted)
  }
}

async function payloadOf(ctx: Ctx, { fact, page, article }: FactInPlace): Promise<FactAccepted> {
  const organisations: Record<string, string> = {}
  for (const name of new Set(organisationsIn(fact.fact))) {
    const found = await findOrganisation(ctx, name)
    if (found) organisations[name] = found.id
  }
  return {
    factId: fact.id,
    articleId: article.id,
    sourceId: page.sourceId,
    fact: fact.fact,
    article: { title: article.title, kind: article.kind },
    issueDate: page.issueDate,
    occurredOn: dayOfResolved(resolvedDate(fact.fact, article.reading.datelines)),
    publication: page.publication,
    organisations,
  }
}
