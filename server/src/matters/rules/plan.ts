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

/**
 * The matter's percentage out of its parts': by their weights where they have any, a part that has not reported counting as nothing done
 * once another has; else what the lead reports, because the lead unit answers for the whole (牵头单位). Null while nothing is reported.
 */
export function wholePercent(
  parts: readonly { role: string; weight: number | null; percent: number | null }[],
): number | null {
  const weighed = parts.filter(part => (part.weight ?? 0) > 0)
  if (weighed.length === 0) return parts.find(part => part.role === 'lead')?.percent ?? null
  if (weighed.every(part => part.percent === null)) return null
  const whole = weighed.reduce((sum, part) => sum + (part.weight ?? 0), 0)
  return round1(weighed.reduce((sum, part) => sum + (part.percent ?? 0) * ((part.weight ?? 0) / whole), 0))
}

/** One decimal, as the screens print it; so that what is compared is what is shown. */
export function round1(value: number): number {
  return Math.round((value + Number.EPSILON) * 10) / 10
}
