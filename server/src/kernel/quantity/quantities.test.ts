import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuantities, inBaseUnit, readNumeral, readQuantity } from './index.ts'

const shown = (text: string) =>
  findQuantities(text).map(({ text: printed, value, upper, unit, bound }) => [printed, value, upper, unit, bound])

describe('a numeral', () => {
  test.each([
    ['0', 0],
    ['1,234.5', 1234.5],
    ['１２．５', 12.5],
    ['1.2万', 12_000],
    ['3千', 3000],
    ['十', 10],
    ['十五', 15],
    ['一百零五', 105],
    ['一百二', 120],
    ['两千三', 2300],
    ['两千零三', 2003],
    ['三万五', 35_000],
    ['一亿二千万', 120_000_000],
    ['二〇二五', 2025],
    ['十二万亿', 12e12],
  ])('%s is %d', (text, value) => expect(readNumeral(text)).toBe(value))

  test.each(['', '千', '百万亿五十千', '十十', '1,23', '一a', '12.', '9'.repeat(30)])('%s is none', text =>
    expect(readNumeral(text)).toBeNull(),
  )

  test('said in characters reads back as the number it was written from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), n => {
        expect(readNumeral(said(n))).toBe(n)
      }),
    )
  })
})

describe('a printed quantity', () => {
  test.each<[string, ReturnType<typeof shown>]>([
    ['总投资118.11亿元', [['118.11亿元', 118.11, null, '亿元', null]]],
    ['设备4000余台/套', [['4000余台/套', 4000, null, '台/套', '>']]],
    ['规模40万立方米／日', [['40万立方米／日', 40, null, '万立方米/日', null]]],
    [
      '20余支、近30个',
      [
        ['20余支', 20, null, '支', '>'],
        ['近30个', 30, null, '个', '<'],
      ],
    ],
    ['约３万平方米', [['约３万平方米', 3, null, '万平方米', '~']]],
    [
      '超过80家，1700多家，达5项',
      [
        ['超过80家', 80, null, '家', '>'],
        ['1700多家', 1700, null, '家', '>'],
        ['5项', 5, null, '项', null],
      ],
    ],
    ['2.5万余名', [['2.5万余名', 2.5, null, '万名', '>']]],
    [
      '30家以上、50人左右、10天以内',
      [
        ['30家以上', 30, null, '家', '>'],
        ['50人左右', 50, null, '人', '~'],
        ['10天以内', 10, null, '天', '<'],
      ],
    ],
    [
      '不少于6000套，不足3成',
      [
        ['不少于6000套', 6000, null, '套', '>'],
        ['不足3成', 3, null, '成', '<'],
      ],
    ],
    [
      '10%~15%，2—4家，3至5天',
      [
        ['10%~15%', 10, 15, '%', null],
        ['2—4家', 2, 4, '家', null],
        ['3至5天', 3, 5, '天', null],
      ],
    ],
    ['0.7个百分点', [['0.7个百分点', 0.7, null, '个百分点', null]]],
    ['6个小时', [['6个小时', 6, null, '小时', null]]],
    ['环比持平', [['持平', 0, null, '%', null]]],
    ['三分之一', [['三分之一', 0.333333333333, null, '', null]]],
    ['百分之五点三', [['百分之五点三', 5.3, null, '%', null]]],
    ['十余家', [['十余家', 10, null, '家', '>']]],
    ['数十家', [['数十家', 20, null, '家', '~']]],
    [
      '两三个、三四十家',
      [
        ['两三个', 2, 3, '个', '~'],
        ['三四十家', 30, 40, '家', '~'],
      ],
    ],
    ['一百二十万元', [['一百二十万元', 120, null, '万元', null]]],
    ['附近3家', [['3家', 3, null, '家', null]]],
    [
      '已签约14个，约3个',
      [
        ['14个', 14, null, '个', null],
        ['约3个', 3, null, '个', '~'],
      ],
    ],
    [
      '下调约25个基点至2.6%，412家次',
      [
        ['约25个基点', 25, null, '个基点', '~'],
        ['2.6%', 2.6, null, '%', null],
        ['412家次', 412, null, '家次', null],
      ],
    ],
  ])('%s', (text, quantities) => expect(shown(text)).toEqual(quantities))

  test('ranks are told from counts', () => {
    expect(findQuantities('居全省第4位，总分第五').map(({ shape, value }) => [shape, value])).toEqual([
      ['rank', 4],
      ['rank', 5],
    ])
  })

  test.each(['2025年5月10日', '12日~13日', '14:30', '1—4月份', '2023-2025年'])('%s is a date, no quantity', text =>
    expect(findQuantities(text)).toEqual([]),
  )

  test('keeps the printed unit and knows the base unit', () => {
    const quantity = readQuantity('约118.11亿元')
    expect(quantity).toMatchObject({ value: 118.11, unit: '亿元', bound: '~' })
    expect(inBaseUnit({ value: 118.11, unit: '亿元' })).toEqual({ value: 11_811_000_000, unit: '元' })
    expect(inBaseUnit({ value: 3, unit: '千瓦' })).toEqual({ value: 3, unit: '千瓦' })
    expect(readQuantity('投资约5亿元')).toBeNull()
  })

  test('is found with its bound, number and unit wherever it stands', () => {
    const bounds = [
      ['约', '~'],
      ['近', '<'],
      ['超过', '>'],
      ['', null],
    ] as const
    const units = ['亿元', '万平方米', '家', '%', '个百分点', '台/套', '人次'] as const
    const a = fc.record({
      before: fc.constantFrom('总投资', '面积为', '建成', '共有'),
      bound: fc.constantFrom(...bounds),
      value: fc.integer({ min: 1, max: 999_999 }).map(n => n / 100),
      unit: fc.constantFrom(...units),
      full: fc.boolean(),
    })
    fc.assert(
      fc.property(a, ({ before, bound, value, unit, full }) => {
        const digits = full
          ? String(value).replace(/[\d.]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
          : String(value)
        const text = `${before}${bound[0]}${digits}${unit}。`
        expect(findQuantities(text)).toMatchObject([{ value, unit, bound: bound[1] }])
        const [only] = findQuantities(text)
        expect(text.slice(only?.start, only?.end)).toBe(only?.text)
      }),
    )
  })

  test('never fails, and offsets always cut out the printed text', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'0123456789.,，第约近余多十百千万亿一二三两分之%个家元~—至日月年点持平 a'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(soup, text => {
        for (const { start, end, text: printed, value } of findQuantities(text)) {
          expect(text.slice(start, end)).toBe(printed)
          expect(Number.isFinite(value)).toBe(true)
        }
      }),
    )
  })
})

/** A whole number below a hundred million in characters, as a newspaper writes it. */
function said(n: number): string {
  const digits = '零一二三四五六七八九'
  if (n >= 10_000) {
    const rest = n % 10_000
    return `${said(Math.floor(n / 10_000))}万${rest === 0 ? '' : `${rest < 1000 ? '零' : ''}${said(rest)}`}`
  }
  let text = ''
  let gap = false
  for (const [place, mark] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / place) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${digits[digit]}${mark}`
      gap = false
    }
  }
  return text
}
