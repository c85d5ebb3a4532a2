import type { LinkKind } from '#contract/registry.ts'
import type { KnownOf } from '#contract/registryQueue.ts'
import type { Ctx } from '#kernel/context.ts'
import { bodyNames, homeOfRegion, personAgainst, type Sought } from '../matching.ts'
import { personNamesOf } from '../names.ts'
import type { Clusters } from '../rules/clusters.ts'
import { aliasesOf, membershipsOf, organisations } from '../store/organisations.ts'
import { people, type TenureRecord, tenuresIn, tenuresOfPeople } from '../store/people.ts'
import { allPlaces } from '../store/places.ts'
import { byIds } from '../store/records.ts'
import { membershipShapes } from './shapes.ts'

/** Of each list of a record so many are shown; a person looks at the record for the rest. */
const SHOWN = 12

const upTo = (names: readonly (string | null | undefined)[]) =>
  [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))].slice(0, SHOWN)

/**
 * What the registry knows of some records of a kind, by id, each with what was merged into it. Of people the posts, held against those
 * told (`told`), where there are any.
 */
export function knownRecords(
  ctx: Ctx,
  kind: LinkKind,
  ids: readonly string[],
  clusters: Clusters,
  told: readonly Sought[],
): Promise<Map<string, KnownOf>> {
  if (kind === 'organisation') return knownOrganisations(ctx, ids, clusters)
  return kind === 'person' ? knownPeople(ctx, ids, clusters, told) : knownPlaces(ctx, ids, clusters)
}

const nothing = { type: null, aliases: [], place: null, belongsTo: [], members: [], people: [], posts: [] }

async function knownOrganisations(ctx: Ctx, ids: readonly string[], { members }: Clusters) {
  const every = ids.flatMap(members)
  const found = await byIds(ctx, organisations, every)
  const also = await aliasesOf(ctx, every)
  const joined = await membershipShapes(ctx, await membershipsOf(ctx, every))
  const held = await tenuresIn(ctx, every)
  const who = await personNamesOf(
    ctx,
    held.map(({ personId }) => personId),
  )
  const places = new Map((await allPlaces(ctx)).map(({ id, name }) => [id, name]))
  return new Map(
    found
      .filter(({ id }) => ids.includes(id))
      .map((own): [string, KnownOf] => {
        const all = new Set(members(own.id))
        const merged = found.filter(({ id }) => id !== own.id && all.has(id))
        return [
          own.id,
          {
            ...nothing,
            id: own.id,
            name: own.name,
            standing: own.standing,
            type: own.type,
            note: own.note,
            aliases: upTo([
              own.shortName,
              ...also.filter(({ organisationId }) => all.has(organisationId)).map(({ alias }) => alias),
              ...merged.map(({ name }) => name),
            ]),
            place: places.get(own.placeId ?? '') ?? null,
            belongsTo: upTo(joined.filter(({ member }) => member.id === own.id).map(({ body }) => body.name)),
            members: upTo(joined.filter(({ body }) => body.id === own.id).map(({ member }) => member.name)),
            people: upTo(
              held
                .filter(({ organisationId }) => all.has(organisationId ?? ''))
                .map(({ personId, post }) => `${who.get(personId)?.name ?? ''} ${post}`.trim()),
            ),
          },
        ]
      }),
  )
}

async function knownPeople(
  ctx: Ctx,
  ids: readonly string[],
  { members }: Clusters,
  told: readonly Sought[],
): Promise<Map<string, KnownOf>> {
  const every = ids.flatMap(members)
  const held = await tenuresOfPeople(ctx, every)
  const bodies = await bodyNames(ctx, held)
  const home = await homeOfRegion(ctx)
  const found = await byIds(ctx, people, every)
  const of = (id: string): readonly TenureRecord[] => {
    const all = new Set(members(id))
    return held.filter(({ personId }) => all.has(personId))
  }
  return new Map(
    found
      .filter(({ id }) => ids.includes(id))
      .map(own => [
        own.id,
        {
          ...nothing,
          id: own.id,
          name: own.name,
          standing: own.standing,
          note: own.note,
          aliases: upTo(
            found.filter(({ id, name }) => members(own.id).includes(id) && name !== own.name).map(each => each.name),
          ),
          posts: personAgainst(of(own.id), told, home, bodies).posts.slice(0, SHOWN),
        },
      ]),
  )
}

async function knownPlaces(
  ctx: Ctx,
  ids: readonly string[],
  { members, canonical }: Clusters,
): Promise<Map<string, KnownOf>> {
  const all = new Map((await allPlaces(ctx)).map(place => [place.id, place]))
  return new Map(
    ids.flatMap((id): Array<[string, KnownOf]> => {
      const own = all.get(id)
      if (!own) return []
      const merged = members(id).flatMap(each => (each === id ? [] : (all.get(each) ?? [])))
      const parent = own.parentId === null ? undefined : all.get(canonical(own.parentId))
      return [
        [
          id,
          {
            ...nothing,
            id,
            name: own.name,
            standing: own.standing,
            type: own.level,
            note: own.note,
            aliases: upTo([...own.aliases, ...merged.flatMap(({ name, aliases }) => [name, ...aliases])]),
            place: parent?.name ?? null,
            members: upTo(
              [...all.values()].filter(({ parentId }) => members(id).includes(parentId ?? '')).map(({ name }) => name),
            ),
          },
        ],
      ]
    }),
  )
}
