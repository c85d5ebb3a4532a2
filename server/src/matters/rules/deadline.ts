import { addDays, type Calendar, type Day, partsOf } from '#kernel/time/index.ts'

/**
 * The last day that still counts: the time limit itself, or the first working day after it when it falls on a rest day
 * (民法典 art. 203). In a year whose calendar is unknown the limit stands as written.
 */
export function lastGoodDay(calendar: Calendar, dueOn: Day): Day {
  if (!knows(calendar, dueOn) || calendar.isWorkday(dueOn)) return dueOn
  for (let on = addDays(dueOn, 1); knows(calendar, on); on = addDays(on, 1)) if (calendar.isWorkday(on)) return on
  return dueOn
}

/**
 * Working days left on a day (剩余工作日): 0 on the last day, negative once the limit is passed. `value` counts working days only, so on
 * the rest days after a Friday limit it is 0 while `overdue` is true. `atLeast` is true when the calendar ends before the limit and only
 * the working days up to its end were counted. Null when the day asked about is itself in an unknown year.
 */
export function workdaysLeft(
  calendar: Calendar,
  dueOn: Day,
  on: Day,
): { value: number; overdue: boolean; atLeast: boolean } | null {
  if (!knows(calendar, on)) return null
  const last = lastGoodDay(calendar, dueOn)
  if (knows(calendar, last)) {
    const way = span(calendar, on, last)
    return way === null ? null : { value: way, overdue: on > last, atLeast: false }
  }
  if (on > last) return null
  const end = `${calendar.knownYears.at(-1) ?? 0}-12-31`
  const way = span(calendar, on, end)
  return way === null ? null : { value: way, overdue: false, atLeast: true }
}

/** The working days left where all of them can be counted, else null: for screens, lists and packs. */
export function countedLeft(calendar: Calendar, dueOn: Day, on: Day): number | null {
  const left = workdaysLeft(calendar, dueOn, on)
  return left && !left.atLeast ? left.value : null
}

/**
 * The n-th working day after a day, or null when the calendar does not reach that far: for screens and lists, which then show no day.
 * What is promised to somebody asks the calendar itself, which refuses.
 */
export function workdayAfter(calendar: Calendar, on: Day, count: number): Day | null {
  // A run of holidays never makes the way longer than this.
  const farthest = addDays(on, count * 2 + 14)
  return knows(calendar, on) && knows(calendar, farthest) ? calendar.addWorkdays(on, count) : null
}

const knows = (calendar: Calendar, on: Day) => calendar.knownYears.includes(partsOf(on).year)

function span(calendar: Calendar, from: Day, to: Day): number | null {
  const [first, last] = [partsOf(from).year, partsOf(to).year].sort((a, b) => a - b)
  if (first === undefined || last === undefined) return null
  for (let year = first; year <= last; year++) if (!calendar.knownYears.includes(year)) return null
  return calendar.workdaysBetween(from, to)
}
