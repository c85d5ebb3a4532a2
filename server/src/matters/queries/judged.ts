import type { Figure, Light } from '#contract/kernel.ts'
import type { Judgement } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/index.ts'
import { lifecycle, lightRules } from '../mechanisms.ts'
import { countedLeft } from '../rules/deadline.ts'
import { judgeMatter } from '../rules/inputs.ts'
import { lightOfWeight } from '../rules/judge.ts'
import { stateOf } from '../rules/lifecycle.ts'
import { planPercentOn } from '../rules/plan.ts'
import type { LineRow } from '../store/lists.ts'

/** The argument for a matter's light on a day, by the rules it is kept under. */
export function judgementOn(ctx: Ctx, row: LineRow, day: Day): Judgement {
  return judgeMatter(row, lightRules(row.lightRules), lifecycle(), day, ctx.calendar)
}

/** The light shown on a day: the computed one, or the override that stands. */
export function shownOn(row: LineRow, computed: Light, day: Day): { light: Light; overridden: boolean } {
  const { overrideWeight, overrideFrom, overrideUntil } = row
  const overridden = overrideWeight !== null && (overrideFrom ?? '') <= day && day <= (overrideUntil ?? '')
  return { light: overridden ? lightOfWeight(overrideWeight) : computed, overridden }
}

/** What should be done by a day, while the matter runs and has a limit. */
export const planOn = (row: LineRow, day: Day): number | null =>
  running(row) ? planPercentOn(row.plan.points, row.startOn, row.dueCurrent, day) : null

/** Working days to the limit, while it is running; null where the calendar does not reach it, because a part of them is not the number. */
export const leftOn = (ctx: Ctx, row: LineRow, day: Day): number | null =>
  running(row) && row.dueCurrent ? countedLeft(ctx.calendar, row.dueCurrent, day) : null

const running = (row: LineRow) => {
  const { phase, judged } = stateOf(lifecycle(), row.state)
  return row.state !== 'long_term' && (phase === 'draft' || (phase === 'open' && judged))
}

/** A computed number of a matter as screens receive it; its evidence is the formula with its inputs. */
export function computedFigure(row: LineRow, field: string, value: number | null, unit: string | null): Figure {
  return { value, unit, bound: null, printed: null, evidence: 'computed', ref: { kind: 'matter', id: row.id, field } }
}
