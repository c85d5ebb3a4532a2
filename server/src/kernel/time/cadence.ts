import { refuse } from '#kernel/refusal.ts'
import type { Calendar } from './calendar.ts'
import type { Day } from './day.ts'
import { addDays, addMonths, dayFrom, daysInMonth, partsOf } from './day.ts'
import type { Language } from './printed.ts'
import { printMonthDay, printWeekday } from './printed.ts'

/** A third of a month (上旬 1–10, 中旬 11–20, 下旬 21 to the end) or a day of the month, the last where the month is shorter. */
export type Window = 'early-month' | 'mid-month' | 'late-month' | number

/** How often something meets, in Chinese terms: 每两个月，中旬，避开节假日. */
export type Cadence = {
  everyMonths: number
  /** The last occurrence, or the day the series begins from; the answer is in a later month. */
  from: Day
  window: Window
  /** True: only working days, and no make-up days (调休上班). False: the wished day stands, whatever day it is. */
  avoidHolidays: boolean
  /** Steps whole periods on until the answer is not before this day. */
  notBefore?: Day
}

/** A day that was wished for and not taken, and why. */
export type Avoided = { on: Day; why: 'holiday' | 'weekend' | 'make-up' }

/** The day found, what was avoided to find it, and the same in words. */
export type Occurrence = { on: Day; avoided: readonly Avoided[]; because: { zh: string; en: string } }

/**
 * The next day of a series: the wished day of the month (the 5th, 15th or 25th of a third, or the given one), else the next free
 * day after it in its third or month, else the nearest before it. Refuses `time.unknown-year`, `time.bad-cadence`, and
 * `time.no-free-day` when the whole window is holiday.
 */
export function nextOccurrence(calendar: Calendar, cadence: Cadence): Occurrence {
  const { everyMonths, from, window, notBefore } = cadence
  const dayWished = typeof window === 'number' ? window : wished[window]
  const sound = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
  if (!sound(everyMonths, 120) || !sound(dayWished, 31))
    throw refuse('time.bad-cadence', { everyMonths, day: dayWished })

  const { year, month } = partsOf(from)
  const first = dayFrom(year, month, 1) ?? from
  for (let step = 1; ; step++) {
    const found = inMonth(calendar, addMonths(first, everyMonths * step), cadence)
    if (notBefore === undefined || found.on >= notBefore) return found
  }
}

const wished = { 'early-month': 5, 'mid-month': 15, 'late-month': 25 } as const
const thirds = { 'early-month': [1, 10], 'mid-month': [11, 20], 'late-month': [21, 31] } as const

function inMonth(calendar: Calendar, anyDay: Day, { window, avoidHolidays }: Cadence): Occurrence {
  const { year, month } = partsOf(anyDay)
  const length = daysInMonth(year, month)
  const [start, end] = typeof window === 'number' ? [1, 31] : thirds[window]
  const want = Math.min(typeof window === 'number' ? window : wished[window], length)
  const numbers = Array.from({ length }, (_, index) => index + 1).filter(number => number >= start && number <= end)
  const candidates = [...numbers.filter(number => number >= want), ...numbers.filter(number => number < want).reverse()]

  const avoided: Avoided[] = []
  for (const number of candidates) {
    const on = dayFrom(year, month, number) ?? anyDay
    const why = avoidHolidays ? reason(calendar, on) : null
    if (why === null) return { on, avoided, because: words(calendar, on, avoided) }
    avoided.push({ on, why })
  }
  throw refuse('time.no-free-day', { year, month })
}

function reason(calendar: Calendar, on: Day): Avoided['why'] | null {
  if (calendar.isMakeUpDay(on)) return 'make-up'
  if (calendar.holidayOf(on) !== null) return 'holiday'
  return calendar.isWorkday(on) ? null : 'weekend'
}

function words(calendar: Calendar, on: Day, avoided: readonly Avoided[]): Occurrence['because'] {
  const zh = `${printMonthDay(on)}${printWeekday(on)}`
  const en = `${printWeekday(on, 'en')} ${printMonthDay(on, 'en')}`
  if (avoided.length === 0) return { zh, en }
  const runs = (language: Language) => runsOf(calendar, avoided, language)
  return {
    zh: `${zh}；避开${runs('zh').join('、')}`,
    en: `${en}; avoids ${runs('en').join(', ')}`,
  }
}

/** The avoided days in order, neighbours of one name taken together: 2月15日至20日（春节）. */
function runsOf(calendar: Calendar, avoided: readonly Avoided[], language: Language): string[] {
  const runs: { from: Day; to: Day; name: string }[] = []
  for (const { on } of [...avoided].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    const name = calendar.nameOf(on, language)
    const last = runs.at(-1)
    if (last?.name === name && addDays(last.to, 1) === on) last.to = on
    else runs.push({ from: on, to: on, name })
  }
  return runs.map(({ from, to, name }) => {
    const first = printMonthDay(from, language)
    if (from === to) return language === 'zh' ? `${first}（${name}）` : `${first} (${name})`
    return language === 'zh'
      ? `${first}至${partsOf(to).day}日（${name}）`
      : `${first} to ${printMonthDay(to, language)} (${name})`
  })
}
