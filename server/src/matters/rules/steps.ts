import type { LightRuleSet } from '#contract/matters/lightRules.ts'
import { addDays, type Calendar, type Day, dayFromNumber, dayNumber } from '#kernel/time/index.ts'
import { lightOn, weightOf } from './judge.ts'
import type { LightInputs } from './measure.ts'

/** The light as a function of the day: from day number `days[i]` on it weighs `weights[i]`, until the next step. */
export type LightSteps = { days: number[]; weights: number[] }

// After the last day that any rule looks at, lateness grows for a while and then stays in the last band.
const TAIL = 60
const LONGEST = 4000

/**
 * All the steps a matter's light will take from a day on, if nothing more happens to it: what is known fixes the future of the light.
 *
 * Kept with each version of the record, they answer “which light on that day, as known then” in SQL by one look-up, for any list size,
 * with this engine as the only source of the answer. Days beyond the calendar's last year are left as they would be judged now.
 */
export function lightSteps(matter: LightInputs, rules: LightRuleSet, from: Day, calendar: Calendar): LightSteps {
  const lastKnown = `${calendar.knownYears.at(-1) ?? 9998}-12-31`
  const watched = [matter.dueOn, matter.nextFeedbackOn, matter.plan.at(-1)?.on, monthsOn(matter)]
  const end = watched.reduce<Day>(
    (latest, each) => (each && addDays(each, TAIL) > latest ? addDays(each, TAIL) : latest),
    from,
  )
  const first = dayNumber(from)
  const last = Math.min(dayNumber(end), dayNumber(lastKnown) + 1, first + LONGEST)

  const steps: LightSteps = { days: [], weights: [] }
  for (let at = first; at <= Math.max(first, last); at++) {
    const weight = weightOf(lightOn(matter, rules, dayFromNumber(at), calendar))
    if (weight !== steps.weights.at(-1)) {
      steps.days.push(at)
      steps.weights.push(weight)
    }
  }
  return steps
}

/** The weight on a day by its steps; before the first step, the first. */
export function weightOnDay({ days, weights }: LightSteps, on: Day): number {
  const at = dayNumber(on)
  const index = days.findLastIndex(day => day <= at)
  return weights[Math.max(0, index)] ?? 0
}

function monthsOn({ extra }: LightInputs): Day | null {
  const planned = /^\d{4}-\d{2}/.exec(String(extra.plannedStartMonth ?? ''))
  return planned ? addDays(`${planned[0]}-01`, 150) : null
}
