import { z } from 'zod'
import { day, id, listQuery } from './kernel.ts'
import { asked, certainty, judgement, linkKind, standing, tenure } from './registry.ts'
import { organisationType, placeLevel, unitKind } from './registryCodes.ts'
import { nameUpTo, someName } from './text.ts'

const name = someName(120)
const note = z.string().trim().max(2000)
const reason = z.string().trim().min(1).max(500)
const version = z.int().min(1)
/** Ids of standing records that look alike and are meant to stay apart: silences the duplicate warning for them. */
const distinctFrom = z.array(id).max(50)

// What lists take.
export const organisationQuery = listQuery.extend({
  type: organisationType.optional(),
  standing: standing.optional(),
  unsure: z.stringbool().optional(),
})
export const personQuery = listQuery.extend({ standing: standing.optional(), unsure: z.stringbool().optional() })
export const placeQuery = asked.extend({ on: day.optional(), find: z.string().trim().max(100).optional() })
export const linkQuery = asked.extend({ kind: linkKind, judgement: judgement.optional() })
/** For a person also the post as printed, the body where it is said apart, and the day: they rank namesakes. */
export const candidateQuery = asked.extend({
  kind: linkKind,
  name,
  post: name.optional(),
  organisation: name.optional(),
  on: day.optional(),
})
export const holderQuery = asked.extend({
  post: name,
  organisationId: id.optional(),
  unitId: id.optional(),
  on: day,
})
export const holder = z.object({ tenure, certainty })
export const holders = z.object({ rows: z.array(holder) })

// Bodies of commands.
const span = { validFrom: day.nullable().optional(), validTo: day.nullable().optional() }
/** An own code (编码) by which tables name a record; optional, unique in the region. */
const code = someName(60).nullable().optional()
const organisationFields = {
  code,
  name,
  nameEn: name.nullable().optional(),
  shortName: name.nullable().optional(),
  type: organisationType,
  placeId: id.nullable().optional(),
  unitId: id.nullable().optional(),
  creditCode: nameUpTo(18).nullable().optional(),
  note: note.nullable().optional(),
}
export const newOrganisation = z.object({
  ...organisationFields,
  aliases: z.array(name).max(50).optional(),
  distinctFrom: distinctFrom.optional(),
})
export const changeOrganisation = z.object({
  ...organisationFields,
  version,
  reason: reason.optional(),
  distinctFrom: distinctFrom.optional(),
})
export const versioned = z.object({ version })
export const withdrawing = z.object({ version, reason })
export const newAlias = z.object({ alias: name, ...span })
const membershipFields = { role: name, ...span, note: note.nullable().optional() }
export const newMembership = z.object({ memberId: id, bodyId: id, ...membershipFields })
export const changeMembership = z.object({ ...membershipFields, version, reason: reason.optional() })
export const newPerson = z.object({
  code,
  name,
  note: note.nullable().optional(),
  distinctFrom: distinctFrom.optional(),
})
export const changePerson = z.object({
  code,
  name,
  note: note.nullable().optional(),
  version,
  reason: reason.optional(),
})
const tenureFields = {
  post: name,
  organisationId: id.nullable().optional(),
  unitId: id.nullable().optional(),
  organisationText: name.nullable().optional(),
  ...span,
}
export const newTenure = z.object({ personId: id, ...tenureFields })
export const changeTenure = z.object({ ...tenureFields, version, reason: reason.optional() })
/** `code` null gives the place an own code of the city, `320600-Z01` and on. */
const placeFields = {
  name,
  nameEn: name.nullable().optional(),
  level: placeLevel,
  parentId: id.nullable().optional(),
  replacedBy: z.array(z.string().max(20)).max(20).optional(),
  aliases: z.array(name).max(50).optional(),
  note: note.nullable().optional(),
  ...span,
}
export const newPlace = z.object({
  code: nameUpTo(20)
    .nullable()
    .overwrite(written => written || null)
    .optional(),
  ...placeFields,
})
export const changePlace = z.object({ ...placeFields, version, reason: reason.optional() })
const unitFields = {
  nameZh: name,
  nameEn: name.nullable().optional(),
  shortZh: name.nullable().optional(),
  kind: unitKind,
  parentId: id.nullable().optional(),
  position: z.int().min(0).max(100000).optional(),
  ...span,
}
export const newUnit = z.object({ code: someName(40), ...unitFields })
export const changeUnit = z.object({ ...unitFields, version, reason: reason.optional() })
export const newLink = z.object({ kind: linkKind, leftId: id, rightId: id, judgement, reason })
