import { expect, it } from 'vitest'
import { formatPeriod } from './period.ts'

it.each([
  ['2025', '2025年', '2025'],
  ['2025-04', '2025年4月', 'April 2025'],
  ['2025-Q1', '2025年一季度', 'Q1 2025'],
  ['2025-H1', '2025年上半年', 'first half of 2025'],
  ['2025-05-08', '2025年5月8日', '8 May 2025'],
  ['年初以来', '年初以来', '年初以来'],
])('the period %s is %s', (period, zh, en) => {
  expect([formatPeriod(period, 'zh'), formatPeriod(period, 'en')]).toEqual([zh, en])
})
