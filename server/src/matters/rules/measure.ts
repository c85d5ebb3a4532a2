import type { Measure } from '#contract/matters/lightRules.ts'
import { type Calendar, type Day, daysBetween, partsOf } from '#kernel/time/index.ts'
import { workdaysLeft } from './deadline.ts'
import { type PlanPoint, planPercentOn, round1 } from './plan.ts'

/** What the rules are told about a matter; whatever is null is not known, which is never read as 0. */
export type LightInputs = {
  startOn: Day | null
  dueOn: Day | null
  plan: readonly PlanPoint[]
  /** Given outright where somebody else computed it; else it follows from the plan or the two days. */
  planPercent: number | null
  actualPercent: number | null
  nextFeedbackOn: Day | null
  returns: number
  /** The clock of the unit stops here: submitted and not returned (申请办结后待审), or closed. */
  stoppedOn: Day | null
  extra: Readonly<Record<string, string | number | boolean | null>>
}

/**
 * What a measure found: the value (null: not known), whether it is past every band but the last, what it was computed from, and whether
 * the value is only the least that it can be, because the calendar ends before the limit.
 */
export type Measured = {
  value: number | null
  last: boolean
  inputs: Record<string, string | number | boolean | null>
  atLeast?: boolean
}

type Take = (matter: LightInputs, on: Day, calendar: Calendar) => Measured

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const found = (value: number | null, inputs: Measured['inputs'], last = false): Measured => ({ value, last, inputs })

export const measureOf: Readonly<Record<Measure, Take>> = {
  /** 进度差: plan minus actual, percentage points to one decimal; ahead of the plan is 0 behind. Nothing reported is not 0 %. */
  'points-behind': (matter, on) => {
    const plan = matter.planPercent ?? planPercentOn(matter.plan, matter.startOn, matter.dueOn, on)
    const actual = matter.actualPercent
    const value = plan === null || actual === null ? null : Math.max(0, round1(plan - actual))
    return found(value, { planPercent: plan, actualPercent: actual, on })
  },

  /** 反馈: working days after the day a report was due. */
  'feedback-late-workdays': (matter, on, calendar) => {
    const due = matter.nextFeedbackOn
    if (due === null) return found(null, { nextFeedbackOn: null })
    const left = workdaysLeft(calendar, due, on)
    return found(left && Math.max(0, -left.value), { nextFeedbackOn: due, on })
  },

  /** 时限: working days left, make-up Saturdays counted; negative when late. */
  'workdays-left': (matter, on, calendar) => {
    const due = matter.dueOn
    if (due === null) return found(null, { dueOn: null })
    const left = workdaysLeft(calendar, due, on)
    if (left?.atLeast) return { ...found(left.value, { dueOn: due, on, atLeast: true }), atLeast: true }
    if (left) return found(left.value, { dueOn: due, on }, left.overdue)
    return found(null, { dueOn: due, on, calendarUnknown: true }, on > due)
  },

  'days-left': (matter, on) =>
    matter.dueOn === null
      ? found(null, { dueOn: null })
      : found(daysBetween(on, matter.dueOn), { dueOn: matter.dueOn, on }, on > matter.dueOn),

  returns: matter => found(matter.returns, { returns: matter.returns }),

  /** 逐级升色: 0 in time; 1 late (the reminding order); 2 when an order was not met; 3 when a second was not, or at once when special. */
  'escalation-step': (matter, on) => {
    const unmet = number(matter.extra.ordersUnmet) ?? 0
    const special = matter.extra.special === true
    const late = matter.dueOn !== null && on > matter.dueOn
    const value = special ? 3 : unmet > 0 ? Math.min(3, 1 + unmet) : late ? 1 : 0
    return found(value, { ordersUnmet: unmet, special, dueOn: matter.dueOn, on })
  },

  /** 未开工月数: months since the planned month of start ended without a start. */
  'months-unstarted': (matter, on) => {
    const planned = /^(\d{4})-(\d{2})/.exec(String(matter.extra.plannedStartMonth ?? ''))
    if (!planned) return found(null, { plannedStartMonth: null })
    const started = matter.extra.started === true
    const { year, month } = partsOf(on)
    const since = (year - Number(planned[1])) * 12 + month - Number(planned[2])
    return found(started ? 0 : Math.max(0, since), { plannedStartMonth: planned[0], started, on })
  },

  'months-outside-library': ({ extra }) =>
    found(number(extra.monthsOutsideLibrary), { monthsOutsideLibrary: number(extra.monthsOutsideLibrary) }),

  'funds-short-points': ({ extra }) => {
    const [paid, rule] = [number(extra.fundPaidPercent), number(extra.fundRulePercent)]
    const inputs = { fundPaidPercent: paid, fundRulePercent: rule }
    return found(paid === null || rule === null ? null : Math.max(0, round1(rule - paid)), inputs)
  },

  /** How far growth stays below the higher of the plan and the city's mean. */
  'growth-short-points': ({ extra }) => {
    const [growth, plan, mean] = [extra.growthPercent, extra.plannedGrowthPercent, extra.cityMeanGrowthPercent].map(
      number,
    )
    const inputs = {
      growthPercent: growth ?? null,
      plannedGrowthPercent: plan ?? null,
      cityMeanGrowthPercent: mean ?? null,
    }
    if (typeof growth !== 'number' || typeof plan !== 'number' || typeof mean !== 'number') return found(null, inputs)
    return found(Math.max(0, round1(Math.max(plan, mean) - growth)), inputs)
  },

  growth: ({ extra }) => found(number(extra.growthPercent), { growthPercent: number(extra.growthPercent) }),
}
