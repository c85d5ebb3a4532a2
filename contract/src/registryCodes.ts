import { z } from 'zod'

/** What an organisation is; the printed word of a page is mapped to one of these codes. */
export const organisationTypes = [
  'firm',
  'park',
  'institute',
  'university',
  'platform',
  'incubator',
  'carrier',
  'facility',
  'chamber',
  'association',
  'alliance',
  'consortium',
  'union',
  'fund',
  'bank',
  'hospital',
  'government',
  'institution',
  'press',
  'other',
] as const
export const organisationType = z.enum(organisationTypes)
export type OrganisationType = z.infer<typeof organisationType>

/**
 * Levels of places. A `statistical-zone` has a code of the statistics bureau that is no division (320671); a `functional-zone` stands as
 * a township code; an `own-zone` has a code of the region's own; a `site` is a named spot without a code.
 */
export const placeLevels = [
  'country',
  'province',
  'prefecture',
  'district',
  'county',
  'county-city',
  'statistical-zone',
  'town',
  'subdistrict',
  'village',
  'functional-zone',
  'own-zone',
  'site',
] as const
export const placeLevel = z.enum(placeLevels)
export type PlaceLevel = z.infer<typeof placeLevel>

export const unitKinds = [
  'government',
  'office',
  'party-office',
  'bureau',
  'division',
  'district',
  'county',
  'zone',
  'institution',
  'enterprise',
  'partner',
  'other',
] as const
export const unitKind = z.enum(unitKinds)
