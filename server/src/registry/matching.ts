import type { Candidate, KnownPost, LinkKind, PostThen } from '#contract/registry.ts'
import type { OrganisationType } from '#contract/registryCodes.ts'
import { regions, type Unit } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/day.ts'
import { type Clusters, clustersOf } from './rules/clusters.ts'
import { type Likeness, likenessTo } from './rules/likeness/organisations.ts'
import { placeLikeness } from './rules/likeness/places.ts'
import { postThen, surestPost } from './rules/likeness/postThen.ts'
import { type Home, homeOf, nameCore, nameKey, pairsOf, plain } from './rules/names.ts'
import { allLinks } from './store/links.ts'
import { organisationNamesBy, organisationsByKey, organisationsLike } from './store/organisations.ts'
import { peopleByKey, type TenureRecord, tenuresOfPeople } from './store/people.ts'
import { allPlaces, type PlaceRecord, places, placesByKeys } from './store/places.ts'
import { unitsInOrder } from './store/units.ts'

const homes = new WeakMap<Ctx['tx'], Promise<Home>>()

/** The own region as names leave it out; asked once a transaction. */
export function homeOfRegion(ctx: Ctx): Promise<Home> {
  const known = homes.get(ctx.tx)
  if (known) return known
  const home = regions(ctx.tx).then(all => homeOf(all.find(each => each.regionId === ctx.regionId)?.nameZh ?? ''))
  homes.set(ctx.tx, home)
  return home
}

export async function keyOf(ctx: Ctx, name: string): Promise<string> {
  return nameKey(name, await homeOfRegion(ctx))
}

/** Which record stands for which, as of the instant asked. */
export async function clusters(ctx: Ctx, kind: LinkKind): Promise<Clusters> {
  return clustersOf(await allLinks(ctx, kind, 'same'))
}

/** An organisation found under a name, always the canonical record; `how` says by which of its names. */
export type OrganisationMatch = {
  id: string
  name: string
  shortName: string | null
  type: OrganisationType
  how: 'name' | 'short' | 'alias'
}

/**
 * The organisation that goes by exactly this name, short form or alias (width, brackets, legal form and the own region aside).
 * Undefined when there is none, or when several different ones share the name: which is meant is then for a person to say.
 */
export async function findOrganisation(ctx: Ctx, name: string): Promise<OrganisationMatch | undefined> {
  const key = await keyOf(ctx, name)
  const found = key === '' ? [] : await organisationsByKey(ctx, key)
  if (found.length === 0) return undefined
  const { canonical } = await clusters(ctx, 'organisation')
  // A record's own name outweighs somebody else's alias.
  for (const how of ['name', 'short', 'alias'] as const) {
    const ids = new Set(found.filter(each => each.how === how).map(each => canonical(each.id)))
    const [id] = ids
    if (ids.size > 1) return undefined
    if (id === undefined) continue
    const [standing] = await organisationNamesBy(ctx, [id])
    return standing && { ...standing, how }
  }
  return undefined
}

/** What is looked for: a name, and of a person the post, the body and the day a page shows them with. */
export type Sought = {
  name: string
  post?: string | undefined
  organisation?: string | undefined
  on?: Day | undefined
}

/**
 * Standing records that may be the same as what is looked for, best first, at most ten, each with its score and the reason
 * (rules/likeness). Of somebody seen in several posts each is one `sought`; the surest counts. Canonical records only. `except` leaves a
 * record and what is merged with it out.
 */
export async function candidates(
  ctx: Ctx,
  kind: LinkKind,
  sought: Sought | readonly [Sought, ...Sought[]],
  except?: string,
): Promise<Candidate[]> {
  const standing = await clusters(ctx, kind)
  const mentions: readonly [Sought, ...Sought[]] = 'name' in sought ? [sought] : sought
  const found = await alike[kind](ctx, mentions, standing)
  const left = new Set(except === undefined ? [] : standing.members(except))
  const best = new Map<string, Candidate>()
  for (const each of found) {
    const id = standing.canonical(each.id)
    if (left.has(each.id) || left.has(id) || (best.get(id)?.score ?? 0) >= each.score) continue
    best.set(id, { ...each, id })
  }
  return [...best.values()]
    .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, 10)
}

type Mentions = readonly [Sought, ...Sought[]]
const alike = { organisation: organisationsAlike, person: peopleAlike, place: placesAlike }

/** Below this score nobody would think that two names mean one. */
const WORTH_TELLING = 0.5

async function organisationsAlike(ctx: Ctx, [{ name }]: Mentions): Promise<Candidate[]> {
  const home = await homeOfRegion(ctx)
  const likeness = likenessTo(name, home)
  const key = nameKey(name, home)
  const near = await organisationsLike(ctx, { pairs: pairsOf(nameCore(name)), name: plain(name) })
  return near.flatMap<Candidate>(({ id, name: known, type, aliases }) => {
    const own = likeness(known)
    if (own.score < 1 && aliases.some(each => nameKey(each, home) === key))
      return [{ id, name: known, type, score: 0.98, because: 'alias', posts: [] }]
    // By another of its names it may be told more surely than by its own.
    const surest = surestOf([own, ...aliases.map(likeness)])
    return surest.score >= WORTH_TELLING ? [{ id, name: known, type, ...surest, posts: [] }] : []
  })
}

const surestOf = <L extends Likeness>([first, ...rest]: readonly [L, ...L[]]): L =>
  rest.reduce((best, each) => (each.score > best.score ? each : best), first)

/** A region has some hundreds of places, so each is looked at. */
async function placesAlike(ctx: Ctx, [{ name }]: Mentions): Promise<Candidate[]> {
  const home = await homeOfRegion(ctx)
  return (await allPlaces(ctx)).flatMap<Candidate>(place => {
    const surest = surestOf([
      placeLikeness(name, place.name, home),
      ...place.aliases.map(each => placeLikeness(name, each, home)),
    ])
    return surest.score >= WORTH_TELLING
      ? [{ id: place.id, name: place.name, type: place.level, ...surest, posts: [] }]
      : []
  })
}

async function peopleAlike(ctx: Ctx, mentions: Mentions, { canonical, members }: Clusters): Promise<Candidate[]> {
  const found = await peopleByKey(ctx, plain(mentions[0].name))
  const told = mentions.filter(each => each.post !== undefined)
  const home = await homeOfRegion(ctx)
  const held = await tenuresOfPeople(
    ctx,
    found.flatMap(({ id }) => members(canonical(id))),
  )
  const bodies = await bodyNames(ctx, held)
  return found.map(each => {
    const own = new Set(members(canonical(each.id)))
    const known = held.filter(({ personId }) => own.has(personId))
    const { posts, ...against } = personAgainst(known, told, home, bodies)
    // Where no post is asked for, the name is all there is to go by.
    const surest = told.length === 0 ? ({ score: 1, because: 'same-name' } as const) : against
    return { id: each.id, name: each.name, type: null, ...surest, posts }
  })
}

/** The posts known of somebody against those a page tells: the surest of all pairs, and each post with how it stands to the day. */
export function personAgainst(
  known: readonly TenureRecord[],
  told: readonly Sought[],
  home: Home,
  bodies: (tenure: TenureRecord) => string | null,
): Likeness & { posts: KnownPost[] } {
  const judged = known.map(term => {
    const post = { ...term, organisation: bodies(term) }
    const of = told.map(({ name, post: said = null, organisation = null, on = null }) =>
      postThen(post, { name, post: said, organisation, on }, home),
    )
    const [first = { score: 0, because: 'name-only' as const, onDay: null }, ...rest] = of
    return { post, surest: surestOf([first, ...rest]) }
  })
  return {
    ...surestPost(judged.map(({ surest }) => surest)),
    posts: judged
      .toSorted((one, other) => rankOf(other.surest) - rankOf(one.surest))
      .map(({ post, surest }) => ({
        post: post.post,
        organisation: post.organisation,
        acting: post.acting,
        validFrom: post.validFrom,
        validTo: post.validTo,
        seenFirst: post.seenFirst,
        seenLast: post.seenLast,
        onDay: surest.onDay,
      })),
  }
}

/** What the day tells of comes first, then the likest. */
const rankOf = ({ score, onDay }: { score: number; onDay: PostThen | null }) => score + Number(onDay !== null)

/** The printed name of the body a post is held in: that of its organisation or unit where it was resolved. */
export async function bodyNames(ctx: Ctx, held: readonly TenureRecord[]) {
  const ids = [...new Set(held.flatMap(({ organisationId }) => organisationId ?? []))]
  const organisations = new Map((await organisationNamesBy(ctx, ids)).map(each => [each.id, each.name]))
  const units = new Map((await unitsInOrder(ctx)).map(each => [each.id, each.nameZh]))
  return ({ organisationId, unitId, organisationText }: TenureRecord): string | null =>
    organisations.get(organisationId ?? '') ?? units.get(unitId ?? '') ?? organisationText
}

/** The unit of the region's government that goes by this name (市科技局, 南通市科学技术局 where that is its full name). */
export async function findUnit(ctx: Ctx, name: string): Promise<Unit | undefined> {
  const home = await homeOfRegion(ctx)
  const key = nameKey(name, home)
  const found = (await unitsInOrder(ctx)).filter(unit =>
    [unit.nameZh, unit.shortZh].some(each => each !== null && nameKey(each, home) === key),
  )
  return found.length === 1 ? found[0] : undefined
}

/**
 * The place that goes by this name: 如皋 is 如皋市, 原港闸区 the district that was. A division that stands goes before one that was merged
 * away, an exact name before a completed one.
 */
export async function findPlace(ctx: Ctx, name: string): Promise<PlaceRecord | undefined> {
  const key = plain(name)
  const completed = ['省', '市', '区', '县', '镇', '街道'].map(end => key + end)
  const found = await placesByKeys(ctx, [key, nameKey(name, await homeOfRegion(ctx)), ...completed])
  const rank = (place: PlaceRecord) =>
    Number(place.validTo !== null) * 2 + Number(place.nameKey !== key && !place.aliasKeys.includes(key))
  const [best] = found.toSorted((one, other) => rank(one) - rank(other))
  if (!best) return undefined
  const { canonical } = await clusters(ctx, 'place')
  return canonical(best.id) === best.id ? best : places.find(ctx, canonical(best.id))
}
