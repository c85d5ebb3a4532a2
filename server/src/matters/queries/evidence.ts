import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { zh } from '#contract/words/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOfField } from '#kernel/evidence/field.ts'
import { policy } from '../policy.ts'
import { byWeight, weightOf } from '../rules/judge.ts'
import { milestonesOf, partsOf } from '../store/children.ts'
import { mattersCounted, weightAsked } from '../store/lists.ts'
import { askedDay } from '../store/matters.ts'
import { type MatterRow, matters, type PartRow, parts } from '../store/tables.ts'
import { judgementOn, leftOn, planOn, shownOn } from './judged.ts'

type Computed = Extract<Evidence, { kind: 'computed' }>
type Input = Computed['inputs'][number]

// The popover prints labels as they come, so they are worded here; the codes keep them in one place with the sentences.
const input = (label: string, value: string | number, more: Partial<Input> = {}): Input => ({
  label: Object.entries(zh).find(([code]) => code === label)?.[1] ?? label,
  value: String(value),
  light: null,
  href: null,
  ref: null,
  ...more,
})
const formula = (code: string, params: Computed['params'], inputs: Input[], total = inputs.length): Evidence[] => [
  { kind: 'computed', formula: code, params, inputs, total },
]

/** The evidence of a matter's field, or null where the actor may not see the matter. */
export async function matterEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const row = await seen(ctx, ref.id)
  if (!row) return null
  const day = askedDay(ctx)
  const of = (field: string) => ({ kind: 'matter', id: row.id, field })
  const due = input('matters.input-due', row.dueCurrent ?? '—', { ref: of('dueOn') })
  switch (ref.field) {
    case 'workdaysLeft': {
      const asked = row.dueCurrent ?? day
      const known = ctx.calendar.knownYears.includes(Number(asked.slice(0, 4)))
      const notice = known ? ctx.calendar.sourceOf(Number(asked.slice(0, 4))).notice : '—'
      return formula('matters.formula-workdays-left', { value: leftOn(ctx, row, day) ?? '—' }, [
        input('matters.input-day', day),
        due,
        input('matters.input-calendar', notice),
      ])
    }
    case 'planPercent':
      return planEvidence(ctx, row, day)
    case 'gap': {
      const gap = judgementOn(ctx, row, day).because.find(each => each.measure === 'points-behind')
      return formula('matters.formula-gap', { value: gap?.value ?? '—' }, [
        input('matters.input-plan', percent(planOn(row, day)), { ref: of('planPercent') }),
        input('matters.input-actual', percent(row.actualPercent), { ref: of('actualPercent') }),
      ])
    }
    case 'actualPercent':
      return actualEvidence(ctx, row)
    case 'feedbackLate':
      return formula('matters.formula-feedback-late', {}, [
        input('matters.input-report-due', row.nextFeedbackOn ?? '—'),
        input('matters.input-day', day),
        input('matters.input-last-report', row.lastReportOn ?? '—'),
      ])
    case 'returns':
      return formula('matters.formula-returns', { value: row.returns }, [input('matters.input-returns', row.returns)])
    case 'light': {
      const judged = judgementOn(ctx, row, day)
      const inputs = judged.because.map(each => input(each.labelZh, each.value ?? '—', { light: each.light }))
      return formula('matters.formula-light', { ruleSet: judged.ruleSet, version: judged.version }, inputs)
    }
    default: {
      const column = columnOf(ref.field)
      return column ? evidenceOfField(ctx, matters, ref, column) : []
    }
  }
}

/** A part's percentage rests on its unit's last report. */
export async function partEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const part = await parts.find(ctx, ref.id)
  if (!part || !(await seen(ctx, part.matterId))) return null
  return ref.field === 'actualPercent' ? evidenceOfField(ctx, parts, ref, 'actualPercent') : []
}

const SHOWN = 30

/**
 * How many matters show a light: kind `matters`, id a lead unit's or `all`, field a light or `total`. The inputs are the matters counted.
 */
export async function countEvidence(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> {
  const weight = weightAsked(ref.field)
  const found = await mattersCounted(ctx, { unitId: ref.id, weight })
  const day = askedDay(ctx)
  const inputs = found.slice(0, SHOWN).map(row => {
    const { light } = shownOn(row, judgementOn(ctx, row, day).light, day)
    return input(row.title, row.refNo ?? '—', {
      light,
      href: `/matters/${row.id}`,
      ref: { kind: 'matter', id: row.id, field: 'light' },
    })
  })
  return formula(
    'matters.formula-count',
    { value: found.length, weight: weight === null || weight < 0 ? '—' : weightOf(byWeight[weight] ?? 'grey') },
    inputs,
    found.length,
  )
}

async function seen(ctx: Ctx, id: string): Promise<MatterRow | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined
  const found = await matters.find(ctx, id)
  ctx.asked.add('matters.read')
  return found && policy['matters.read'].test(ctx.actor, found) ? found : undefined
}

async function planEvidence(ctx: Ctx, row: MatterRow, day: string): Promise<Evidence[]> {
  const value = percent(planOn(row, day))
  const points = await milestonesOf(ctx, row.id)
  if (row.plan.points.length > 0) {
    const inputs = points.map(each => input(`${each.title}（${each.plannedOn}）`, each.weight))
    return formula('matters.formula-plan-milestones', { value, day }, inputs)
  }
  return formula('matters.formula-plan-line', { value }, [
    input('matters.input-start', row.startOn ?? '—', { ref: { kind: 'matter', id: row.id, field: 'startOn' } }),
    input('matters.input-day', day),
    input('matters.input-due', row.dueCurrent ?? '—', { ref: { kind: 'matter', id: row.id, field: 'dueOn' } }),
  ])
}

async function actualEvidence(ctx: Ctx, row: MatterRow): Promise<Evidence[]> {
  const inputs = (await partsOf(ctx, row.id)).map((part: PartRow) =>
    input(part.weight === null ? part.unitName : `${part.unitName}（${part.weight}%）`, percent(part.actualPercent), {
      ref: part.actualPercent === null ? null : { kind: 'matter-part', id: part.id, field: 'actualPercent' },
    }),
  )
  return formula('matters.formula-actual', { value: percent(row.actualPercent) }, inputs)
}

const percent = (value: number | null) => (value === null ? '—' : `${value}%`)

/** The column behind a field of the screen; what is not a column of the record has no evidence of its own. */
function columnOf(field: string): keyof MatterRow | null {
  if (field === 'dueOn') return 'dueCurrent'
  return fields.find(each => each === field) ?? null
}
const fields = [
  'title',
  'sourceText',
  'sourceRef',
  'instructingLeader',
  'leadLeader',
  'assigneeText',
  'goal',
  'goalValue',
  'startOn',
  'dueOriginal',
  'dueCurrent',
  'limitWorkdays',
  'lastReportText',
  'resultText',
  'reviewOpinion',
  'closedOn',
  'extensions',
  'reminders',
  'reopened',
] as const
