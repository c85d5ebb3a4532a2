import type { Pack } from '../api.ts'

export const annexNames = ['matters', 'batches', 'said', 'changes', 'promises'] as const
export type AnnexName = (typeof annexNames)[number]
/** A page of the pack: the leader's, a unit's sheet, or an annex. */
export type PackPlace = { kind: 'leader' } | { kind: 'unit'; unitId: string } | { kind: 'annex'; name: AnnexName }

/** The page an address asks for; what is no page of a pack is the leader's. */
export function placeOf({ unit, annex }: { unit?: string | undefined; annex?: string | undefined }): PackPlace {
  const name = annexNames.find(each => each === annex)
  if (name) return { kind: 'annex', name }
  return unit ? { kind: 'unit', unitId: unit } : { kind: 'leader' }
}

/** A page's address within its pack; a frozen draft keeps its number. */
export function searchOf(place: PackPlace, draft: string | undefined): Record<string, string> {
  return {
    ...(draft === undefined ? {} : { draft }),
    ...(place.kind === 'unit' ? { unit: place.unitId } : {}),
    ...(place.kind === 'annex' ? { annex: place.name } : {}),
  }
}

/** The annexes a pack has: one frozen before there was a page of promises has none. */
export const annexesOf = (pack: Pack): AnnexName[] =>
  annexNames.filter(name => name !== 'promises' || pack.promises !== undefined)

/** All pages in their order, for going from one to the next. */
export function placesOf(pack: Pack): PackPlace[] {
  return [
    { kind: 'leader' },
    ...pack.sheets.map(sheet => ({ kind: 'unit', unitId: sheet.unit.id }) as const),
    ...annexesOf(pack).map(name => ({ kind: 'annex', name }) as const),
  ]
}

export function samePlace(a: PackPlace, b: PackPlace): boolean {
  return JSON.stringify(searchOf(a, undefined)) === JSON.stringify(searchOf(b, undefined))
}
