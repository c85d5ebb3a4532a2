import { z } from 'zod'
import type { Day } from './day.ts'
import { addDays, isDay, partsOf, weekdayOf } from './day.ts'

const oneDay = z.iso.date()

/**
 * One year of the national calendar (节假日安排) as the State Council's notice of that year sets it.
 *
 * A holiday may begin in the last days of the year before (元旦 2023 began on 31 December 2022). Weekends are not listed.
 */
export const calendarFile = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    /** Rises when the notice is amended (2020 and 2019 were): dates counted earlier keep the version they were counted by. */
    version: z.int().min(1),
    notice: z.string().regex(/^国办发明电〔\d{4}〕\d+号$/),
    noticeTitle: z.string().min(1),
    issuedOn: oneDay,
    holidays: z
      .array(z.strictObject({ name: z.string().min(1), nameEn: z.string().min(1), from: oneDay, to: oneDay }))
      .min(1),
    makeUpDays: z.array(oneDay),
  })
  .superRefine((file, check) => {
    const fail = (message: string, ...path: (string | number)[]) => check.addIssue({ code: 'custom', message, path })
    // A day that does not exist has been named by the schema above; no rule below can be asked about it.
    if (![...file.makeUpDays, ...file.holidays.flatMap(({ from, to }) => [from, to])].every(isDay)) return
    const off = new Set<Day>()
    for (const [index, holiday] of file.holidays.entries()) {
      const days = eachDay(holiday.from, holiday.to)
      if (days.length === 0) fail('ends before it begins, or lasts over 15 days', 'holidays', index)
      if (!days.every(on => belongs(on, file.year))) fail('lies outside the year', 'holidays', index)
      if (days.some(on => off.has(on))) fail('overlaps another holiday', 'holidays', index)
      for (const on of days) off.add(on)
    }
    for (const [index, on] of file.makeUpDays.entries()) {
      if (weekdayOf(on) < 6) fail('is not a Saturday or Sunday', 'makeUpDays', index)
      if (off.has(on)) fail('lies within a holiday', 'makeUpDays', index)
      if (!belongs(on, file.year)) fail('lies outside the year', 'makeUpDays', index)
      if (file.makeUpDays.indexOf(on) !== index) fail('is listed twice', 'makeUpDays', index)
    }
  })

/** A calendar file that passed its checks. */
export type CalendarFile = z.infer<typeof calendarFile>

/** The days from the first to the last, both included; none when reversed or longer than any holiday is. */
export function eachDay(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) {
    days.push(on)
    if (days.length > 15) return []
  }
  return days
}

// 元旦 and its make-up days may reach back into the December before.
function belongs(on: Day, year: number): boolean {
  const parts = partsOf(on)
  return parts.year === year || (parts.year === year - 1 && parts.month === 12)
}
