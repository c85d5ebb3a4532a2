import type { z } from 'zod'
import type { changePlace, newPlace, versioned, withdrawing } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { plain } from '../rules/names.ts'
import { nextOwnCode } from '../rules/types.ts'
import { allPlaces, type PlaceRecord, placeByCode, placeInUse, places } from '../store/places.ts'
import { checkSpan, lockFor } from './checks.ts'

type Changed = { id: string; version: number }
type Fields = Omit<z.output<typeof changePlace>, 'version' | 'reason'>

/**
 * Registers a place. A functional zone without a code gets the region's next own one (`320600-Z01`); a division needs its code.
 * Refuses `registry.place-exists` for a code that stands.
 */
export async function createPlace(ctx: Ctx, body: z.output<typeof newPlace>): Promise<Changed> {
  must(ctx, policy, 'registry.create', { regionId: ctx.regionId })
  const made = await insertPlace(ctx, body)
  return { id: made.id, version: made.version }
}

/** Writes a place; the caller has asked the policy. */
export async function insertPlace(
  ctx: Ctx,
  { code = null, ...fields }: z.output<typeof newPlace>,
): Promise<PlaceRecord> {
  const coded = code ?? (await ownCode(ctx, fields.level))
  if (coded !== null && (await placeByCode(ctx, coded)))
    throw refuse('registry.place-exists', { code: coded }, { field: 'code' })
  const made = await places.insert(ctx, {
    code: coded,
    ...(await columnsOf(ctx, fields, null)),
    standing: 'confirmed',
    draftedFrom: null,
  })
  await ctx.record('registry.place-created', { kind: 'place', id: made.id })
  return made
}

export async function updatePlace(ctx: Ctx, id: string, body: z.output<typeof changePlace>): Promise<Changed> {
  const { version, reason, ...fields } = body
  const found = await lockFor(ctx, places, id, 'registry.change', version)
  const next = await changePlaceRecord(ctx, found, fields, reason)
  return { id, version: next.version }
}

export async function changePlaceRecord(
  ctx: Ctx,
  found: PlaceRecord,
  fields: Fields,
  reason: string | undefined,
): Promise<PlaceRecord> {
  const code = found.code ?? (await ownCode(ctx, fields.level))
  const columns = await columnsOf(ctx, fields, found.id)
  const next = await places.change(ctx, found, { code, ...columns, standing: 'confirmed' }, reason)
  await ctx.record('registry.place-changed', { kind: 'place', id: found.id }, { version: next.version })
  return next
}

/** A person stands for a draft made from a page. */
export async function confirmPlace(ctx: Ctx, id: string, body: z.output<typeof versioned>): Promise<Changed> {
  const found = await lockFor(ctx, places, id, 'registry.confirm', body.version)
  if (found.standing === 'confirmed') throw refuse('registry.already-confirmed')
  const next = await places.change(ctx, found, { standing: 'confirmed' })
  await ctx.record('registry.place-confirmed', { kind: 'place', id })
  return { id, version: next.version }
}

/** Withdraws a place that should never have been noted; a division that ended gets an end day instead. */
export async function withdrawPlace(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, places, id, 'registry.withdraw', body.version)
  if (await placeInUse(ctx, id)) throw refuse('registry.in-use', { name: found.name })
  const next = await places.withdraw(ctx, found, body.reason)
  await ctx.record('registry.place-withdrawn', { kind: 'place', id })
  return { id, version: next.version }
}

async function ownCode(ctx: Ctx, level: PlaceRecord['level']): Promise<string | null> {
  if (level === 'own-zone')
    return nextOwnCode(
      ctx.regionId,
      (await allPlaces(ctx)).map(each => each.code),
    )
  if (['site', 'village', 'functional-zone'].includes(level)) return null
  throw refuse('registry.code-missing', {}, { field: 'code' })
}

async function columnsOf(ctx: Ctx, fields: Fields, ownId: string | null) {
  const { name, nameEn = null, level, parentId = null, replacedBy = [], aliases = [], note = null, ...span } = fields
  if (parentId !== null) await refuseCycle(ctx, parentId, ownId)
  return {
    name,
    nameEn,
    nameKey: plain(name),
    level,
    parentId,
    replacedBy,
    aliases,
    aliasKeys: aliases.map(plain),
    note,
    ...checkSpan(span),
  }
}

async function refuseCycle(ctx: Ctx, parentId: string, ownId: string | null): Promise<void> {
  const all = new Map((await allPlaces(ctx)).map(each => [each.id, each]))
  if (!all.has(parentId)) throw refuse('registry.place-unknown', {}, { field: 'parentId' })
  for (let up: string | null = parentId; up !== null; up = all.get(up)?.parentId ?? null)
    if (up === ownId) throw refuse('registry.above-itself', {}, { field: 'parentId' })
}
