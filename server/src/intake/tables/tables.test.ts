import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import { rowFaultCodes, type TableMapping } from '#contract/intake/tables.ts'
import * as words from '#contract/words/intake.ts'
import type { Sheet } from '#kernel/files/index.ts'
import { amountIn, dateIn } from './cells.ts'
import { misfit } from './fit.ts'
import { findHead } from './head.ts'
import { keyOfNames, keysOf, partsOfName } from './names.ts'
import { cellsOf, linesOf, printedCell, printedRow } from './print.ts'
import { rowsOf } from './row.ts'
import { readRows } from './rows.ts'
import { printTables, type TableShape } from './shape.ts'
import { suggest } from './suggest.ts'

const sheet = (rows: string[][], name = ''): Sheet => ({ name, rows, at: rows.map((_, index) => index + 1) })

/** A table printed, with its only shape. */
function printed(rows: string[][], name = '签约项目.csv'): { text: string; shape: TableShape } {
  const found = printTables([sheet(rows)], name)
  const [only] = found?.sheets ?? []
  if (!found || !only?.table) throw new Error('no head was found')
  return { text: found.text, shape: only.table }
}

function suggested(rows: string[][], name?: string) {
  const { text, shape } = printed(rows, name)
  const sample = rowsOf(text, shape, 60).map(({ cells }) => cells.map(cell => cell.text))
  return { text, shape, ...suggest(shape, sample) }
}
const usesOf = ({ mapping }: { mapping: TableMapping }) => mapping.columns.map(({ use }) => use)
const readBy = (rows: string[][], change: (mapping: TableMapping) => TableMapping = mapping => mapping) => {
  const { text, shape, mapping } = suggested(rows)
  return { text, ...readRows(text, shape, change(mapping), '2025-05-12') }
}

const projects = [
  ['2025年4月签约项目一览表', '', '', '', '', ''],
  ['单位：万元', '', '', '', '', ''],
  ['序号', '项目名称', '投资方', '总投资', '落户地', '签约时间'],
  ['1', '江海演示储能项目', '江海演示能源有限公司、南通演示港务集团', '12,000', '崇川区', '2025-04-08'],
  ['2', '沿江演示冷链项目', '江海演示物流集团有限公司', '1.2亿元', '通州区', '45755'],
  ['3', '演示芯片项目', '', '—', '', '2025年4月'],
]

describe('a head', () => {
  it.each<[string, string[][], { first: number; rows: number; names: string[] } | null]>([
    [
      'is the first row',
      [
        ['项目名称', '投资额'],
        ['甲', '3'],
      ],
      { first: 0, rows: 1, names: ['项目名称', '投资额'] },
    ],
    ['stands below titles', projects, { first: 2, rows: 1, names: projects[2] ?? [] }],
    [
      'has two rows where cells of the first are merged',
      [
        ['指标', '4月', '', '1—4月', ''],
        ['', '数值', '同比', '数值', '同比'],
        ['港口吞吐量', '3', '4', '5', '6'],
      ],
      { first: 0, rows: 2, names: ['指标', '4月·数值', '4月·同比', '1—4月·数值', '1—4月·同比'] },
    ],
    [
      'is none of running text in two cells',
      [
        ['这是一段话。', '另一段话。'],
        ['还是一段。', '再一段。'],
      ],
      null,
    ],
    ['is none of one column', [['项目名称'], ['甲'], ['乙']], null],
    [
      'is none of numbers alone',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      null,
    ],
    [
      'is known by numbers below it',
      [
        ['城市', '面积'],
        ['甲市', '30'],
        ['乙市', '40'],
      ],
      { first: 0, rows: 1, names: ['城市', '面积'] },
    ],
  ])('%s', (_, rows, head) => expect(findHead(rows)).toEqual(head))

  it('gives its columns keys, the unit apart, whatever the width of its characters', () => {
    expect(keysOf(['项目名称', '同比（％）', '同比(%)', ''])).toEqual(['项目名称', '同比%', '同比%#2', '第4列'])
    expect(keyOfNames(['甲', '乙'])).toBe(keyOfNames(['乙', '甲']))
    expect(partsOfName('总投资（万元）')).toEqual({ base: '总投资', unit: '万元' })
    expect(partsOfName('金额(单位：万美元)')).toEqual({ base: '金额', unit: '万美元' })
    expect(partsOfName('投资方（全称）')).toEqual({ base: '投资方（全称）', unit: '' })
  })
})

describe('cells are read as the grammar reads them', () => {
  it.each<[string, string, number | null, string]>([
    ['1,200', '万元', 1200, '万元'],
    ['１，２００．５', '万元', 1200.5, '万元'],
    ['1.2亿元', '万元', 1.2, '亿元'],
    ['1.2亿', '万元', 1.2, '亿元'],
    ['1.2–1.5亿', '万元', 1.2, '亿元'],
    ['1.2-1.5', '亿元', 1.2, '亿元'],
    ['约3.5万平方米', '', 3.5, '万平方米'],
    ['300万美元', '万元', 300, '万美元'],
    ['0.30000000000000004', '万元', 0.3, '万元'],
    ['5.2%', '', 5.2, '%'],
    ['-3.1', '%', -3.1, '%'],
    ['下降3.1%', '', -3.1, '%'],
    ['三千', '万元', 3000, '万元'],
    ['第3位', '', null, ''],
    ['若干', '万元', null, ''],
    ['2025-04-08', '万元', null, ''],
    ['甲30乙', '万元', null, ''],
  ])('%s in %s', (cell, unit, value, own) => {
    const read = amountIn(cell, unit)
    expect(read && [read.value, read.unit]).toEqual(value === null ? null : [value, own])
  })

  it.each<[string, string | null | undefined]>([
    ['2025-04-08', '2025-04-08'],
    ['2025/4/8', '2025-04-08'],
    ['2025.4.8', '2025-04-08'],
    ['20250408', '2025-04-08'],
    ['２０２５年４月８日', '2025-04-08'],
    ['二〇二五年四月八日', '2025-04-08'],
    ['2025-04-08 09:30', '2025-04-08'],
    ['45755', '2025-04-08'],
    ['4月8日', '2025-04-08'],
    ['2025年4月', '2025-04'],
    ['2025.4', '2025-04'],
    ['202504', '2025-04'],
    ['2025年6月底前', null],
    ['年底前', null],
    ['长期', null],
    ['三季度', null],
    ['2025-02-30', undefined],
    ['待商', undefined],
    ['12000', undefined],
  ])('%s', (cell, resolved) => expect(dateIn(cell, '2025-05-12')?.resolved).toEqual(resolved))
})

describe('what columns may mean', () => {
  it.each<[string, string[][], string, string[]]>([
    ['projects', projects, 'project', ['none', 'name', 'party', 'amount', 'place', 'date']],
    [
      'figures',
      [
        ['指标', '计量单位', '4月', '同比（%）'],
        ['货物吞吐量', '万吨', '2150', '3.2'],
        ['集装箱', '万标箱', '19.8', '-1'],
      ],
      'figure',
      ['indicator', 'unit', 'value', 'value'],
    ],
    [
      'people',
      [
        ['姓名', '工作单位', '职务', '电话'],
        ['沈怀舟', '市交通运输局', '局长', '85000000'],
      ],
      'person',
      ['name', 'organisation', 'post', 'none'],
    ],
    [
      'agreements',
      [
        ['协议名称', '甲方', '乙方', '签约日期'],
        ['战略合作协议', '南通演示港务局', '江海演示集团', '2025-04-08'],
      ],
      'agreement',
      ['what', 'party', 'party', 'date'],
    ],
    [
      'tasks',
      [
        ['序号', '重点工作', '责任单位', '完成时限'],
        ['1', '排出施工计划', '市交通运输局', '2025年6月底前'],
      ],
      'task',
      ['none', 'what', 'assignee', 'date'],
    ],
    [
      'columns nobody named, by their cells',
      [
        ['项目名称', '来自', '何时', '金额'],
        ['甲项目', '江海演示集团有限公司', '2025-04-08', '3亿元'],
      ],
      'project',
      ['name', 'party', 'date', 'amount'],
    ],
  ])('of %s', (_, rows, kind, uses) => {
    const found = suggested(rows)
    expect(found.mapping.kind).toBe(kind)
    expect(usesOf(found)).toEqual(uses)
    expect(found.reasons.map(({ why }) => why === 'unknown')).toEqual(uses.map(use => use === 'none'))
    expect(misfit(found.mapping, found.shape.columns)).toBeNull()
  })

  it('take the unit from above the head and the stage from the title', () => {
    const { mapping } = suggested(projects)
    expect(mapping.columns[3]).toMatchObject({ unit: '万元', what: '总投资' })
    expect(mapping.fixed.stage).toBe('签约')
  })

  it('are refused where they do not fit, naming the column', () => {
    const { mapping, shape } = suggested(projects)
    const by = (at: number, use: 'name' | 'post' | 'none') =>
      misfit(
        { ...mapping, columns: mapping.columns.map((each, i) => (i === at ? { ...each, use } : each)) },
        shape.columns,
      )
    expect(by(0, 'name')).toMatchObject({ code: 'intake.mapping-twice', field: 'mapping.columns.1.use' })
    expect(by(0, 'post')).toMatchObject({ code: 'intake.mapping-use', params: { column: '序号' } })
    expect(by(1, 'none')).toMatchObject({ code: 'intake.mapping-needs-name' })
    const needs = (kind: TableMapping['kind'], use: 'what' | 'none') =>
      misfit(
        { ...mapping, kind, columns: mapping.columns.map((each, i) => ({ ...each, use: i === 0 ? use : 'none' })) },
        shape.columns,
      )
    expect(needs('figure', 'none')).toMatchObject({ code: 'intake.mapping-needs-value' })
    expect(needs('task', 'none')).toMatchObject({ code: 'intake.mapping-needs-what' })
    expect(needs('agreement', 'what')).toMatchObject({ code: 'intake.mapping-needs-party' })
    expect(misfit({ ...mapping, columns: mapping.columns.slice(1) }, shape.columns)).toMatchObject({
      code: 'intake.mapping-columns',
    })
  })
})

describe('rows', () => {
  it('become projects that stand on their lines, amounts on their cells, dates resolved', () => {
    const { text, facts, datelines, outcome } = readBy(projects)
    expect(outcome).toMatchObject({ rows: 3, read: 3, refused: 0, facts: 3, faults: [] })
    expect(facts[0]).toMatchObject({
      kind: 'project',
      name: '江海演示储能项目',
      parties: ['江海演示能源有限公司', '南通演示港务集团'],
      place: '崇川区',
      stage: '签约',
      amounts: [{ value: 12000, unit: '万元', what: '总投资', evidence: { text: '12,000' } }],
    })
    expect(facts[1]).toMatchObject({ amounts: [{ value: 1.2, unit: '亿元' }] })
    expect(facts[2]).toMatchObject({ parties: [], place: null, amounts: [] })
    expect(facts[0]?.evidence.text).toBe((projects[3] ?? []).join('\t'))
    expectExact(text, facts)
    expect(datelines.map(({ text: said, resolved }) => [said, resolved])).toEqual([
      ['2025-04-08', '2025-04-08'],
      ['45755', '2025-04-08'],
      ['2025年4月', '2025-04'],
    ])
  })

  it('of sums, heads printed again, notes and sections are passed over, and a sum that is wrong is told', () => {
    const head = ['项目名称', '投资额（万元）', '阶段']
    const { outcome, facts } = readBy([
      head,
      ['一、崇川区', '', ''],
      ['甲项目', '100', '签约'],
      ['乙项目', '200', '开工'],
      ['小计', '300', ''],
      head,
      ['丙项目', '50', '签约'],
      ['小 计', '60', ''],
      ['合计', '350', ''],
      ['注：以上不含增资项目', '', ''],
      ['数据由各区报送', '', ''],
    ])
    expect(facts).toHaveLength(3)
    expect(outcome.passed).toEqual({ sum: 3, header: 1, note: 2, section: 1 })
    expect(outcome.faults).toEqual([
      expect.objectContaining({ code: 'sum-differs', row: 8, column: '投资额（万元）', value: '60', right: '50' }),
    ])
  })

  it('of a sum are added in the unit of their column; where one cannot be read the sum may be more', () => {
    const told = (...amounts: string[]) =>
      readBy([
        ['项目名称', '投资额（万元）'],
        ...amounts.map((amount, i) => [`项目${i}`, amount]),
        ['合计', '24,000'],
      ]).outcome.faults.filter(({ code }) => code === 'sum-differs')
    expect(told('12,000', '1.2亿元')).toEqual([])
    expect(told('12,000', '面议')).toEqual([])
    expect(told('12,000', '300万美元')).toEqual([])
    expect(told('12,000', '13,000')).toMatchObject([{ value: '24000', right: '25000' }])
    expect(told('12,000', '11,000')).toHaveLength(1)
    expect(told('25,000', '面议')).toHaveLength(1)
  })

  it('that cannot be read are told with what stands there', () => {
    const { outcome } = readBy([
      ['项目名称', '投资额', '签约时间'],
      ['', '100万元', '2025-04-08'],
      ['甲项目', '很多', '2025-04-08'],
      ['乙项目', '100万元', '那天'],
      ['丙项目', '100', '2025-04-08'],
      ['丁项目', '100万元', '2025-04-08', '错列'],
      ['戊项目', '100万元', '2025-04-08'],
    ])
    expect(outcome).toMatchObject({ rows: 6, read: 1, refused: 5 })
    expect(outcome.faults.map(({ row, code, value }) => [row, code, value])).toEqual([
      [2, 'name-missing', ''],
      [3, 'amount-unfit', '很多'],
      [4, 'date-unfit', '那天'],
      [5, 'unit-missing', '100'],
      [6, 'cells-more', '错列'],
    ])
    for (const code of rowFaultCodes)
      for (const language of [words.zh, words.en]) expect(Object.keys(language)).toContain(`intake.row.${code}`)
  })

  it('become a figure for each number, in the period and comparison of its column', () => {
    const { text, facts } = readBy([
      ['2025年4月港口主要指标', '', '', '', ''],
      ['指标', '单位', '4月', '', '1—4月'],
      ['', '', '数值', '同比（%）', '数值'],
      ['货物吞吐量', '万吨', '2150', '3.2', '8400'],
      ['集装箱吞吐量', '万标箱', '19.8', '-1.5', '—'],
    ])
    expect(
      facts.map(
        fact => fact.kind === 'figure' && [fact.indicator, fact.value, fact.unit, fact.period, fact.comparison],
      ),
    ).toEqual([
      ['货物吞吐量', 2150, '万吨', '4月', null],
      ['货物吞吐量', 3.2, '%', '4月', '同比'],
      ['货物吞吐量', 8400, '万吨', '1—4月', null],
      ['集装箱吞吐量', 19.8, '万标箱', '4月', null],
      ['集装箱吞吐量', -1.5, '%', '4月', '同比'],
    ])
    expectExact(text, facts)
  })
})

function expectExact(text: string, facts: readonly Fact[]) {
  for (const fact of facts) {
    const more = fact.kind === 'project' ? [...fact.amounts, ...fact.capacity].map(each => each.evidence) : []
    for (const { start, end, text: said } of [fact.evidence, ...more]) expect(said).toBe(text.slice(start, end))
  }
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('合计', '注：', '项目名称', '', ' ', '1,200', '2025-04-08', '一\n二\t三', '\u2028'),
)

describe('whatever a table holds', () => {
  it('its cells are exactly where the text has them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }), grid => {
        const text = grid.map(printedRow).join('\n')
        const lines = linesOf(text, { start: 0, end: text.length })
        const found = lines.map(line => cellsOf(text, line).map(({ start, end }) => text.slice(start, end)))
        expect(found).toEqual(grid.map(row => row.map(printedCell)))
        expect(text.isWellFormed()).toBe(true)
      }),
    )
  })

  it('every row is read, refused with a reason or passed over, and every passage is exact', () => {
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(rows, grid => {
        const filled = grid.filter(row => row.some(each => each !== ''))
        if (filled.length === 0) return
        const { text, shape, mapping } = suggested([['项目名称', '投资额（万元）', '签约时间'], ...filled])
        const { outcome, facts } = readRows(text, shape, mapping, null)
        const { sum, header, note, section } = outcome.passed
        expect(outcome.rows).toBe(filled.length)
        expect(outcome.read + outcome.refused + sum + header + note + section).toBe(outcome.rows)
        const told = new Set(outcome.faults.filter(({ code }) => code !== 'sum-differs').map(({ row }) => row))
        expect(told.size).toBe(outcome.refused)
        expect(facts).toHaveLength(outcome.facts)
        expectExact(text, facts)
      }),
    )
  })
})
