import { expect, it } from 'vitest'
import { formatPeriod } from './periods.ts'

it.each([
  ['2025', '2025年', '2025'],
  ['2025-04', '2025年4月', 'April 2025'],
  ['2025-Q1', '2025年一季度', 'Q1 2025'],
  ['2023-H1', '2023年上半年', 'first half of 2023'],
  ['2023-H2', '2023年下半年', 'second half of 2023'],
  ['2025-06-18', '2025年6月18日', '18 Jun 2025'],
])('%s is written %s, %s', (period, zh, en) => {
  expect([formatPeriod(period, 'zh'), formatPeriod(period, 'en')]).toEqual([zh, en])
})
