import { refuse } from '#kernel/refusal.ts'

/** A calendar day in Asia/Shanghai, printed `YYYY-MM-DD`, years 0001 to 9999. Days compare as strings. */
export type Day = string

/** A day taken apart: year, month 1 to 12, day of the month 1 to 31. */
export type DayParts = { year: number; month: number; day: number }

const [dash, zero] = ['-'.charCodeAt(0), '0'.charCodeAt(0)]
const hour = 3_600_000
const wholeDay = 24 * hour
// Asia/Shanghai has kept UTC+8 without summer time since 1992; instants before 1992 are read with the same offset.
const shanghai = 8 * hour

/** Whether a text is a day that exists: `2024-02-29` is one, `2025-02-29` is not. */
export function isDay(text: string): boolean {
  return partsOrNull(text) !== null
}

/** A text as a day. Refuses `time.not-a-day` when the text has another shape or names a day that does not exist. */
export function day(text: string): Day {
  if (!isDay(text)) throw refuse('time.not-a-day', { text: text.slice(0, 40) })
  return text
}

/** The day made of year, month and day of the month, or null when there is no such day. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | null {
  if (![year, month, dayOfMonth].every(Number.isInteger)) return null
  return exists(year, month, dayOfMonth) ? print(year, month, dayOfMonth) : null
}

/** Year, month and day of the month. Refuses `time.not-a-day`. */
export function partsOf(on: Day): DayParts {
  const parts = partsOrNull(on)
  if (!parts) throw refuse('time.not-a-day', { text: on.slice(0, 40) })
  return parts
}

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, negative before it. Refuses `time.not-a-day`.
 *
 * Counts years from 1 March, so that the leap day is the last of its year and needs no case of its own.
 */
export function dayNumber(on: Day): number {
  const { year, month, day } = partsOf(on)
  const marchYear = month > 2 ? year : year - 1
  const marchMonth = (month + 9) % 12
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1
  const leaps = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return 365 * marchYear + leaps + dayOfYear - 719_468
}

/** The day with this number; the inverse of `dayNumber`. Refuses `time.out-of-range` outside the years 0001 to 9999. */
export function dayFromNumber(number: number): Day {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  // The negation also catches NaN, which an infinite or missing number becomes here.
  if (!(year >= 1 && year <= 9999)) throw refuse('time.out-of-range', { number })
  return print(year, month, dayOfMonth)
}

/** The day `count` calendar days later (earlier when negative). Refuses `time.not-a-whole-number`. */
export function addDays(on: Day, count: number): Day {
  return dayFromNumber(dayNumber(on) + whole(count))
}

/** Calendar days from the first to the second: 0 for the same day, negative when the second is earlier. */
export function daysBetween(first: Day, second: Day): number {
  return dayNumber(second) - dayNumber(first)
}

/** The same day of the month `count` months later, or the last day of a shorter month (31 January + 1 = 28 or 29 February). */
export function addMonths(on: Day, count: number): Day {
  const { year, month, day } = partsOf(on)
  const months = year * 12 + (month - 1) + whole(count)
  const newYear = Math.floor(months / 12)
  const newMonth = (months % 12) + 1
  if (newYear < 1 || newYear > 9999) throw refuse('time.out-of-range', { number: months })
  return print(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)))
}

/** The day of the week by ISO 8601: 1 Monday … 7 Sunday. */
export function weekdayOf(on: Day): number {
  const sinceMonday = (dayNumber(on) + 3) % 7
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
}

/** Whether the year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** How many days a month (1 to 12) of a year has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day in Asia/Shanghai at an instant, whatever zone the machine stands in. */
export function dayOf(instant: Date): Day {
  return dayFromNumber(Math.floor((instant.getTime() + shanghai) / wholeDay))
}

/** The clock in Asia/Shanghai at an instant, `HH:MM` in 24 hours. */
export function timeOf(instant: Date): string {
  const intoDay = instant.getTime() + shanghai - Math.floor((instant.getTime() + shanghai) / wholeDay) * wholeDay
  return `${pad(Math.floor(intoDay / hour), 2)}:${pad(Math.floor((intoDay % hour) / 60_000), 2)}`
}

/** The instant at which a day begins in Asia/Shanghai; the next day's start ends it. */
export function startOfDay(on: Day): Date {
  return new Date(dayNumber(on) * wholeDay - shanghai)
}

function partsOrNull(text: string): DayParts | null {
  if (text.length !== 10 || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return null
  const [year, month, dayOfMonth] = [numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10)]
  return exists(year, month, dayOfMonth) ? { year, month, day: dayOfMonth } : null
}

// Days are read some thousand times by each command that judges a light over a year of them: a regular expression would take most of its time.
function numberAt(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

function exists(year: number, month: number, dayOfMonth: number): boolean {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12)) return false
  return dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month)
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw refuse('time.not-a-whole-number', { text: String(count) })
  return count
}

function print(year: number, month: number, dayOfMonth: number): Day {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
