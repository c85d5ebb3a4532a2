import { formatDay, formatMonth } from '#ui/days/days.ts'
import type { Language } from '#ui/language/language.ts'

/** A period in words: 2025年4月, 2025年上半年; April 2025, first half of 2025. */
export function formatPeriod(period: string, language: Language): string {
  const year = period.slice(0, 4)
  const quarter = /-Q(\d)$/.exec(period)?.[1]
  const half = /-H(\d)$/.exec(period)?.[1]
  if (quarter) return language === 'zh' ? `${year}年${'一二三四'[Number(quarter) - 1]}季度` : `Q${quarter} ${year}`
  if (half)
    return language === 'zh'
      ? `${year}年${half === '1' ? '上' : '下'}半年`
      : `${half === '1' ? 'first' : 'second'} half of ${year}`
  if (period.length === 4) return language === 'zh' ? `${year}年` : year
  return period.length === 7 ? formatMonth(period, language) : formatDay(period, language)
}
