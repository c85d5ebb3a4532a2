import { addDays, type Day, dayFrom, daysInMonth, isDay, partsOf } from '#kernel/time/day.ts'

/** A span of time figures speak of: 2024 · 2024-05 · 2024-Q2 · 2024-H1 · 2024-05-08. */
export type Period = string

const shape = /^(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?$/

/** Whether a text is a period that exists. */
export function isPeriod(text: string): boolean {
  const found = shape.exec(text)
  if (!found) return false
  if (found[5] !== undefined) return isDay(text)
  return found[4] === undefined || (Number(found[4]) >= 1 && Number(found[4]) <= 12)
}

export type Grain = 'year' | 'half-year' | 'quarter' | 'month' | 'day'

export function grainOf(period: Period): Grain {
  if (/-Q/.test(period)) return 'quarter'
  if (/-H/.test(period)) return 'half-year'
  return period.length === 4 ? 'year' : period.length === 7 ? 'month' : 'day'
}

/** The last day of a period. */
export function endOf(period: Period): Day {
  const year = Number(period.slice(0, 4))
  const found = shape.exec(period)
  const [quarter, half, month] = [Number(found?.[2]), Number(found?.[3]), Number(found?.[4])]
  if (found?.[5] !== undefined) return period
  const last = quarter ? quarter * 3 : half ? half * 6 : month || 12
  return dayFrom(year, last, daysInMonth(year, last)) ?? `${period.slice(0, 4)}-12-31`
}

/** The period of the same length just before. */
export function before(period: Period): Period {
  const year = Number(period.slice(0, 4))
  const pad = (number: number, width: number) => String(number).padStart(width, '0')
  switch (grainOf(period)) {
    case 'year':
      return pad(year - 1, 4)
    case 'half-year':
      return period.endsWith('2') ? `${pad(year, 4)}-H1` : `${pad(year - 1, 4)}-H2`
    case 'quarter': {
      const quarter = Number(period.slice(-1))
      return quarter > 1 ? `${pad(year, 4)}-Q${quarter - 1}` : `${pad(year - 1, 4)}-Q4`
    }
    case 'month': {
      const month = Number(period.slice(5))
      return month > 1 ? `${pad(year, 4)}-${pad(month - 1, 2)}` : `${pad(year - 1, 4)}-12`
    }
    case 'day':
      return addDays(period, -1)
  }
}

const MONTH = '(\\d{1,2})月(?:份)?'
const numerals: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4 }

/**
 * A period as printed, settled by the day the page speaks of: 4月份 is the latest April not after it, 去年 the year before, 上半年 the
 * half year of that year. Null when the page does not settle it; it is never guessed.
 */
export function readPeriod(printed: string, on: Day | null): Period | null {
  const text = printed.normalize('NFKC').replace(/\s+/g, '')
  if (isPeriod(text)) return text
  const stated = /^(\d{4})年(?:度)?(.*)$/.exec(text)
  const spoken = on === null ? undefined : partsOf(on)
  const relative = /^(去年|前年|今年|本年|当年)(?:以来)?(.*)$/.exec(text)
  const rest = stated?.[2] ?? relative?.[2] ?? text
  const base = stated ? Number(stated[1]) : spoken?.year
  const back = relative?.[1] === '去年' ? 1 : relative?.[1] === '前年' ? 2 : 0
  const year = base === undefined ? undefined : base - back
  if (year === undefined) return null
  const print = (end: string) => `${String(year).padStart(4, '0')}${end}`

  if (rest === '' || rest === '全年') return stated || relative || rest === '全年' ? print('') : null
  const half = /^(上|下)半年$/.exec(rest)
  if (half) return print(half[1] === '上' ? '-H1' : '-H2')
  const quarter = /^(?:第)?([一二三四1-4])季度$/.exec(rest)
  if (quarter) return print(`-Q${numerals[quarter[1] ?? ''] ?? quarter[1]}`)
  // 1至4月 is a total up to its last month; the series that takes it is a cumulative one.
  const month = new RegExp(`^(?:1(?:月)?[-~—至到])?${MONTH}$`).exec(rest)
  const number = Number(month?.[1])
  if (!month || number < 1 || number > 12) return null
  const own = `${print('')}-${String(number).padStart(2, '0')}`
  if (stated || relative || !spoken) return own
  return number > spoken.month ? `${spoken.year - 1}-${String(number).padStart(2, '0')}` : own
}
