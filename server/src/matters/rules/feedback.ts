import { addDays, addMonths, type Calendar, type Day, dayFrom, daysInMonth, partsOf } from '#kernel/time/index.ts'

/** How often a unit reports (反馈频次): never, every so many calendar days, monthly by a day, or on the last working day of the month. */
export type FeedbackSchedule = {
  kind: 'none' | 'every-days' | 'monthly-by' | 'month-end-workday'
  /** Days for `every-days`; the day of the month for `monthly-by` (the month's last where it is shorter). */
  count: number | null
}

/**
 * The day by which the next report is due: the first of the schedule after the last report, or after the assignment when there is none.
 * Null where nothing is scheduled. Months whose calendar is unknown fall back on the last calendar day.
 */
export function nextFeedback(calendar: Calendar, schedule: FeedbackSchedule, after: Day | null): Day | null {
  if (schedule.kind === 'none' || after === null) return null
  if (schedule.kind === 'every-days') return addDays(after, Math.max(1, schedule.count ?? 30))
  const { year, month } = partsOf(after)
  const first = dayFrom(year, month, 1) ?? after
  for (let step = 0; ; step++) {
    const on = inMonth(calendar, schedule, addMonths(first, step))
    if (on > after) return on
  }
}

function inMonth(calendar: Calendar, schedule: FeedbackSchedule, first: Day): Day {
  const { year, month } = partsOf(first)
  const last = daysInMonth(year, month)
  const day = (number: number) => dayFrom(year, month, number) ?? first
  if (schedule.kind === 'monthly-by') return day(Math.min(Math.max(1, schedule.count ?? 28), last))
  if (!calendar.knownYears.includes(year)) return day(last)
  for (let number = last; number > 1; number--) if (calendar.isWorkday(day(number))) return day(number)
  return day(last)
}
