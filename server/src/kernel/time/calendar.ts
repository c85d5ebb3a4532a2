import { createHash } from 'node:crypto'
import { refuse } from '#kernel/refusal.ts'
import type { CalendarFile } from './calendarFile.ts'
import { eachDay } from './calendarFile.ts'
import type { Day } from './day.ts'
import { dayFromNumber, dayNumber, partsOf, weekdayOf } from './day.ts'
import type { Language } from './printed.ts'
import { printWeekday } from './printed.ts'

/**
 * The working days of the years it knows. Every question about a day of another year is refused with `time.unknown-year`
 * {year, known}: a guess that no holiday falls there would move deadlines. The last days of December may still change
 * until the next year's notice is known, since 元旦 can reach back into them.
 */
export type Calendar = {
  /** SHA-256 of all the years' contents, hex: what a counted date must keep beside it. */
  readonly calendarVersion: string
  /** The years with a file, rising. */
  readonly knownYears: readonly number[]
  /** The notice that set a year, for showing the source. */
  sourceOf(year: number): { year: number; version: number; notice: string; noticeTitle: string; issuedOn: Day }
  /** Whether people work that day: Monday to Friday outside holidays, and make-up days (调休上班). */
  isWorkday(on: Day): boolean
  /**
   * The n-th working day after a day; for a negative n the n-th before it. For 0 the day itself, working or not.
   * The day itself is never counted, as in “within 5 working days of receipt”.
   */
  addWorkdays(on: Day, count: number): Day
  /**
   * How many working days lie after the first day up to and including the second; the same, negative, when reversed.
   * So `between(a, b) + between(b, c)` is always `between(a, c)`, and Friday to Sunday is 0 in both directions.
   */
  workdaysBetween(first: Day, second: Day): number
  /** What a day is called: 国庆节; 周日，调休上班; 周四. */
  nameOf(on: Day, language?: Language): string
  /** The holiday a day belongs to, or null. */
  holidayOf(on: Day, language?: Language): string | null
  /** Whether a Saturday or Sunday is worked in exchange for a holiday (调休上班). */
  isMakeUpDay(on: Day): boolean
}

/** Builds the calendar from checked files. Refuses `time.calendar-twice` when two files claim one year. */
export function calendarOf(given: readonly CalendarFile[]): Calendar {
  const files = [...given].sort((a, b) => a.year - b.year)
  const byYear = new Map(files.map(file => [file.year, file]))
  if (byYear.size < files.length)
    throw refuse('time.calendar-twice', { years: files.map(file => file.year).join(', ') })

  const holidays = new Map<Day, { zh: string; en: string }>()
  for (const file of files)
    for (const { name, nameEn, from, to } of file.holidays)
      for (const on of eachDay(from, to)) holidays.set(on, { zh: name, en: nameEn })
  const makeUpDays = new Set(files.flatMap(file => file.makeUpDays))
  const works = (on: Day) => makeUpDays.has(on) || (weekdayOf(on) <= 5 && !holidays.has(on))

  // The numbers of all known working days, rising: their index is the count that both questions are answered from.
  const workdays: number[] = []
  for (const { year } of files)
    for (let at = dayNumber(`${year}-01-01`); at <= dayNumber(`${year}-12-31`); at++)
      if (works(dayFromNumber(at))) workdays.push(at)

  const knownYears = files.map(file => file.year)
  const unknown = (year: number) => refuse('time.unknown-year', { year, known: spans(knownYears) })
  const fileOf = (year: number) => {
    const file = byYear.get(year)
    if (!file) throw unknown(year)
    return file
  }
  /** Refuses when any year on the way is unknown, naming the one met first. */
  const mustKnow = (from: number, to: number) => {
    const step = from <= to ? 1 : -1
    for (let year = from; year !== to + step; year += step) fileOf(year)
  }
  const yearOf = (on: Day) => partsOf(on).year
  const known = (on: Day) => {
    fileOf(yearOf(on))
    return on
  }

  return {
    calendarVersion: createHash('sha256').update(JSON.stringify(files)).digest('hex'),
    knownYears,
    sourceOf: asked => {
      const { year, version, notice, noticeTitle, issuedOn } = fileOf(asked)
      return { year, version, notice, noticeTitle, issuedOn }
    },
    isWorkday: on => works(known(on)),
    addWorkdays(on, count) {
      if (!Number.isSafeInteger(count)) throw refuse('time.not-a-whole-number', { text: String(count) })
      const start = yearOf(known(on))
      if (count === 0) return on
      const at = dayNumber(on)
      const found = workdays[count > 0 ? countUpTo(workdays, at) + count - 1 : countUpTo(workdays, at - 1) + count]
      if (found === undefined) {
        const step = count > 0 ? 1 : -1
        let year = start
        while (byYear.has(year)) year += step
        throw unknown(year)
      }
      const result = dayFromNumber(found)
      mustKnow(start, yearOf(result))
      return result
    },
    workdaysBetween(first, second) {
      mustKnow(yearOf(first), yearOf(second))
      const count = countUpTo(workdays, dayNumber(second)) - countUpTo(workdays, dayNumber(first))
      return count === 0 ? 0 : count
    },
    nameOf(on, language = 'zh') {
      const holiday = holidays.get(known(on))
      if (holiday) return holiday[language]
      const weekday = printWeekday(on, language)
      if (!makeUpDays.has(on)) return weekday
      return language === 'zh' ? `${weekday}，调休上班` : `${weekday}, make-up workday`
    },
    holidayOf: (on, language = 'zh') => holidays.get(known(on))?.[language] ?? null,
    isMakeUpDay: on => makeUpDays.has(known(on)),
  }
}

/** How many of the rising numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Years as people write them: 2022–2026, or 2022, 2024–2026. */
function spans(years: readonly number[]): string {
  const starts = years.filter(year => !years.includes(year - 1))
  const ends = years.filter(year => !years.includes(year + 1))
  return starts.map((start, index) => (start === ends[index] ? `${start}` : `${start}–${ends[index]}`)).join(', ')
}
