import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, formatQuantity, moveDecimal } from './quantities.ts'

const plain = { unit: null, bound: null }

describe('a quantity in words', () => {
  it.each([
    [{ value: 4000, unit: '台（套）', bound: '>' }, '4000台（套）以上', 'over 4000 machines'],
    [{ value: 0.5, unit: '万平方米', bound: '~' }, '约0.5万平方米', 'about 5000 m²'],
    [{ value: 50, unit: '亿元', bound: '<' }, '近50亿元', 'nearly 5 billion yuan'],
    [{ value: 118.11, unit: '亿元', bound: null }, '118.11亿元', '11.811 billion yuan'],
    [{ value: 11811000000, unit: '元', bound: null }, '118.11亿元', '11.811 billion yuan'],
    [{ value: 9999, unit: '元', bound: null }, '9999元', '9999 yuan'],
    [{ value: 123456789.01, unit: '元', bound: null }, '123456789.01元', '123456789.01 yuan'],
    [{ value: -0.6, unit: '%', bound: null }, '−0.6%', '−0.6%'],
    [{ value: 67, unit: '家', bound: null }, '67家', '67'],
    [{ value: 0.7, unit: '个百分点', bound: null }, '0.7个百分点', '0.7 points'],
    [{ value: 3, unit: '捆', bound: null }, '3捆', '3 捆'],
  ] as const)('%o', (quantity, zh, en) => {
    expect(formatQuantity(quantity, 'zh')).toBe(zh)
    expect(formatQuantity(quantity, 'en')).toBe(en)
  })

  it('that is not known is never 0', () => {
    expect(formatQuantity({ ...plain, value: null }, 'zh')).toBe('未填')
    expect(formatQuantity({ ...plain, value: null }, 'en')).toBe('not given')
    expect(formatQuantity({ ...plain, value: 0 }, 'zh')).toBe('0')
  })

  it('keeps the decimals its column has', () => {
    expect(formatQuantity({ value: 22, unit: '个百分点', bound: null }, 'zh', 1)).toBe('22.0个百分点')
    expect(formatQuantity({ value: 118.1, unit: '亿元', bound: null }, 'zh', 2)).toBe('118.10亿元')
  })
})

describe('a number', () => {
  it.each([
    [1e21, undefined, '1000000000000000000000'],
    [0.0000001, undefined, '0.0000001'],
    [-0.04, 1, '0.0'],
    [-3, undefined, '−3'],
    [-0, undefined, '0'],
  ])('%d with %s decimals is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text)
  })

  it('with its point moved is the same number, exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: -8, max: 8 }),
        (whole, places) => {
          expect(moveDecimal(moveDecimal(String(whole), places), -places)).toBe(String(whole))
        },
      ),
    )
    expect(moveDecimal('118.11', -1)).toBe('11.811')
    expect(moveDecimal('0.5', 4)).toBe('5000')
    expect(moveDecimal('-0.05', -2)).toBe('-0.0005')
  })
})
