import { type Basis, bases, type Status } from '#contract/indicators.ts'
import type { Bound } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { prove } from '#kernel/evidence/provenance.ts'
import { findQuote } from '#kernel/evidence/quotes.ts'
import { refuse } from '#kernel/refusal.ts'
import { findSubject, unitOfCode } from '../../registry/index.ts'
import { insertObservation } from '../commands/observations.ts'
import { columnOf, insertSeries, keptSubject } from '../commands/series.ts'
import { withdrawEmptyDraft } from '../facts.ts'
import { isPeriod } from '../rules/periods.ts'
import { indicatorByCode, linksOf, lockNaming, sameFigure, seriesOf, sourceNamed } from '../store/series.ts'
import { type IndicatorRecord, observations, type SeriesRecord, series } from '../store/tables.ts'
import { type Cells, codeCell, dayCell, optional, type RowResult, required } from './cells.ts'

const comparisonCodes: Readonly<Record<string, '同比' | '环比' | '较上月' | '累计'>> = {
  yoy: '同比',
  mom: '环比',
  ytd: '累计',
  'from-month-before': '较上月',
  同比: '同比',
  环比: '环比',
  较上月: '较上月',
  累计: '累计',
}

export const observationRow = {
  columns: [
    'indicator',
    'subject',
    'subject_name',
    'unit_code',
    'period',
    'comparison',
    'value',
    'unit',
    'bound',
    'printed',
    'published_on',
    'basis',
    'status',
    'source_page',
    'source_quote',
    'note',
  ],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = required(row, 'indicator')
    const indicator = await indicatorByCode(ctx, code)
    if (!indicator) throw refuse('indicators.indicator-unknown', { code }, { field: 'indicator' })
    const period = required(row, 'period')
    if (!isPeriod(period)) throw refuse('indicators.period-unfit', { period: period.slice(0, 40) }, { field: 'period' })
    const value = numberCell(row)
    const into = await seriesFor(ctx, row, indicator)
    const wanted = {
      seriesId: into.id,
      period,
      periodText: null,
      value,
      bound: boundCell(row),
      printed: optional(row, 'printed'),
      ...statusCell(row, value),
      publishedOn: dayCell(row, 'published_on'),
      note: optional(row, 'note'),
      draftedFrom: null,
    }
    const { value: kept, added } = await insertObservation(ctx, wanted)
    return { did: added ? 'added' : 'same', proven: await proveValue(ctx, row, kept.id, value) }
  },
}

async function seriesFor(ctx: Ctx, row: Cells, indicator: IndicatorRecord): Promise<SeriesRecord> {
  await lockNaming(ctx)
  const text = required(row, 'subject')
  const found = await findSubject(ctx, text)
  const subject = found
    ? keptSubject(found.kind, found.id, found.name)
    : keptSubject('text', null, optional(row, 'subject_name') ?? text)
  const unitCode = optional(row, 'unit_code')
  const unitId = unitCode === null ? null : await unitOfCode(ctx, unitCode)
  if (unitId === undefined) throw refuse('indicators.unit-unknown', { code: unitCode }, { field: 'unit_code' })
  const asked = optional(row, 'comparison')
  const comparison = asked === null ? null : comparisonCodes[asked]
  if (comparison === undefined)
    throw refuse(
      'indicators.cell-unknown-code',
      { text: asked ?? '', known: Object.keys(comparisonCodes).join('、') },
      { field: 'comparison' },
    )
  const wanted = {
    indicatorId: indicator.id,
    ...subject,
    comparison: columnOf(comparison),
    changeOf: columnOf(null),
    unit: optional(row, 'unit') ?? (comparison === null || comparison === '累计' ? indicator.unit : '%'),
  }
  const standing = await seriesOf(ctx, wanted)
  if (!standing) return insertSeries(ctx, { ...wanted, unitId, standing: 'confirmed', draftedFrom: null })
  if (standing.standing === 'confirmed' && (unitId === null || standing.unitId === unitId)) return standing
  const locked = await series.lock(ctx, standing.id)
  return locked ? series.change(ctx, locked, { standing: 'confirmed', unitId: unitId ?? locked.unitId }) : standing
}

/**
 * Links a value to the sentence it quotes. A draft that a page made of the same printed figure gives its links to this value and goes:
 * the table says which series it belongs to.
 */
async function proveValue(ctx: Ctx, row: Cells, id: string, value: number | null): Promise<number> {
  const [name, quote] = [optional(row, 'source_page'), optional(row, 'source_quote')]
  if (name === null || quote === null) return 0
  const source = await sourceNamed(ctx, name)
  const span = source && findQuote(source.text, quote)
  if (!source || !span) return 0
  const ref = { kind: 'observation', id, field: 'value' }
  const known = await linksOf(ctx, id)
  if (known.some(link => link.sourceId === source.id)) return 0
  await prove(ctx, ref, { factId: null, sourceId: source.id, ...span })
  if (value === null) return 1
  for (const draft of await sameFigure(ctx, { sourceId: source.id, ...span }, value)) {
    const home = draft.id === id ? undefined : await series.find(ctx, draft.seriesId)
    const locked = home?.standing === 'draft' ? await observations.lock(ctx, draft.id) : undefined
    if (!home || !locked) continue
    for (const link of await linksOf(ctx, draft.id))
      if (link.sourceId !== null && link.spanStart !== null && link.spanEnd !== null)
        await prove(ctx, ref, { ...link, sourceId: link.sourceId, start: link.spanStart, end: link.spanEnd })
    await observations.withdraw(ctx, locked, '表中已列入所属序列')
    await withdrawEmptyDraft(ctx, home.id, '表中已列入所属序列')
  }
  return 1
}

function numberCell(row: Cells): number | null {
  const text = optional(row, 'value')
  if (text === null) return null
  const value = Number(text.replace(/^[−–]/, '-'))
  if (!Number.isFinite(value))
    throw refuse('indicators.cell-not-a-number', { text: text.slice(0, 40) }, { field: 'value' })
  return value
}

function boundCell(row: Cells): Bound | null {
  const text = optional(row, 'bound')
  if (text === null || text === '>' || text === '<' || text === '~') return text
  throw refuse('indicators.cell-unknown-code', { text: text.slice(0, 40), known: '> < ~' }, { field: 'bound' })
}

/** `final` is how tables call an actual value; what is made up for the demonstration keeps that mark whatever the status says. */
function statusCell(row: Cells, value: number | null): { status: Status; basis: Basis } {
  const basis = optional(row, 'basis') === null ? ('fact' as const) : codeCell(row, 'basis', bases)
  const said = optional(row, 'status') ?? 'final'
  if (value === null) return { status: 'missing', basis }
  if (basis === 'demonstration') return { status: 'demonstration', basis }
  if (said === 'final' || said === 'actual') return { status: 'actual', basis }
  return { status: codeCell(row, 'status', ['provisional', 'revised', 'demonstration']), basis }
}
