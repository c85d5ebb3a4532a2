import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dayFromNumber,
  dayNumber,
  printDay,
  printDayAndWeekday,
  printInstant,
  printMonthDay,
  printWeekday,
  readPrintedDay,
} from './index.ts'

describe('a printed day', () => {
  test('is Chinese first, English second, without leading zeros', () => {
    expect(printDay('2025-05-08')).toBe('2025年5月8日')
    expect(printDay('2025-05-08', 'en')).toBe('8 May 2025')
    expect(printDayAndWeekday('2025-05-08')).toBe('2025年5月8日 周四')
    expect(printDayAndWeekday('2025-05-08', 'en')).toBe('Thu 8 May 2025')
    expect(printMonthDay('2025-12-31')).toBe('12月31日')
    expect(printWeekday('2024-02-29', 'en')).toBe('Thu')
    expect(printInstant(new Date('2025-05-08T00:40:00Z'))).toBe('2025年5月8日 周四 08:40')
  })

  test.each([
    ['2025年5月8日', '2025-05-08'],
    ['2025年05月08日', '2025-05-08'],
    ['2025 年 5 月 8 日', '2025-05-08'],
    ['2025年5月8号', '2025-05-08'],
    ['2025年5月8日 星期四', '2025-05-08'],
    ['2025年5月8日（周四）', '2025-05-08'],
    ['2025-5-8', '2025-05-08'],
    ['2025/05/08', '2025-05-08'],
    ['2025.5.8', '2025-05-08'],
    ['20250508', '2025-05-08'],
    ['２０２５年５月８日', '2025-05-08'],
    ['二〇二五年五月八日', '2025-05-08'],
    ['二○二四年十二月三十一日', '2024-12-31'],
    ['二零二四年二月二十九日', '2024-02-29'],
    ['二〇二四年正月十日', '2024-01-10'],
  ])('%s reads as %s', (text, on) => expect(readPrintedDay(text)).toBe(on))

  test.each([
    '2025年5月8日 星期五',
    '2025年2月29日',
    '2025年13月1日',
    '2025/05-08',
    '二〇二五年十十月八日',
    '二〇二五年五月三十二日',
    '5月8日',
    '2025年5月8日至9日',
    '昨天',
    '',
  ])('%s is not taken for a day', text => expect(readPrintedDay(text)).toBeNull())

  test('reads back every day it prints, and takes no text for a fault', () => {
    const aDay = fc.integer({ min: dayNumber('1000-01-01'), max: dayNumber('9999-12-31') }).map(dayFromNumber)
    fc.assert(
      fc.property(aDay, on => {
        expect(readPrintedDay(printDay(on))).toBe(on)
        expect(readPrintedDay(printDayAndWeekday(on))).toBe(on)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => readPrintedDay(text)).not.toThrow()
      }),
    )
  })
})
