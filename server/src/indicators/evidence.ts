import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOfField } from '#kernel/evidence/field.ts'
import { must } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import { policy } from './policy.ts'
import { loadSeries, readingAt, type Stored } from './queries/readings.ts'
import { indicators, observations, type SeriesRecord, series } from './store/tables.ts'

const isUuid = (id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** The series a value stands in, when the actor may read it; null else: what may not be known has no evidence either. */
async function readable(ctx: Ctx, id: string): Promise<SeriesRecord | null> {
  const value = isUuid(id) ? await observations.find(ctx, id) : undefined
  const found = value && (await series.find(ctx, value.seriesId))
  if (!found) return null
  try {
    must(ctx, policy, 'indicators.read', found)
    return found
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** What proves a value; of one that disagrees with others, also what proves them. Changes and implied values show their reckoning. */
async function ofObservation(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const record = await readable(ctx, ref.id)
  const [loaded] = record ? await loadSeries(ctx, [record]) : []
  if (!record || !loaded) return null
  const index = loaded.chosen.findIndex(each => each.all.some(({ id }) => id === ref.id))
  const group = loaded.chosen[index]
  if (ref.field === 'value') {
    const own = await evidenceOfField(ctx, observations, ref)
    if (!group?.differs) return own
    const others = []
    for (const other of group.all)
      if (other.id !== ref.id && other.verdict !== 'rejected')
        others.push(...(await evidenceOfField(ctx, observations, { ...ref, id: other.id })))
    return [...own, ...others]
  }
  if (!group || group.value.id !== ref.id) return []
  const reading = readingAt(loaded, index)
  const { previous } = reading
  if (ref.field === 'impliedPrevious') {
    const step = reading.period === null ? undefined : loaded.steps.get(reading.period)
    if (!step || !previous) return []
    const onFile = previous.implied ? undefined : loaded.chosen.find(each => each.period === previous.period)?.value
    return [
      computed('indicators.implied-previous', [
        input(group.value, record.unit, reading.period ?? ''),
        input(step, '个百分点', '较上月'),
      ]),
      ...(onFile
        ? await evidenceOfField(ctx, observations, { kind: 'observation', id: onFile.id, field: 'value' })
        : []),
    ]
  }
  if (!previous || (ref.field !== 'change' && ref.field !== 'percent')) return []
  return [
    computed(ref.field === 'change' ? 'indicators.change' : 'indicators.percent', [
      input(group.value, record.unit, reading.period ?? ''),
      {
        label: previous.period ?? '',
        value: `${previous.value.value ?? '—'}${record.unit}`,
        light: null,
        href: null,
        ref: previous.value.ref,
      },
    ]),
  ]
}

type Input = Extract<Evidence, { kind: 'computed' }>['inputs'][number]

function input(value: Stored, unit: string, label: string): Input {
  return {
    label,
    value: `${value.value ?? '—'}${unit}`,
    light: null,
    href: null,
    ref: { kind: 'observation', id: value.id, field: 'value' },
  }
}

function computed(formula: string, inputs: Input[]): Evidence {
  return { kind: 'computed', formula, params: {}, inputs, total: inputs.length }
}

export const evidence = { observation: ofObservation }

export const subjects = {
  observation: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, id)
    const indicator = found && (await indicators.find(ctx, found.indicatorId))
    return found && indicator
      ? { title: `${found.subjectName} ${indicator.nameZh}${found.comparison}`, href: `/indicators/${found.id}` }
      : null
  },
}
