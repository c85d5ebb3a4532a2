import type { z } from 'zod'
import type { Page } from '#contract/kernel.ts'
import type { Organisation, OrganisationRow } from '#contract/registry.ts'
import type { organisationQuery } from '#contract/registryCommands.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { clusters } from '../matching.ts'
import { policy } from '../policy.ts'
import { allLinks, linksAt } from '../store/links.ts'
import { organisationPage, organisationTallies } from '../store/lists.ts'
import { aliasesOf, membershipsOf, organisationNamesBy, organisations } from '../store/organisations.ts'
import { tenuresIn } from '../store/people.ts'
import { allPlaces } from '../store/places.ts'
import { authors, linkShapes, may, membershipShapes, mergedShapes, sourcesOf, tenureShapes } from './shapes.ts'

/** The organisations, canonical records only; a name of a merged record finds the record that stands for it. */
export async function listOrganisations(
  ctx: Ctx,
  query: z.output<typeof organisationQuery>,
): Promise<Page<OrganisationRow>> {
  const { canonical, members, merged } = await clusters(ctx, 'organisation')
  const open = await allLinks(ctx, 'organisation', 'unsure')
  const unsure = new Set(open.flatMap(edge => [canonical(edge.leftId), canonical(edge.rightId)]))
  const wanted = query.find?.toLowerCase()
  const namesakes =
    wanted === undefined
      ? []
      : (await organisationNamesBy(ctx, merged)).filter(each => each.name.toLowerCase().includes(wanted))
  const page = await organisationPage(ctx, query, {
    merged,
    unsure: [...unsure],
    namesakes: namesakes.map(each => canonical(each.id)),
  })
  const tallies = await organisationTallies(
    ctx,
    page.rows.flatMap(row => members(row.id)),
  )
  return {
    ...page,
    rows: page.rows.map(row => {
      const own = tallies.filter(each => members(row.id).includes(each.id))
      const sum = (of: 'memberships' | 'people') => own.reduce((total, each) => total + each[of], 0)
      return {
        id: row.id,
        code: row.code,
        name: row.name,
        nameEn: row.nameEn,
        shortName: row.shortName,
        type: row.type,
        place: row.placeName,
        standing: row.standing,
        aliases: own.flatMap(each => each.aliases),
        merged: members(row.id).length - 1,
        memberships: sum('memberships'),
        people: sum('people'),
        unsure: open.filter(edge => [canonical(edge.leftId), canonical(edge.rightId)].includes(row.id)).length,
        version: row.version,
        may: may(ctx, row),
      }
    }),
  }
}

/** One organisation with all it is joined to; a merged record answers with the one that stands for it. */
export async function organisationDetail(ctx: Ctx, id: string): Promise<Organisation> {
  const { canonical, members } = await clusters(ctx, 'organisation')
  const found = await organisations.find(ctx, canonical(id))
  if (!found) throw refuse('registry.not-found')
  must(ctx, policy, 'registry.read', found)

  const ids = members(found.id)
  const edges = await linksAt(ctx, 'organisation', ids)
  const named = await organisationNamesBy(ctx, [
    ...new Set([...ids, ...edges.flatMap(each => [each.leftId, each.rightId])]),
  ])
  const names = new Map(named.map(each => [each.id, each.name]))
  const joined = await membershipShapes(ctx, await membershipsOf(ctx, ids))
  const place = (await allPlaces(ctx)).find(each => each.id === found.placeId)
  const unit = found.unitId === null ? undefined : (await unitNames(ctx)).get(found.unitId)
  const by = await authors(ctx, [found])
  return {
    id: found.id,
    code: found.code,
    name: found.name,
    nameEn: found.nameEn,
    shortName: found.shortName,
    type: found.type,
    creditCode: found.creditCode,
    note: found.note,
    place: place ? { id: place.id, name: place.name } : null,
    unit: unit && found.unitId !== null ? { id: found.unitId, nameZh: unit.nameZh } : null,
    standing: found.standing,
    aliases: (await aliasesOf(ctx, ids)).map(each => ({
      id: each.id,
      alias: each.alias,
      validFrom: each.validFrom,
      validTo: each.validTo,
      of: each.organisationId,
      version: each.version,
    })),
    belongsTo: joined.filter(each => each.member.id === found.id),
    members: joined.filter(each => each.body.id === found.id),
    people: await tenureShapes(ctx, await tenuresIn(ctx, ids)),
    merged: mergedShapes(found.id, ids, edges, names),
    links: await linkShapes(ctx, 'organisation', edges, names),
    sources: await sourcesOf(ctx, [{ kind: 'organisation', ids }]),
    ...by(found),
    may: may(ctx, found),
  }
}
