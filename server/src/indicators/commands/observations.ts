import type { z } from 'zod'
import type { judging, newObservation, withdrawing } from '#contract/indicators.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { endOf, isPeriod } from '../rules/periods.ts'
import { lockSeriesValues, observationsOf } from '../store/series.ts'
import { type ObservationRecord, observations, series } from '../store/tables.ts'
import { type Changed, lockFor } from './checks.ts'

/**
 * Adds a value by hand. A value that stands is refused (`indicators.value-exists`) unless it is a revision, which becomes the next
 * vintage and leaves the earlier one in the file; a value that disagrees stands beside it until a person decides.
 */
export async function addObservation(ctx: Ctx, body: z.output<typeof newObservation>): Promise<Changed> {
  const found = await series.find(ctx, body.seriesId)
  if (!found) throw refuse('indicators.not-found')
  must(ctx, policy, 'indicators.report', found)
  const status = body.status ?? (body.value === null ? 'missing' : 'actual')
  if ((status === 'missing') !== (body.value === null))
    throw refuse('indicators.missing-has-no-value', {}, { field: 'value' })
  if (body.publishedOn && body.publishedOn > ctx.today)
    throw refuse('indicators.not-yet-published', { day: body.publishedOn }, { field: 'publishedOn' })
  const made = await insertObservation(ctx, {
    seriesId: found.id,
    period: body.period,
    periodText: null,
    value: body.value,
    bound: body.bound ?? null,
    printed: body.printed ?? null,
    status,
    basis: 'hand',
    publishedOn: body.publishedOn ?? null,
    note: body.note ?? null,
    draftedFrom: null,
  })
  if (!made.added) throw refuse('indicators.value-exists', { period: body.period }, { field: 'value' })
  return { id: made.value.id, version: made.value.version }
}

type NewValue = Pick<
  ObservationRecord,
  | 'seriesId'
  | 'period'
  | 'periodText'
  | 'value'
  | 'bound'
  | 'printed'
  | 'status'
  | 'basis'
  | 'publishedOn'
  | 'note'
  | 'draftedFrom'
>

/**
 * Writes a value; the caller has asked the policy. The same value of the same period is not written twice: `added` is false and the
 * standing one is given, so that its proof can be linked as well.
 */
export async function insertObservation(
  ctx: Ctx,
  wanted: NewValue,
): Promise<{ value: ObservationRecord; added: boolean }> {
  if (wanted.period !== null && !isPeriod(wanted.period))
    throw refuse('indicators.period-unfit', { period: wanted.period }, { field: 'period' })
  await lockSeriesValues(ctx, wanted.seriesId)
  const standing = (await observationsOf(ctx, [wanted.seriesId])).filter(
    each =>
      each.verdict !== 'rejected' &&
      each.period === wanted.period &&
      (wanted.period !== null || each.publishedOn === wanted.publishedOn),
  )
  const newest = Math.max(0, ...standing.map(each => each.vintage))
  const same = standing.find(
    each => each.vintage === newest && each.value === wanted.value && each.bound === wanted.bound,
  )
  if (same && wanted.status !== 'revised') return { value: same, added: false }
  const value = await observations.insert(ctx, {
    ...wanted,
    periodEnd: wanted.period === null ? null : endOf(wanted.period),
    verdict: 'open',
    vintage: wanted.status === 'revised' ? newest + 1 : Math.max(1, newest),
  })
  await ctx.record(
    'indicators.value-added',
    { kind: 'observation', id: value.id },
    { series: wanted.seriesId, period: wanted.period, vintage: value.vintage, fact: wanted.draftedFrom },
  )
  return { value, added: true }
}

/**
 * Decides on values that disagree: `beside` lets all of the period stand (并存), `preferred` makes this one count (以此为准), `rejected`
 * takes this one out of account (不收). Nothing is deleted, and a later decision replaces an earlier.
 */
export async function judgeObservation(ctx: Ctx, id: string, body: z.output<typeof judging>): Promise<Changed> {
  const found = await lockFor(ctx, observations, id, 'indicators.judge', body.version)
  await lockSeriesValues(ctx, found.seriesId)
  const beside = (await observationsOf(ctx, [found.seriesId])).filter(
    each =>
      each.period === found.period &&
      each.id !== found.id &&
      (found.period !== null || each.publishedOn === found.publishedOn),
  )
  if (beside.length === 0) throw refuse('indicators.nothing-beside')
  const next = await observations.change(ctx, found, { verdict: body.verdict }, body.reason)
  for (const each of beside) {
    // Preferring one takes back an earlier preference; preferring and letting stand both decide on all that is still open.
    const decided = body.verdict !== 'rejected' && each.verdict === 'open'
    const replaced = body.verdict === 'preferred' && each.verdict === 'preferred'
    const verdict = decided || replaced ? ('beside' as const) : undefined
    const other = verdict && (await observations.lock(ctx, each.id))
    if (verdict && other) await observations.change(ctx, other, { verdict }, body.reason)
  }
  await ctx.record(
    'indicators.value-judged',
    { kind: 'observation', id },
    { series: found.seriesId, verdict: body.verdict },
  )
  return { id, version: next.version }
}

export async function withdrawObservation(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, observations, id, 'indicators.withdraw', body.version)
  const next = await observations.withdraw(ctx, found, body.reason)
  await ctx.record('indicators.value-withdrawn', { kind: 'observation', id }, { series: found.seriesId })
  return { id, version: next.version }
}
