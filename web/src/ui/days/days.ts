import type { Language } from '../language/language.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Asia/Shanghai has been UTC+8 without summer time since 1992. */
const SHANGHAI = 8 * 60 * MINUTE
const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export type DayStyle = {
  /** Whether to name the day of the week; off unless said. */
  weekday?: boolean
  /** A day of this year is written without its year. */
  sameYearAs?: string | undefined
}

type Parts = { year: number; month: number; day: number; weekday: number }

/** The parts of a day `YYYY-MM-DD`, or undefined when there is no such day. */
function partsOf(day: string): Parts | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!found) return undefined
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return undefined
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: at.getUTCDay() }
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return partsOf(text) !== undefined
}

/** A day in words: 2025年5月8日 周四, Thu 8 May 2025. A text that is no day is given back as it stands. */
export function formatDay(day: string, language: Language, { weekday = false, sameYearAs }: DayStyle = {}): string {
  const parts = partsOf(day)
  if (!parts) return day
  const short = sameYearAs?.slice(0, 4) === day.slice(0, 4)
  const named = weekdays[language][parts.weekday] ?? ''
  if (language === 'zh') {
    const words = `${short ? '' : `${parts.year}年`}${parts.month}月${parts.day}日`
    return weekday ? `${words} ${named}` : words
  }
  const words = `${parts.day} ${(months[parts.month - 1] ?? '').slice(0, 3)}${short ? '' : ` ${parts.year}`}`
  return weekday ? `${named} ${words}` : words
}

/** A month in words from `YYYY-MM` or a day in it: 2025年4月, April 2025. */
export function formatMonth(month: string, language: Language): string {
  const parts = partsOf(`${month.slice(0, 7)}-01`)
  if (!parts) return month
  return language === 'zh' ? `${parts.year}年${parts.month}月` : `${months[parts.month - 1]} ${parts.year}`
}

/** The calendar day of an instant in Asia/Shanghai. */
export function dayOfInstant(instant: string | number | Date): string {
  return new Date(new Date(instant).getTime() + SHANGHAI).toISOString().slice(0, 10)
}

/** The time of an instant in Asia/Shanghai, 24 h: 08:40. */
export function timeOfInstant(instant: string | number | Date): string {
  return new Date(new Date(instant).getTime() + SHANGHAI).toISOString().slice(11, 16)
}

/** An instant in words, Asia/Shanghai: 2025年5月8日 周四 08:40. */
export function formatInstant(instant: string, language: Language, style: DayStyle = {}): string {
  if (Number.isNaN(new Date(instant).getTime())) return instant
  return `${formatDay(dayOfInstant(instant), language, style)} ${timeOfInstant(instant)}`
}

/** The day so many calendar days later (or earlier, when negative). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** The instant a Shanghai day and time (`HH:mm`, or the day's last millisecond) stand for. */
export function instantOf(day: string, time?: string): string {
  return `${day}T${time === undefined ? '23:59:59.999' : `${time}:00`}+08:00`
}

/** A day typed by a person: 2024-9-30, 2024/9/30, 2024.9.30, 20240930, 2024年9月30日; undefined when it is none. */
export function parseTypedDay(text: string): string | undefined {
  const found = /^\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?|(\d{2})(\d{2}))\s*$/.exec(
    text.normalize('NFKC'),
  )
  if (!found) return undefined
  const day = `${found[1]}-${(found[2] ?? found[4] ?? '').padStart(2, '0')}-${(found[3] ?? found[5] ?? '').padStart(2, '0')}`
  return isDay(day) ? day : undefined
}
