import type { Day } from './day.ts'
import { dayFrom, dayOf, partsOf, timeOf, weekdayOf } from './day.ts'

/** The two languages everything is worded in. */
export type Language = 'zh' | 'en'

const weekdaysZh = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const
const weekdaysEn = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** The weekday as printed: 周四, Thu. */
export function printWeekday(on: Day, language: Language = 'zh'): string {
  return (language === 'zh' ? weekdaysZh : weekdaysEn)[weekdayOf(on) - 1] ?? ''
}

/** A day as official documents print it, without leading zeros (GB/T 9704-2012, 成文日期): 2025年5月8日; 8 May 2025. */
export function printDay(on: Day, language: Language = 'zh'): string {
  const { year, month, day } = partsOf(on)
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${monthsEn[month - 1]} ${year}`
}

/** A day with its weekday: 2025年5月8日 周四; Thu 8 May 2025. */
export function printDayAndWeekday(on: Day, language: Language = 'zh'): string {
  const [printed, weekday] = [printDay(on, language), printWeekday(on, language)]
  return language === 'zh' ? `${printed} ${weekday}` : `${weekday} ${printed}`
}

/** Month and day where the year is plain from the place: 5月8日; 8 May. */
export function printMonthDay(on: Day, language: Language = 'zh'): string {
  const { month, day } = partsOf(on)
  return language === 'zh' ? `${month}月${day}日` : `${day} ${monthsEn[month - 1]}`
}

/** An instant in Asia/Shanghai, 24 hours: 2025年5月8日 周四 08:40; Thu 8 May 2025 08:40. */
export function printInstant(instant: Date, language: Language = 'zh'): string {
  return `${printDayAndWeekday(dayOf(instant), language)} ${timeOf(instant)}`
}

// A stated weekday must be the day's own, or one of the two is wrong and neither is to be believed.
const tail = String.raw`\s*(?:[(（]?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*[)）]?)?$`
const forms = [
  new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]${tail}`),
  new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${tail}`),
  /^(\d{4})(\d{2})(\d{2})()$/,
]
const chineseForm = new RegExp(
  `^([〇○零一二三四五六七八九]{4})年([正元一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]${tail}`,
)

/**
 * Reads a whole printed day: 2025年5月8日, 2025-5-8, 2025/05/08, 2025.5.8, 20250508, 二〇二五年五月八日, full-width digits
 * included, a weekday behind it allowed. Null when the text is anything else, names no real day, or states a wrong weekday.
 */
export function readPrintedDay(text: string): Day | null {
  const plain = halfWidth(text).trim()
  const chinese = chineseForm.exec(plain)
  if (chinese) {
    const [, year = '', month = '', dayOfMonth = '', weekday] = chinese
    return checked(digits(year), numeral(month), numeral(dayOfMonth), weekday)
  }
  for (const form of forms) {
    const found = form.exec(plain)
    if (!found) continue
    const groups = found.slice(1).filter(group => group === undefined || !/^[-/.]$/.test(group))
    const [year, month, dayOfMonth, weekday] = groups
    return checked(Number(year), Number(month), Number(dayOfMonth), weekday)
  }
  return null
}

function checked(year: number, month: number, dayOfMonth: number, weekday: string | undefined): Day | null {
  const on = dayFrom(year, month, dayOfMonth)
  if (on === null || !weekday) return on
  return '一二三四五六日'.indexOf(weekday === '天' ? '日' : weekday) + 1 === weekdayOf(on) ? on : null
}

function halfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

function digits(text: string): number {
  return Number([...text].map(char => ('〇○零'.includes(char) ? 0 : '一二三四五六七八九'.indexOf(char) + 1)).join(''))
}

/** 一 to 三十一, 正 and 元 for the first month; NaN for any other arrangement, such as 十十. */
function numeral(text: string): number {
  const found = /^(?:([二三])?(十))?([一二三四五六七八九])?$/.exec(text)
  if (text === '正' || text === '元') return 1
  if (!found || text === '') return Number.NaN
  const tens = found[2] ? (found[1] ? digits(found[1]) : 1) : 0
  return tens * 10 + (found[3] ? digits(found[3]) : 0)
}
