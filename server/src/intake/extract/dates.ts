import { readNumeral } from '#kernel/quantity/index.ts'
import { addDays, type Day, dayFrom, dayNumber, partsOf, weekdayOf } from '#kernel/time/index.ts'
import { headsOf } from './scan.ts'

/** A date expression in a text: its place, its words, and its parts as printed. */
export type DateMark = { start: number; end: number; text: string; parts: DateParts }
export type DateParts =
  | {
      form: 'day'
      year: number | null
      month: number | null
      day: number
      toMonth: number | null
      toDay: number | null
      coming: boolean
    }
  | { form: 'month'; year: number | null; month: number }
  | { form: 'relative'; days: number }
  | { form: 'weekday'; weekday: number; weeks: number }
  | { form: 'vague' }

const PART = '(?:上午|下午|中午|晚上|晚间|傍晚|早上|凌晨|清晨|夜间|晚|夜|早)?'
const N = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const PATTERN = new RegExp(
  [
    `(?:(?<year>\\d{4}|[〇零一二三四五六七八九]{4})年|(?<thisYear>今年|去年|明年))?(?<month>${N})月(?<day>${N})(?:日|号)?(?:(?:[~—\\-]|至|到)(?:(?<toMonth>${N})月)?(?<toDay>${N}))?(?:日|号)${PART}`,
    `(?<!\\d)(?<day2>\\d{1,2})日?(?:[~—\\-]|至|到)(?<toDay2>\\d{1,2})日${PART}`,
    `(?<![\\d月第连个])(?<day3>\\d{1,2})日${PART}(?!均|元|本|电|讯|内|之内)`,
    `(?:(?<year4>\\d{4})年|(?<thisYear4>今年|去年))?(?<![\\d—\\-~到]|(?<!截)至)(?<month4>\\d{1,2})月(?:份|(?![\\d日份底]))`,
    `(?<relative>大前天|前天|前日|昨天|昨日|昨晚|今天|今日|今晨|今晚|明天|明日|后天)${PART}`,
    `(?<week>上|本|这|下)?(?:周|星期)(?<weekday>[一二三四五六日天])${PART}`,
    '(?<vague>近日|日前|连日来|近期|前不久)',
  ].join('|'),
  'y',
)

/** The characters a date may begin with, and how it goes on: most of a text is passed over by the first, most of the rest by the second. */
const HEADS = headsOf('0123456789〇零一二三四五六七八九十今去明昨前后大上本这下周星近日连')
const BEGINNING =
  /\d(?=\d{0,3}[年月日~—\-至到])|[〇零一二三四五六七八九十](?=[〇零一二三四五六七八九十]{0,3}[年月])|[今昨](?=[年天日晚晨])|[去明](?=[年天日])|前(?=[天日不])|后(?=天)|大(?=前)|[上本这下](?=周|星期)|周(?=[一二三四五六日天])|星(?=期)|近(?=[日期])|日(?=前)|连(?=日)/y

const RELATIVE: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晨: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  后天: 2,
}
const YEARS: Readonly<Record<string, number>> = { 今年: 0, 去年: -1, 明年: 1 }

/** Every date expression of a normalised text, in order. Years alone, quarters and the like are periods, not dates. */
export function findDates(text: string): DateMark[] {
  const marks: DateMark[] = []
  for (let i = 0; i < text.length; i++) {
    if (HEADS[text.charCodeAt(i)] === 0) continue
    BEGINNING.lastIndex = i
    if (!BEGINNING.test(text)) continue
    PATTERN.lastIndex = i
    const match = PATTERN.exec(text)
    if (!match) continue
    const end = i + match[0].length
    const parts = partsFrom(match.groups ?? {}, text.slice(Math.max(0, i - 6), i))
    if (parts) marks.push({ start: i, end, text: match[0], parts })
    i = end - 1
  }
  return marks
}

const number = (text: string | undefined) => (text === undefined ? null : readNumeral(text))

function partsFrom(groups: Record<string, string | undefined>, before: string): DateParts | null {
  const coming = /(?:将于|将在|定于|拟于|持续至|截至|延续至|将持续至|至|到)$/.test(before)
  if (groups.relative) return { form: 'relative', days: RELATIVE[groups.relative] ?? 0 }
  if (groups.vague) return { form: 'vague' }
  if (groups.weekday) {
    const weekday = '一二三四五六日'.indexOf(groups.weekday) + 1 || 7
    // a bare 周日 or 周三 is a habit as often as a date; only 上周、本周、下周 settle it
    return groups.week
      ? { form: 'weekday', weekday, weeks: groups.week === '上' ? -1 : groups.week === '下' ? 1 : 0 }
      : null
  }
  if (groups.month4) {
    const month = number(groups.month4) ?? 0
    return month >= 1 && month <= 12 ? { form: 'month', year: number(groups.year4) ?? null, month } : null
  }
  const day = number(groups.day ?? groups.day2 ?? groups.day3)
  if (day === null || day < 1 || day > 31) return null
  const toDay = number(groups.toDay ?? groups.toDay2)
  const month = number(groups.month)
  if (groups.month && (month === null || month < 1 || month > 12)) return null
  return { form: 'day', year: number(groups.year), month, day, toMonth: number(groups.toMonth), toDay, coming }
}

/** The relative year a mark names (去年 −1), for marks such as 去年5月; null for none. */
export function relativeYear(text: string): number | null {
  const word = /^(今年|去年|明年)/.exec(text)?.[1]
  return word ? (YEARS[word] ?? null) : null
}

/**
 * The day, `day/day` or month a mark stands for, seen from the issue date; null where it names none or the issue date is needed and unknown.
 *
 * A day without a month is the last such day up to the issue date (the next one after 将于 and 至); a day without a year is the nearest one.
 */
export function resolveDate(mark: DateMark, issue: Day | null): string | null {
  const { parts } = mark
  if (parts.form === 'vague') return null
  if (parts.form === 'relative') return issue === null ? null : addDays(issue, parts.days)
  if (parts.form === 'weekday')
    return issue === null ? null : addDays(issue, parts.weekday - weekdayOf(issue) + 7 * parts.weeks)
  const named = relativeYear(mark.text)
  const year = parts.year ?? (named !== null && issue !== null ? partsOf(issue).year + named : null)
  if (parts.form === 'month') return resolveMonth(year, parts.month, issue)

  const first =
    parts.month === null ? bareDay(parts.day, issue, parts.coming) : monthDay(year, parts.month, parts.day, issue)
  if (first === null || parts.toDay === null) return first
  const { year: fromYear, month: fromMonth, day: fromDay } = partsOf(first)
  const month = parts.toMonth ?? (parts.toDay < fromDay && parts.month === null ? (fromMonth % 12) + 1 : fromMonth)
  const last = dayFrom(month < fromMonth ? fromYear + 1 : fromYear, month, parts.toDay)
  return last === null ? first : `${first}/${last}`
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

function resolveMonth(year: number | null, month: number, issue: Day | null): string | null {
  if (year !== null) return `${year}-${twoDigits(month)}`
  if (issue === null) return null
  const seen = partsOf(issue)
  // reports speak of months that have begun: 12月份 in January is last year's
  return `${month > seen.month ? seen.year - 1 : seen.year}-${twoDigits(month)}`
}

function monthDay(year: number | null, month: number, day: number, issue: Day | null): Day | null {
  if (year !== null) return dayFrom(year, month, day)
  if (issue === null) return null
  const here = dayNumber(issue)
  const { year: now } = partsOf(issue)
  // within half a year of the issue no other year comes nearer
  const same = dayFrom(now, month, day)
  if (same !== null && Math.abs(dayNumber(same) - here) < 150) return same
  const candidates = [now - 1, now, now + 1].map(y => dayFrom(y, month, day)).filter(found => found !== null)
  return candidates.sort((a, b) => Math.abs(dayNumber(a) - here) - Math.abs(dayNumber(b) - here))[0] ?? null
}

function bareDay(day: number, issue: Day | null, coming: boolean): Day | null {
  if (issue === null) return null
  let { year, month } = partsOf(issue)
  for (let tries = 0; tries < 4; tries++) {
    const found = dayFrom(year, month, day)
    if (found !== null && (coming ? found >= issue : found <= issue)) return found
    month += coming ? 1 : -1
    if (month === 0) [year, month] = [year - 1, 12]
    if (month === 13) [year, month] = [year + 1, 1]
  }
  return null
}
