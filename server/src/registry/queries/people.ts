import type { z } from 'zod'
import type { Page } from '#contract/kernel.ts'
import type { Person, PersonRow } from '#contract/registry.ts'
import type { holder, holderQuery, personQuery } from '#contract/registryCommands.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf } from '#kernel/time/day.ts'
import { clusters } from '../matching.ts'
import { policy } from '../policy.ts'
import { holdersOn, postsOf } from '../rules/posts.ts'
import { allLinks, linksAt } from '../store/links.ts'
import { personPage } from '../store/lists.ts'
import { people, personNamesBy, type TenureRecord, tenuresOfPeople, tenuresOfPost } from '../store/people.ts'
import { authors, linkShapes, may, mergedShapes, sourcesOf, tenureShapes } from './shapes.ts'

/** People in public posts, canonical records only, with the posts they hold on the day asked. */
export async function listPeople(ctx: Ctx, query: z.output<typeof personQuery>): Promise<Page<PersonRow>> {
  const { canonical, members, merged } = await clusters(ctx, 'person')
  const open = await allLinks(ctx, 'person', 'unsure')
  const unsure = open.flatMap(edge => [canonical(edge.leftId), canonical(edge.rightId)])
  const wanted = query.find
  const inMerged =
    wanted === undefined
      ? []
      : (await tenuresOfPeople(ctx, merged)).filter(each =>
          `${each.post} ${each.organisationText ?? ''}`.includes(wanted),
        )
  const namesakes = inMerged.map(each => canonical(each.personId))
  const page = await personPage(ctx, query, { merged, unsure, namesakes })
  const on = dayAsked(ctx, dayOf)
  const known = await tenuresOfPeople(
    ctx,
    page.rows.flatMap(row => members(row.id)),
  )
  const rows = []
  for (const row of page.rows) {
    const own = known.filter(each => members(row.id).includes(each.personId))
    const held = [...bySeat(own).values()].flatMap(terms => holdersOn(terms, on))
    const shapes = await tenureShapes(
      ctx,
      held.map(each => each.term),
    )
    rows.push({
      id: row.id,
      code: row.code,
      name: row.name,
      standing: row.standing,
      posts: shapes.map((each, index) => ({
        post: each.post,
        organisation: each.organisation?.name ?? each.unit?.nameZh ?? each.organisationText,
        certainty: held[index]?.certainty ?? 'possible',
      })),
      merged: members(row.id).length - 1,
      unsure: unsure.filter(each => each === row.id).length,
      version: row.version,
      may: may(ctx, row),
    })
  }
  return { ...page, rows }
}

/** One person with every post as a line of time; a merged record answers with the one that stands for it. */
export async function personDetail(ctx: Ctx, id: string): Promise<Person> {
  const { canonical, members } = await clusters(ctx, 'person')
  const found = await people.find(ctx, canonical(id))
  if (!found) throw refuse('registry.not-found')
  must(ctx, policy, 'registry.read', found)
  const ids = members(found.id)
  const edges = await linksAt(ctx, 'person', ids)
  const named = await personNamesBy(ctx, [...new Set([...ids, ...edges.flatMap(each => [each.leftId, each.rightId])])])
  const names = new Map(named.map(each => [each.id, each.name]))
  const held = await tenuresOfPeople(ctx, ids)
  const by = await authors(ctx, [found])
  return {
    id: found.id,
    code: found.code,
    name: found.name,
    note: found.note,
    standing: found.standing,
    tenures: await tenureShapes(ctx, held),
    merged: mergedShapes(found.id, ids, edges, names),
    links: await linkShapes(ctx, 'person', edges, names),
    sources: await sourcesOf(ctx, [
      { kind: 'tenure', ids: held.map(each => each.id) },
      { kind: 'person', ids },
    ]),
    ...by(found),
    may: may(ctx, found),
  }
}

/**
 * Who held a post on a day (某日谁任某职), seat by seat: whoever certainly did, else who was last seen in it. 代市长 counts as holding
 * the post of 市长, marked as acting.
 */
export async function holdersOfPost(
  ctx: Ctx,
  query: z.output<typeof holderQuery>,
): Promise<Array<z.infer<typeof holder>>> {
  must(ctx, policy, 'registry.read', { regionId: ctx.regionId })
  const [post] = postsOf(query.post)
  if (!post) return []
  const { members } = await clusters(ctx, 'organisation')
  const known = await tenuresOfPost(ctx, post.key, {
    ...(query.organisationId ? { organisationIds: members(query.organisationId) } : {}),
    unitId: query.unitId,
  })
  const held = [...bySeat(known).values()].flatMap(terms => holdersOn(terms, query.on))
  const shapes = await tenureShapes(
    ctx,
    held.map(each => each.term),
  )
  return shapes.map((tenure, index) => ({ tenure, certainty: held[index]?.certainty ?? 'possible' }))
}

/** Terms of one seat together: of one post in one unit, organisation or named body. */
function bySeat(terms: readonly TenureRecord[]): Map<string, TenureRecord[]> {
  return Map.groupBy(terms, each => `${each.postKey} ${each.unitId ?? each.organisationId ?? each.organisationKey}`)
}
