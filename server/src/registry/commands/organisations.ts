import type { z } from 'zod'
import type {
  changeOrganisation,
  newAlias,
  newOrganisation,
  versioned,
  withdrawing,
} from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { homeOfRegion } from '../matching.ts'
import { policy } from '../policy.ts'
import { nameCore, nameKey } from '../rules/names.ts'
import {
  aliases,
  aliasesOf,
  type OrganisationRecord,
  organisationByCode,
  organisationInUse,
  organisations,
} from '../store/organisations.ts'
import { places } from '../store/places.ts'
import { adoptTenures } from './adoption.ts'
import { checkSpan, lockFor, refuseDuplicates } from './checks.ts'
import { noteLinks } from './links.ts'

type Fields = Omit<z.output<typeof newOrganisation>, 'aliases' | 'distinctFrom'>
type Changed = { id: string; version: number }

/** Registers an organisation. Refuses a possible duplicate (see `refuseDuplicates`) and an unknown place. */
export async function createOrganisation(ctx: Ctx, body: z.output<typeof newOrganisation>): Promise<Changed> {
  must(ctx, policy, 'registry.create', { regionId: ctx.regionId })
  const { aliases: also = [], distinctFrom, ...fields } = body
  const others = await refuseDuplicates(ctx, 'organisation', fields.name, { distinctFrom })
  const made = await insertOrganisation(ctx, fields, { standing: 'confirmed', aliases: also })
  await noteLinks(
    ctx,
    'organisation',
    others.map(each => each.id),
    made.id,
    'different',
  )
  await ctx.record('registry.organisation-created', { kind: 'organisation', id: made.id }, { type: made.type })
  return { id: made.id, version: made.version }
}

/** Writes an organisation with its aliases; the caller has checked. Tenures that named it by its text are joined to it. */
export async function insertOrganisation(
  ctx: Ctx,
  fields: Fields,
  options: { standing: OrganisationRecord['standing']; aliases?: readonly string[]; draftedFrom?: string | null },
): Promise<OrganisationRecord> {
  const made = await organisations.insert(ctx, {
    ...(await columnsOf(ctx, fields, null)),
    standing: options.standing,
    draftedFrom: options.draftedFrom ?? null,
  })
  for (const alias of new Set(options.aliases ?? [])) await insertAlias(ctx, made.id, { alias })
  await adoptTenures(ctx, made)
  return made
}

/**
 * Changes what is said of an organisation. A new name is checked for duplicates as at its creation, unless the caller has settled
 * that (`looksAlike`): a table that names the record by its code has.
 */
export async function updateOrganisation(
  ctx: Ctx,
  id: string,
  body: z.output<typeof changeOrganisation> & { looksAlike?: 'settled' },
): Promise<Changed> {
  const { version, reason, distinctFrom, looksAlike, ...fields } = body
  const found = await lockFor(ctx, organisations, id, 'registry.change', version)
  const columns = await columnsOf(ctx, fields, id)
  if (columns.nameKey !== found.nameKey && looksAlike !== 'settled')
    await refuseDuplicates(ctx, 'organisation', fields.name, { distinctFrom, except: id })
  const next = await organisations.change(ctx, found, { ...columns, standing: 'confirmed' }, reason)
  await ctx.record('registry.organisation-changed', { kind: 'organisation', id }, { version: next.version })
  return { id, version: next.version }
}

/** A person stands for a draft made from a page. */
export async function confirmOrganisation(ctx: Ctx, id: string, body: z.output<typeof versioned>): Promise<Changed> {
  const found = await lockFor(ctx, organisations, id, 'registry.confirm', body.version)
  if (found.standing === 'confirmed') throw refuse('registry.already-confirmed')
  const next = await organisations.change(ctx, found, { standing: 'confirmed' })
  await ctx.record('registry.organisation-confirmed', { kind: 'organisation', id })
  return { id, version: next.version }
}

/** Withdraws an organisation. Refuses `registry.in-use` while memberships, posts or a merge stand on it. */
export async function withdrawOrganisation(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, organisations, id, 'registry.withdraw', body.version)
  if (await organisationInUse(ctx, id)) throw refuse('registry.in-use', { name: found.name })
  const next = await organisations.withdraw(ctx, found, body.reason)
  await ctx.record('registry.organisation-withdrawn', { kind: 'organisation', id })
  return { id, version: next.version }
}

/** Adds another name an organisation goes or went by. Refuses one it already has. */
export async function addAlias(ctx: Ctx, organisationId: string, body: z.output<typeof newAlias>): Promise<Changed> {
  const found = await organisations.lock(ctx, organisationId)
  if (!found) throw refuse('registry.not-found')
  must(ctx, policy, 'registry.change', found)
  const made = await insertAlias(ctx, organisationId, body)
  await ctx.record('registry.alias-added', { kind: 'organisation', id: organisationId }, { alias: made.id })
  return { id: made.id, version: made.version }
}

export async function withdrawAlias(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, aliases, id, 'registry.change', body.version)
  const next = await aliases.withdraw(ctx, found, body.reason)
  await ctx.record('registry.alias-withdrawn', { kind: 'organisation', id: found.organisationId }, { alias: id })
  return { id, version: next.version }
}

async function insertAlias(ctx: Ctx, organisationId: string, { alias, ...span }: z.output<typeof newAlias>) {
  const aliasKey = nameKey(alias, await homeOfRegion(ctx))
  const standing = await aliasesOf(ctx, [organisationId])
  if (standing.some(each => each.aliasKey === aliasKey))
    throw refuse('registry.alias-exists', { alias }, { field: 'alias' })
  return aliases.insert(ctx, { organisationId, alias, aliasKey, ...checkSpan(span) })
}

async function columnsOf(ctx: Ctx, fields: Fields, ownId: string | null) {
  const home = await homeOfRegion(ctx)
  const {
    code = null,
    name,
    nameEn = null,
    shortName = null,
    type,
    placeId = null,
    unitId = null,
    creditCode = null,
    note = null,
  } = fields
  if (placeId !== null && !(await places.find(ctx, placeId)))
    throw refuse('registry.place-unknown', {}, { field: 'placeId' })
  const taken = code === null ? undefined : await organisationByCode(ctx, code)
  if (taken && taken.id !== ownId)
    throw refuse('registry.code-exists', { code: code ?? '', name: taken.name }, { field: 'code' })
  return {
    code,
    name,
    nameEn,
    shortName,
    nameKey: nameKey(name, home),
    shortKey: shortName === null ? null : nameKey(shortName, home),
    nameCore: nameCore(name),
    type,
    placeId,
    unitId,
    creditCode,
    note,
  }
}
