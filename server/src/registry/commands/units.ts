import type { z } from 'zod'
import type { changeUnit, newUnit, withdrawing } from '#contract/registryCommands.ts'
import { type Unit, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { unitByCode, unitInUse, unitsInOrder } from '../store/units.ts'
import { checkSpan, lockFor } from './checks.ts'

type Changed = { id: string; version: number }
type Fields = Omit<z.output<typeof changeUnit>, 'version' | 'reason'>

/** Adds a unit of the government to the tree; the code stays its own for good, also after it is withdrawn. */
export async function createUnit(ctx: Ctx, body: z.output<typeof newUnit>): Promise<Changed> {
  must(ctx, policy, 'registry.arrange-units', { regionId: ctx.regionId })
  const made = await insertUnit(ctx, body)
  return { id: made.id, version: made.version }
}

/** Writes a unit; the caller has asked the policy. */
export async function insertUnit(ctx: Ctx, { code, ...fields }: z.output<typeof newUnit>): Promise<Unit> {
  if (await unitByCode(ctx, code)) throw refuse('registry.unit-exists', { code }, { field: 'code' })
  const made = await units.insert(ctx, { code, ...(await columnsOf(ctx, fields, null)) })
  await ctx.record('registry.unit-created', { kind: 'unit', id: made.id })
  return made
}

export async function updateUnit(ctx: Ctx, id: string, body: z.output<typeof changeUnit>): Promise<Changed> {
  const { version, reason, ...fields } = body
  const found = await lockFor(ctx, units, id, 'registry.arrange-units', version)
  const next = await changeUnitRecord(ctx, found, fields, reason)
  return { id, version: next.version }
}

export async function changeUnitRecord(
  ctx: Ctx,
  found: Unit,
  fields: Fields,
  reason: string | undefined,
): Promise<Unit> {
  const next = await units.change(ctx, found, await columnsOf(ctx, fields, found.id), reason)
  await ctx.record('registry.unit-changed', { kind: 'unit', id: found.id }, { version: next.version })
  return next
}

/** Withdraws a unit. Refuses `registry.in-use` while units stand below it or accounts in it. */
export async function withdrawUnit(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, units, id, 'registry.arrange-units', body.version)
  if (await unitInUse(ctx, id)) throw refuse('registry.in-use', { name: found.nameZh })
  const next = await units.withdraw(ctx, found, body.reason)
  await ctx.record('registry.unit-withdrawn', { kind: 'unit', id })
  return { id, version: next.version }
}

async function columnsOf(ctx: Ctx, fields: Fields, ownId: string | null) {
  const { nameZh, nameEn = null, shortZh = null, kind, parentId = null, position, ...span } = fields
  const all = await unitsInOrder(ctx)
  if (parentId !== null) {
    const byId = new Map(all.map(each => [each.id, each]))
    if (!byId.has(parentId)) throw refuse('registry.unit-unknown', {}, { field: 'parentId' })
    for (let up: string | null = parentId; up !== null; up = byId.get(up)?.parentId ?? null)
      if (up === ownId) throw refuse('registry.above-itself', {}, { field: 'parentId' })
  }
  const known = all.find(each => each.id === ownId)?.position
  return { nameZh, nameEn, shortZh, kind, parentId, position: position ?? known ?? all.length, ...checkSpan(span) }
}
