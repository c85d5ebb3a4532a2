import type { Ctx } from '#kernel/context.ts'
import { aliasesOf, type OrganisationRecord } from '../store/organisations.ts'
import { tenures, tenuresNaming } from '../store/people.ts'

/** Joins posts that named an organisation before it was registered: pages name people with their firms in any order. */
export async function adoptTenures(ctx: Ctx, organisation: OrganisationRecord): Promise<void> {
  const also = await aliasesOf(ctx, [organisation.id])
  const keys = [organisation.nameKey, organisation.shortKey, ...also.map(each => each.aliasKey)].filter(
    key => key !== null,
  )
  for (const tenure of await tenuresNaming(ctx, keys))
    await tenures.change(ctx, tenure, { organisationId: organisation.id })
}
