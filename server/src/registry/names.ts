import type { Gazetteer, GazetteerEntry, LinkKind } from '#contract/registry.ts'
import type { OrganisationType } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { clusters } from './matching.ts'
import { namesForReader, organisationNamesBy } from './store/organisations.ts'
import { personNames, personNamesBy } from './store/people.ts'
import { allPlaces, placeNamesBy } from './store/places.ts'
import { unitsInOrder } from './store/units.ts'

export type OrganisationName = { id: string; name: string; shortName: string | null; type: OrganisationType }

/** Organisations by the ids asked for, each under the record that stands for it now (or stood, as of the instant asked). */
export async function organisationNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, OrganisationName>> {
  const { canonical } = await clusters(ctx, 'organisation')
  const found = await organisationNamesBy(ctx, [...new Set(ids.map(canonical))])
  const byId = new Map(found.map(each => [each.id, each]))
  return new Map(
    ids.flatMap(id => {
      const name = byId.get(canonical(id))
      return name ? [[id, name] as const] : []
    }),
  )
}

/** Names of people by the ids asked for, each under the record that stands for it. */
export async function personNamesOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const { canonical } = await clusters(ctx, 'person')
  const found = await personNamesBy(ctx, [...new Set(ids.map(canonical))])
  const byId = new Map(found.map(each => [each.id, each]))
  return new Map(
    ids.flatMap(id => {
      const name = byId.get(canonical(id))
      return name ? [[id, name] as const] : []
    }),
  )
}

/** Names of subjects of one kind by id, for rooms that show them beside their own records. */
export async function namesOf(
  ctx: Ctx,
  kind: 'organisation' | 'person' | 'place' | 'unit',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (kind === 'place') {
    const { canonical } = await clusters(ctx, 'place')
    const byId = new Map((await allPlaces(ctx)).map(({ id, name }) => [id, name]))
    return new Map(
      ids.flatMap(id => {
        const name = byId.get(canonical(id))
        return name === undefined ? [] : [[id, name] as const]
      }),
    )
  }
  if (kind === 'unit')
    return new Map((await unitsInOrder(ctx)).filter(({ id }) => ids.includes(id)).map(({ id, nameZh }) => [id, nameZh]))
  const named = kind === 'organisation' ? await organisationNames(ctx, ids) : await personNamesOf(ctx, ids)
  return new Map([...named].map(([id, { name }]) => [id, name]))
}

/** Names of the records themselves, not of what stands for them, by id. */
export async function recordNames(ctx: Ctx, kind: LinkKind, ids: readonly string[]): Promise<Map<string, string>> {
  const named = { organisation: organisationNamesBy, person: personNamesBy, place: placeNamesBy }[kind]
  return new Map((await named(ctx, ids)).map(({ id, name }) => [id, name]))
}

/**
 * Every name the registry knows, for the reader of pages: organisations by name, short form and alias, units of the government,
 * places, people. Short forms and aliases carry the full name they stand for.
 */
export async function gazetteer(ctx: Ctx): Promise<Gazetteer> {
  const organisations = (await namesForReader(ctx)).map(({ name, type, full }) =>
    entry('organisation', name, type, full),
  )
  const units = (await unitsInOrder(ctx)).flatMap(({ nameZh, shortZh }) =>
    [nameZh, ...(shortZh === null ? [] : [shortZh])].map(name => entry('organisation', name, 'government', nameZh)),
  )
  const places = (await allPlaces(ctx)).flatMap(({ name, aliases, level }) =>
    [name, ...aliases].map(each => entry('place', each, level, name)),
  )
  const people = (await personNames(ctx)).map(({ name }) => entry('person', name, undefined, name))
  // One entry a name and kind: the first stands.
  const seen = new Map<string, GazetteerEntry>()
  for (const each of [...organisations, ...units, ...places, ...people])
    if (!seen.has(`${each.kind} ${each.name}`)) seen.set(`${each.kind} ${each.name}`, each)
  return [...seen.values()]
}

function entry(kind: GazetteerEntry['kind'], name: string, type: string | undefined, full: string): GazetteerEntry {
  return { name, kind, ...(type === undefined ? {} : { type }), ...(full === name ? {} : { full }) }
}
