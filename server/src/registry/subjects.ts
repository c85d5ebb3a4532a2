import { regions } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { findOrganisation, findPlace, findUnit, homeOfRegion } from './matching.ts'
import { seatKey } from './rules/continuity.ts'
import { organisationByCode } from './store/organisations.ts'
import { placeByCode } from './store/places.ts'
import { unitsInOrder } from './store/units.ts'

/** What a figure, a project or a task is about: the region itself, a place, a unit of the government, an organisation. */
export type Subject = {
  kind: 'region' | 'place' | 'unit' | 'organisation'
  id: string | null
  name: string
  /** The unit of government of the same name, which answers for it. */
  unitId: string | null
}

/** The subject a code or a printed name stands for (320682, rugao, 如皋, 全市); undefined when the registry knows none. */
export async function findSubject(ctx: Ctx, text: string): Promise<Subject | undefined> {
  const home = await homeOfRegion(ctx)
  if (text === String(ctx.regionId) || (text.trim() !== '' && seatKey(text, home) === '')) {
    const region = (await regions(ctx.tx)).find(each => each.regionId === ctx.regionId)
    return { kind: 'region', id: null, name: region?.nameZh ?? text, unitId: null }
  }
  const place = (await placeByCode(ctx, text)) ?? (await findPlace(ctx, text))
  if (place) {
    const unit = await findUnit(ctx, place.name)
    return { kind: 'place', id: place.id, name: place.name, unitId: unit?.id ?? null }
  }
  const unit = (await unitsInOrder(ctx)).find(each => each.code === text) ?? (await findUnit(ctx, text))
  if (unit) return { kind: 'unit', id: unit.id, name: unit.nameZh, unitId: unit.id }
  const organisation = (await organisationByCode(ctx, text)) ?? (await findOrganisation(ctx, text))
  return organisation && { kind: 'organisation', id: organisation.id, name: organisation.name, unitId: null }
}

/** The id of the unit with this code, or undefined. */
export async function unitOfCode(ctx: Ctx, code: string): Promise<string | undefined> {
  return (await unitsInOrder(ctx)).find(each => each.code === code)?.id
}
