import { type Day, daysBetween } from '#kernel/time/index.ts'

/** A point of the plan: by the end of this day, so many per cent should be done. */
export type PlanPoint = { on: Day; percent: number }

/** Milestones as people enter them: a planned day and a weight; the weights need not add up to 100. */
export type Weighted = { plannedOn: Day; weight: number; doneOn: Day | null }

/**
 * The plan that milestones give (节点计划): each adds its share of the weights on its planned day. Without weights there is no plan.
 */
export function planOfMilestones(milestones: readonly Weighted[]): PlanPoint[] {
  const whole = milestones.reduce((sum, each) => sum + each.weight, 0)
  if (whole <= 0) return []
  const byDay = new Map<Day, number>()
  for (const each of milestones) byDay.set(each.plannedOn, (byDay.get(each.plannedOn) ?? 0) + each.weight)
  let sum = 0
  return [...byDay.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, weight]) => {
      sum += weight
      return { on, percent: round1((sum / whole) * 100) }
    })
}

/**
 * What should be done by a day, per cent to one decimal (序时进度): by the milestones where there are any, else in a straight line from
 * the start to the time limit. Null when there is neither, which is not the same as 0.
 */
export function planPercentOn(
  plan: readonly PlanPoint[],
  startOn: Day | null,
  dueOn: Day | null,
  on: Day,
): number | null {
  if (plan.length > 0) return plan.findLast(point => point.on <= on)?.percent ?? 0
  if (!startOn || !dueOn) return null
  if (on <= startOn) return 0
  if (on >= dueOn) return 100
  return round1((daysBetween(startOn, on) / daysBetween(startOn, dueOn)) * 100)
}

/** The parts' percentages weighed together; parts without a figure count as 0 only where another part has one. Null when none has. */
export function weighedPercent(parts: readonly { weight: number | null; percent: number | null }[]): number | null {
  if (parts.every(part => part.percent === null)) return null
  const weights = parts.map(part => part.weight ?? 0)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const share = (index: number) => (whole > 0 ? (weights[index] ?? 0) / whole : 1 / parts.length)
  return round1(parts.reduce((sum, part, index) => sum + (part.percent ?? 0) * share(index), 0))
}

/** One decimal, as the screens print it; so that what is compared is what is shown. */
export function round1(value: number): number {
  return Math.round((value + Number.EPSILON) * 10) / 10
}
