import { describe, expect, it } from 'vitest'
import { indicatorKey, kindOf, readIndicator } from './names.ts'
import { before, endOf, isPeriod, readPeriod } from './periods.ts'
import { agrees, chooseByPeriod, compare, implied, previousOf, type Value, waits } from './readings.ts'

describe('periods', () => {
  it.each(['2024', '2024-05', '2024-Q4', '2024-H2', '2024-02-29'])('%s is one', text => {
    expect(isPeriod(text)).toBe(true)
  })
  it.each(['24', '2024-13', '2024-00', '2024-Q5', '2024-H3', '2025-02-29', '2024-5', '', '2024年'])(
    '%s is none',
    text => {
      expect(isPeriod(text)).toBe(false)
    },
  )
  it.each([
    ['2024', '2024-12-31', '2023'],
    ['2024-02', '2024-02-29', '2024-01'],
    ['2025-01', '2025-01-31', '2024-12'],
    ['2025-Q1', '2025-03-31', '2024-Q4'],
    ['2025-Q3', '2025-09-30', '2025-Q2'],
    ['2025-H1', '2025-06-30', '2024-H2'],
    ['2025-H2', '2025-12-31', '2025-H1'],
    ['2025-03-01', '2025-03-01', '2025-02-28'],
  ])('%s ends on %s and follows %s', (period, end, previous) => {
    expect([endOf(period), before(period)]).toEqual([end, previous])
  })
  it.each([
    ['4月份', '2025-05-14', '2025-04'],
    ['12月', '2025-01-08', '2024-12'],
    ['1至4月', '2025-05-14', '2025-04'],
    ['今年1-4月', '2025-05-14', '2025-04'],
    ['去年', '2025-05-14', '2024'],
    ['去年12月', '2025-05-14', '2024-12'],
    ['上半年', '2023-07-27', '2023-H1'],
    ['一季度', '2025-04-20', '2025-Q1'],
    ['2023年', null, '2023'],
    ['２０２３年上半年', null, '2023-H1'],
    ['2025-04', null, '2025-04'],
    ['4月份', null, null],
    ['去年', null, null],
    ['年底前', '2025-05-14', null],
    ['13月', '2025-05-14', null],
    ['近年来', '2025-05-14', null],
  ])('%s read on a page of %s is %s', (printed, on, period) => {
    expect(readPeriod(printed, on)).toBe(period)
  })
})

describe('the name of an indicator', () => {
  it.each([
    ['CPI', 'ＣＰＩ'],
    ['CPI:食品', 'CPI：食品'],
    ['居民消费价格', '居民消费价格同比下降'],
    ['食品上涨', '食品'],
  ])('is one for %s and %s', (one, other) => {
    expect(indicatorKey(one)).toBe(indicatorKey(other))
  })
  it('differs for food and non-food', () => {
    expect(indicatorKey('CPI:食品')).not.toBe(indicatorKey('CPI:非食品'))
  })
  it.each([
    ['CPI环比涨幅较上月扩大', 0.7, 'CPI', '环比', 0.7],
    ['CPI同比涨幅较上月收窄', 0.3, 'CPI', '同比', -0.3],
    ['CPI同比涨幅较上月收窄', -0.3, 'CPI', '同比', -0.3],
    ['CPI同比降幅比上月扩大', 0.2, 'CPI', '同比', -0.2],
    ['CPI同比降幅较上月收窄', 0.2, 'CPI', '同比', 0.2],
    ['投资较上月', -5, '投资', null, -5],
  ] as const)('%s %s is a step of %s %s by %s', (text, value, indicator, changeOf, step) => {
    expect(readIndicator(text, '较上月', value)).toEqual({ indicator, comparison: '较上月', changeOf, value: step })
  })
  it('is left as it is under any other comparison', () => {
    expect(readIndicator('CPI环比涨幅较上月扩大', '环比', 1)).toEqual({
      indicator: 'CPI环比涨幅较上月扩大',
      comparison: '环比',
      changeOf: null,
      value: 1,
    })
  })
  it.each([
    ['位', null, 'rank'],
    ['', null, 'rank'],
    ['%', '同比', 'ratio'],
    ['个百分点', '较上月', 'ratio'],
    ['亿元', null, 'flow'],
    ['亿元', '累计', 'cumulative'],
    ['家', null, 'stock'],
  ] as const)('with the unit %s and the comparison %s is most likely a %s', (unit, comparison, kind) => {
    expect(kindOf(unit, comparison)).toBe(kind)
  })
})

let next = 0
const value = (period: string | null, amount: number | null, more: Partial<Value> = {}): Value => ({
  id: String(next++).padStart(4, '0'),
  period,
  periodEnd: period === null ? null : endOf(period),
  publishedOn: null,
  value: amount,
  bound: null,
  status: 'actual',
  verdict: 'open',
  vintage: 1,
  ...more,
})
const shown = (...values: Value[]) =>
  chooseByPeriod(values).map(each => [each.period, each.value.value, each.differs, waits(each)])

describe('the value of a period', () => {
  it('is one when all agree, whoever printed it', () => {
    expect(shown(value('2025-04', -0.6), value('2025-04', -0.6))).toEqual([['2025-04', -0.6, false, false]])
  })
  it('is the first recorded, marked, while others disagree in number or bound', () => {
    expect(shown(value('2025-04', -0.6), value('2025-04', -0.5))).toEqual([['2025-04', -0.6, true, true]])
    expect(shown(value('2025-04', 4000, { bound: '>' }), value('2025-04', 4000))).toEqual([
      ['2025-04', 4000, true, true],
    ])
  })
  it('waits again when another arrives after a decision', () => {
    const decided = [value('2025-04', -0.6, { verdict: 'beside' }), value('2025-04', -0.5, { verdict: 'preferred' })]
    expect(shown(...decided)).toEqual([['2025-04', -0.5, false, false]])
    expect(shown(...decided, value('2025-04', -0.4))).toEqual([['2025-04', -0.5, true, true]])
    expect(shown(...decided, value('2025-04', -0.5))).toEqual([['2025-04', -0.5, false, false]])
  })
  it('is what a person preferred, and no longer waits', () => {
    expect(
      shown(value('2025-04', -0.6, { verdict: 'beside' }), value('2025-04', -0.5, { verdict: 'preferred' })),
    ).toEqual([['2025-04', -0.5, false, false]])
  })
  it('leaves out what was not taken, and keeps both where both were let stand', () => {
    expect(shown(value('2025-04', -0.6, { verdict: 'rejected' }), value('2025-04', -0.5))).toEqual([
      ['2025-04', -0.5, false, false],
    ])
    expect(shown(value('2025-04', -0.6, { verdict: 'beside' }), value('2025-04', -0.5, { verdict: 'beside' }))).toEqual(
      [['2025-04', -0.6, true, false]],
    )
    expect(shown(value('2025-04', -0.6, { verdict: 'rejected' }))).toEqual([])
  })
  it('is the latest vintage, which contradicts no earlier one', () => {
    expect(shown(value('2025-04', 81.8), value('2025-04', 82.4, { vintage: 2, status: 'revised' }))).toEqual([
      ['2025-04', 82.4, false, false],
    ])
  })
  it('keeps missing apart from zero', () => {
    expect(shown(value('2025-04', null, { status: 'missing' }), value('2025-03', 0))).toEqual([
      ['2025-03', 0, false, false],
      ['2025-04', null, false, false],
    ])
  })
  it('stands for itself by its day of publication where no period is known', () => {
    expect(
      shown(value(null, 16, { publishedOn: '2023-07-27' }), value(null, 18, { publishedOn: '2024-09-21' })).map(
        each => each[1],
      ),
    ).toEqual([16, 18])
  })
})

describe('the period before', () => {
  const at = (kind: 'stock' | 'cumulative', ...values: Value[]) => {
    const chosen = chooseByPeriod(values)
    return previousOf(chosen, chosen.length - 1, kind)?.period
  }
  it('is the last one of the same length', () => {
    expect(at('stock', value('2024', 1), value('2025-02', 1), value('2025-04', 2))).toBe('2025-02')
    expect(at('stock', value('2024', 1), value('2025-04', 2))).toBeUndefined()
  })
  it('of a total since the beginning of the year lies in the same year', () => {
    expect(at('cumulative', value('2024-08', 93), value('2025-02', 17.5))).toBeUndefined()
    expect(at('cumulative', value('2025-02', 17.5), value('2025-04', 40))).toBe('2025-02')
  })
})

describe('a change', () => {
  it('of percentages is in percentage points and has no percentage', () => {
    expect(compare(-0.6, -0.1, 'ratio', '%')).toEqual({ change: -0.5, unit: '个百分点', percent: null })
  })
  it('of amounts is in their unit, with its percentage of what was before', () => {
    expect(compare(118.8, 104.6, 'cumulative', '亿元')).toEqual({ change: 14.2, unit: '亿元', percent: 13.575526 })
    expect(compare(-5, -10, 'flow', '亿元')).toMatchObject({ change: 5, percent: 50 })
  })
  it('has no percentage from nothing, nor between ranks, and is unknown where one of the two is', () => {
    expect(compare(3, 0, 'stock', '家')).toEqual({ change: 3, unit: '家', percent: null })
    expect(compare(18, 20, 'rank', '位')).toEqual({ change: -2, unit: '位', percent: null })
    expect(compare(null, 20, 'stock', '家')).toBeUndefined()
  })
})

describe('an implied value', () => {
  it('of the month before follows from 环比持平, 涨幅较上月扩大0.7个百分点: it was −0.7', () => {
    expect(implied(0, 0.7, '2025-04')).toEqual({ period: '2025-03', value: -0.7 })
  })
  it('agrees with a published one within what one decimal hides', () => {
    expect([agrees(-0.7, -0.7), agrees(-0.7, -0.65), agrees(-0.7, -0.6)]).toEqual([true, true, false])
  })
})
