import type { z } from 'zod'
import { organisationTypes } from '#contract/registryCodes.ts'
import type { newOrganisation } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { insertMembership } from '../commands/memberships.ts'
import { addAlias, insertOrganisation, updateOrganisation } from '../commands/organisations.ts'
import { findOrganisation, findUnit, keyOf } from '../matching.ts'
import {
  aliasesOf,
  memberships,
  membershipsOf,
  type OrganisationRecord,
  organisationByCode,
  organisations,
} from '../store/organisations.ts'
import { placeByCode } from '../store/places.ts'
import { type Cells, codeCell, dayCell, listCell, optional, type RowResult, required } from './cells.ts'
import { differs } from './differs.ts'
import { proveQuoted } from './quotes.ts'

type Fields = Omit<z.output<typeof newOrganisation>, 'aliases' | 'distinctFrom'>

export const organisationRow = {
  columns: [
    'code',
    'name_zh',
    'name',
    'name_en',
    'short_name',
    'type',
    'aliases',
    'place_code',
    'unified_social_credit_code',
    'note',
    'source_page',
    'source_quote',
  ],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = optional(row, 'code')
    const name = required(row, 'name_zh', 'name')
    const placeCode = optional(row, 'place_code')
    const place = placeCode === null ? null : await placeByCode(ctx, placeCode)
    if (place === undefined) throw refuse('registry.place-unknown', { code: placeCode }, { field: 'place_code' })
    const type = codeCell(row, 'type', organisationTypes)
    const known = await onFile(ctx, code, name)
    const fields: Fields = {
      code,
      name,
      nameEn: optional(row, 'name_en'),
      shortName: optional(row, 'short_name') ?? known?.shortName ?? null,
      type,
      placeId: place?.id ?? null,
      unitId: (await findUnit(ctx, name))?.id ?? null,
      creditCode: optional(row, 'unified_social_credit_code'),
      note: optional(row, 'note'),
    }
    const aliases = listCell(row, 'aliases')
    const { id, did } = known
      ? await changed(ctx, known, fields, aliases)
      : { id: (await insertOrganisation(ctx, fields, { standing: 'confirmed', aliases })).id, did: 'added' as const }
    return { did, proven: await proveQuoted(ctx, row, { kind: 'organisation', id, field: 'name' }) }
  },
}

/** The record a row speaks of: by its code, or a record without a code that goes by its name. */
async function onFile(ctx: Ctx, code: string | null, name: string): Promise<OrganisationRecord | undefined> {
  const byCode = code === null ? undefined : await organisationByCode(ctx, code)
  if (byCode) return byCode
  const match = await findOrganisation(ctx, name)
  if (!match || (match.how !== 'name' && match.name !== name)) return undefined
  const found = await organisations.find(ctx, match.id)
  return found && (found.code === null || code === null) ? found : undefined
}

async function changed(
  ctx: Ctx,
  known: OrganisationRecord,
  fields: Fields,
  aliases: readonly string[],
): Promise<{ id: string; did: 'changed' | 'same' }> {
  const standing = new Set((await aliasesOf(ctx, [known.id])).map(each => each.aliasKey))
  let added = 0
  for (const alias of aliases) {
    if (standing.has(await keyOf(ctx, alias))) continue
    await addAlias(ctx, known.id, { alias })
    added++
  }
  if (!differs(known, { ...fields, standing: 'confirmed' }))
    return { id: known.id, did: added > 0 ? 'changed' : 'same' }
  // The table says itself that this record is meant, so nothing it looks like is in doubt.
  await updateOrganisation(ctx, known.id, { ...fields, version: known.version, looksAlike: 'settled' })
  return { id: known.id, did: 'changed' }
}

export const membershipRow = {
  columns: ['organisation', 'of_organisation', 'role', 'valid_from', 'valid_to', 'note', 'source_page', 'source_quote'],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const wanted = {
      memberId: (await named(ctx, row, 'organisation')).id,
      bodyId: (await named(ctx, row, 'of_organisation')).id,
      role: required(row, 'role'),
      validFrom: dayCell(row, 'valid_from'),
      validTo: dayCell(row, 'valid_to'),
      note: optional(row, 'note'),
    }
    const known = (await membershipsOf(ctx, [wanted.memberId])).find(
      each =>
        each.memberId === wanted.memberId &&
        each.bodyId === wanted.bodyId &&
        each.role === wanted.role &&
        each.validFrom === wanted.validFrom,
    )
    const { id, did } = known ? await membershipChanged(ctx, known.id, wanted) : await membershipAdded(ctx, wanted)
    return { did, proven: await proveQuoted(ctx, row, { kind: 'membership', id, field: 'role' }) }
  },
}

type Wanted = Parameters<typeof insertMembership>[1]

async function membershipAdded(ctx: Ctx, wanted: Wanted) {
  return { id: (await insertMembership(ctx, wanted)).id, did: 'added' as const }
}

async function membershipChanged(ctx: Ctx, id: string, wanted: Wanted) {
  const locked = await memberships.lock(ctx, id)
  if (!locked || !differs(locked, wanted)) return { id, did: 'same' as const }
  await memberships.change(ctx, locked, { validTo: wanted.validTo ?? null, note: wanted.note ?? null })
  return { id, did: 'changed' as const }
}

/** The organisation a cell names, by its code or its name. */
async function named(ctx: Ctx, row: Cells, column: string): Promise<{ id: string }> {
  const text = required(row, column)
  const found = (await organisationByCode(ctx, text)) ?? (await findOrganisation(ctx, text))
  if (!found) throw refuse('registry.organisation-unknown', { name: text }, { field: column })
  return found
}
