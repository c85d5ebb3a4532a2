import { formatDay, formatMonth } from '#ui/days/days.ts'
import type { Language } from '#ui/language/language.ts'

/** A period in words: 2025年4月, 2025年一季度, 2025年上半年, 2025年, or a day; what is none of these stands as it is. */
export function formatPeriod(period: string, language: Language): string {
  const [, year = '', part] = /^(\d{4})(?:-(.+))?$/.exec(period) ?? []
  if (year === '') return period
  if (part === undefined) return language === 'zh' ? `${year}年` : year
  if (/^\d\d$/.test(part)) return formatMonth(period, language)
  if (/^\d\d-\d\d$/.test(part)) return formatDay(period, language)
  const words = parts[part]
  if (!words) return period
  return language === 'zh' ? `${year}年${words.zh}` : `${words.en} ${year}`
}

const parts: Readonly<Record<string, { zh: string; en: string }>> = {
  Q1: { zh: '一季度', en: 'Q1' },
  Q2: { zh: '二季度', en: 'Q2' },
  Q3: { zh: '三季度', en: 'Q3' },
  Q4: { zh: '四季度', en: 'Q4' },
  H1: { zh: '上半年', en: 'first half of' },
  H2: { zh: '下半年', en: 'second half of' },
}
