import type { FactOf } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { prove } from '#kernel/evidence/provenance.ts'
import { type FactAccepted, type FactWithdrawn, proofOf } from '#server/intake/events.ts'
import { findSubject } from '../registry/index.ts'
import { insertObservation } from './commands/observations.ts'
import { columnOf, insertSeries, keptSubject, withdrawUnusedIndicator } from './commands/series.ts'
import { indicatorKey, kindOf, readIndicator } from './rules/names.ts'
import { grainOf, readPeriod } from './rules/periods.ts'
import {
  indicatorByKey,
  linksOf,
  lockNaming,
  observationsFrom,
  observationsOf,
  sameFigure,
  seriesOf,
} from './store/series.ts'
import { type IndicatorRecord, indicators, observations, type SeriesRecord, series } from './store/tables.ts'

/**
 * Hears `intake.fact-accepted`: an accepted figure becomes a value of a series. Subject and indicator are brought to one series however
 * they are printed; a new series is a draft until the office confirms it. The same figure on file is proven once more; another value
 * of the same period stands beside it until a person decides.
 */
export async function figureAccepted(ctx: Ctx, accepted: FactAccepted): Promise<void> {
  if (accepted.fact.kind !== 'figure') return
  const { fact } = accepted
  const proof = proofOf(accepted)
  await lockNaming(ctx)
  const [known] = await sameFigure(ctx, proof, fact.value)
  if (known) {
    await prove(ctx, { kind: 'observation', id: known.id, field: 'value' }, proof)
    await ctx.record('indicators.value-proven', { kind: 'observation', id: known.id }, { fact: accepted.factId })
    return
  }
  const read = readIndicator(fact.indicator, fact.comparison, fact.value)
  const into = await seriesFor(ctx, accepted.factId, fact, read)
  const on = accepted.occurredOn ?? accepted.issueDate
  const { value, added } = await insertObservation(ctx, {
    seriesId: into.id,
    period: fact.period === null ? null : readPeriod(fact.period, on),
    periodText: fact.period,
    value: read.value,
    bound: fact.bound,
    printed: fact.evidence.text.length <= 120 ? fact.evidence.text : null,
    status: 'actual',
    basis: 'fact',
    publishedOn: accepted.issueDate,
    note: null,
    draftedFrom: accepted.factId,
  })
  await prove(ctx, { kind: 'observation', id: value.id, field: 'value' }, proof)
  if (!added)
    await ctx.record('indicators.value-proven', { kind: 'observation', id: value.id }, { fact: accepted.factId })
}

async function seriesFor(
  ctx: Ctx,
  factId: string,
  fact: FactOf<'figure'>,
  read: ReturnType<typeof readIndicator>,
): Promise<SeriesRecord> {
  const found = fact.subject === '' ? undefined : await findSubject(ctx, fact.subject)
  const subject = found ? keptSubject(found.kind, found.id, found.name) : keptSubject('text', null, fact.subject)
  const indicator =
    (await indicatorByKey(ctx, indicatorKey(read.indicator))) ??
    (await draftIndicator(ctx, factId, fact, read.indicator))
  const wanted = {
    indicatorId: indicator.id,
    ...subject,
    comparison: columnOf(read.comparison),
    changeOf: columnOf(read.changeOf),
    unit: fact.unit,
  }
  const standing = await seriesOf(ctx, wanted)
  if (standing) return standing
  return insertSeries(ctx, { ...wanted, unitId: found?.unitId ?? null, standing: 'draft', draftedFrom: factId })
}

function draftIndicator(ctx: Ctx, factId: string, fact: FactOf<'figure'>, name: string): Promise<IndicatorRecord> {
  const grain = fact.period === null ? null : readPeriod(fact.period, null)
  return indicators.insert(ctx, {
    code: null,
    nameZh: name,
    nameEn: null,
    nameKey: indicatorKey(name),
    unit: fact.unit,
    kind: kindOf(fact.unit, fact.comparison),
    frequency: grain === null ? 'irregular' : grainOf(grain),
    direction: 'neutral',
    publisher: null,
    note: null,
    aliases: [],
    aliasKeys: [],
    standing: 'draft',
    draftedFrom: factId,
  })
}

/**
 * Hears `intake.fact-withdrawn`: a value that rests on nothing but the fact goes, and with the last value the drafted series and
 * indicator; a value that another source or a person stands for stays.
 */
export async function figureWithdrawn(ctx: Ctx, { factId, reason }: FactWithdrawn): Promise<void> {
  for (const value of await observationsFrom(ctx, factId)) {
    const others = (await linksOf(ctx, value.id)).filter(link => link.factId !== factId)
    if (others.length > 0 || value.verdict !== 'open') continue
    await observations.withdraw(ctx, value, reason)
    await ctx.record(
      'indicators.value-withdrawn',
      { kind: 'observation', id: value.id },
      { series: value.seriesId, fact: factId },
    )
    await withdrawEmptyDraft(ctx, value.seriesId, reason)
  }
}

/** Withdraws a drafted series that has no value left, and its drafted indicator with the last series. */
export async function withdrawEmptyDraft(ctx: Ctx, seriesId: string, reason: string): Promise<void> {
  if ((await observationsOf(ctx, [seriesId])).length > 0) return
  const draft = await series.lock(ctx, seriesId)
  if (draft?.standing !== 'draft') return
  await series.withdraw(ctx, draft, reason)
  await withdrawUnusedIndicator(ctx, draft.indicatorId, reason)
}
