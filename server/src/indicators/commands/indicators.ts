import type { z } from 'zod'
import type { changeIndicator, newIndicator, withdrawing } from '#contract/indicators.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { indicatorKey } from '../rules/names.ts'
import { indicatorByCode, indicatorByKey, lockNaming, seriesOfIndicator } from '../store/series.ts'
import { type IndicatorRecord, indicators } from '../store/tables.ts'
import { type Changed, lockFor, ofOffice } from './checks.ts'

type Fields = z.output<typeof newIndicator>

/** Defines an indicator (指标): name, unit, kind, publisher. Refuses a name or a code that stands (`indicators.indicator-exists`). */
export async function createIndicator(ctx: Ctx, body: Fields): Promise<Changed> {
  must(ctx, policy, 'indicators.define', ofOffice(ctx))
  const made = await insertIndicator(ctx, body)
  return { id: made.id, version: made.version }
}

/** Writes a confirmed indicator; the caller has asked the policy. */
export async function insertIndicator(ctx: Ctx, body: Fields): Promise<IndicatorRecord> {
  await lockNaming(ctx)
  const columns = columnsOf(body)
  await refuseTaken(ctx, columns, null)
  const made = await indicators.insert(ctx, { ...columns, standing: 'confirmed', draftedFrom: null })
  await ctx.record('indicators.indicator-defined', { kind: 'indicator', id: made.id }, { kind: made.kind })
  return made
}

export async function updateIndicator(ctx: Ctx, id: string, body: z.output<typeof changeIndicator>): Promise<Changed> {
  const { version, reason, ...fields } = body
  const found = await lockFor(ctx, indicators, id, 'indicators.define', version)
  const next = await changeIndicatorRecord(ctx, found, fields, reason)
  return { id, version: next.version }
}

export async function changeIndicatorRecord(
  ctx: Ctx,
  found: IndicatorRecord,
  fields: Fields,
  reason: string | undefined,
): Promise<IndicatorRecord> {
  await lockNaming(ctx)
  const columns = columnsOf(fields)
  await refuseTaken(ctx, columns, found.id)
  const next = await indicators.change(ctx, found, { ...columns, standing: 'confirmed' }, reason)
  await ctx.record('indicators.indicator-changed', { kind: 'indicator', id: found.id }, { version: next.version })
  return next
}

/** Withdraws an indicator that no series uses. */
export async function withdrawIndicator(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, indicators, id, 'indicators.withdraw', body.version)
  if ((await seriesOfIndicator(ctx, id)).length > 0) throw refuse('indicators.in-use', { name: found.nameZh })
  const next = await indicators.withdraw(ctx, found, body.reason)
  await ctx.record('indicators.indicator-withdrawn', { kind: 'indicator', id })
  return { id, version: next.version }
}

/** An indicator learns another name it is printed under, so that the next page finds it. */
export async function learnAlias(ctx: Ctx, indicatorId: string, alias: string): Promise<void> {
  const found = await indicators.lock(ctx, indicatorId)
  const key = indicatorKey(alias)
  if (!found || found.nameKey === key || found.aliasKeys.includes(key)) return
  await indicators.change(ctx, found, { aliases: [...found.aliases, alias], aliasKeys: [...found.aliasKeys, key] })
}

async function refuseTaken(ctx: Ctx, columns: ReturnType<typeof columnsOf>, ownId: string | null): Promise<void> {
  const byCode = columns.code === null ? undefined : await indicatorByCode(ctx, columns.code)
  if (byCode && byCode.id !== ownId)
    throw refuse('indicators.indicator-exists', { name: byCode.nameZh }, { field: 'code' })
  const byName = await indicatorByKey(ctx, columns.nameKey)
  if (byName && byName.id !== ownId && byName.unit === columns.unit && byName.standing === 'confirmed')
    throw refuse('indicators.indicator-exists', { name: byName.nameZh }, { field: 'nameZh' })
}

function columnsOf(fields: Fields) {
  const { code = null, nameZh, nameEn = null, unit, kind, publisher = null, note = null, aliases = [] } = fields
  return {
    code,
    nameZh,
    nameEn,
    nameKey: indicatorKey(nameZh),
    unit,
    kind,
    frequency: fields.frequency ?? ('irregular' as const),
    direction: fields.direction ?? ('neutral' as const),
    publisher,
    note,
    aliases,
    aliasKeys: aliases.map(indicatorKey),
  }
}
