import type { Candidate, LinkKind } from '#contract/registry.ts'
import type { OrganisationType } from '#contract/registryCodes.ts'
import { regions, type Unit } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/day.ts'
import { type Clusters, clustersOf, type Edge } from './rules/clusters.ts'
import { organisationLikeness } from './rules/likeness/organisations.ts'
import { personLikeness } from './rules/likeness/people.ts'
import { type Home, homeOf, nameCore, nameKey, pairsOf, plain } from './rules/names.ts'
import { allLinks } from './store/links.ts'
import { organisationNamesBy, organisationsByKey, organisationsLike } from './store/organisations.ts'
import { peopleByKey, type TenureRecord, tenuresOfPeople } from './store/people.ts'
import { type PlaceRecord, placesByKeys } from './store/places.ts'
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
export async function clusters(ctx: Ctx, kind: LinkKind): Promise<Clusters & { edges: readonly Edge[] }> {
  const edges = await allLinks(ctx, kind)
  return { ...clustersOf(edges), edges }
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
 * (rules/likeness). Canonical records only. `except` leaves a record and what is merged with it out.
 */
export async function candidates(ctx: Ctx, kind: LinkKind, sought: Sought, except?: string): Promise<Candidate[]> {
  const { canonical, members } = await clusters(ctx, kind)
  const left = new Set(except === undefined ? [] : members(except))
  const found = kind === 'organisation' ? await organisationsAlike(ctx, sought.name) : await peopleAlike(ctx, sought)
  const best = new Map<string, Candidate>()
  for (const each of found) {
    const id = canonical(each.id)
    if (left.has(each.id) || left.has(id) || (best.get(id)?.score ?? 0) >= each.score) continue
    best.set(id, { ...each, id })
  }
  return [...best.values()]
    .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, 10)
}

/** Below this score nobody would think that two names mean one. */
const WORTH_TELLING = 0.5

async function organisationsAlike(ctx: Ctx, name: string): Promise<Candidate[]> {
  const home = await homeOfRegion(ctx)
  const near = await organisationsLike(ctx, { pairs: pairsOf(nameCore(name)), name: plain(name) })
  return near.flatMap<Candidate>(({ id, name: known, type, aliases }) => {
    const own = organisationLikeness(name, known, home)
    if (own.score < 1 && aliases.some(each => nameKey(each, home) === nameKey(name, home)))
      return [{ id, name: known, type, score: 0.98, because: 'alias' }]
    // By another of its names it may be told more surely than by its own.
    const [surest = own] = [own, ...aliases.map(each => organisationLikeness(name, each, home))].toSorted(
      (one, other) => other.score - one.score,
    )
    return surest.score >= WORTH_TELLING ? [{ id, name: known, type, ...surest }] : []
  })
}

async function peopleAlike(ctx: Ctx, { name, post, organisation, on }: Sought): Promise<Candidate[]> {
  const found = await peopleByKey(ctx, plain(name))
  if (post === undefined)
    return found.map(each => ({ id: each.id, name: each.name, type: null, score: 1, because: 'same-name' }))
  const home = await homeOfRegion(ctx)
  const held = await tenuresOfPeople(
    ctx,
    found.map(({ id }) => id),
  )
  const bodies = await bodyNames(ctx, held)
  const shown = { name, post, organisation: organisation ?? null, on: on ?? null }
  return found.map(each => {
    const known = held.filter(({ personId }) => personId === each.id)
    const mentions =
      known.length === 0
        ? [{ name: each.name, post: null, organisation: null, on: null }]
        : known.map(term => ({
            name: each.name,
            post: term.post,
            organisation: bodies(term),
            on: term.seenLast ?? term.validTo ?? term.validFrom,
          }))
    const [surest = { score: 0, because: 'name-only' as const }] = mentions
      .map(mention => personLikeness(mention, shown, home))
      .toSorted((one, other) => other.score - one.score)
    return { id: each.id, name: each.name, type: null, ...surest }
  })
}

/** The printed name of the body a post is held in: that of its organisation or unit where it was resolved. */
async function bodyNames(ctx: Ctx, held: readonly TenureRecord[]) {
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
  return found.toSorted((one, other) => rank(one) - rank(other))[0]
}
