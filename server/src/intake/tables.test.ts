import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TableMapping, TableView } from '#contract/intake/tables.ts'
import { pdfOf } from '#kernel/files/testing/packages.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { askAgain } from './commands/askModel.ts'
import { bringPage } from './commands/bringPage.ts'
import { datePage } from './commands/datePage.ts'
import { acceptFact, correctFact, rejectFact } from './commands/decideFact.ts'
import { layPage } from './commands/layPage.ts'
import { forgetMapping, mapTable } from './commands/mapTable.ts'
import { mappingsList, tablesOfPage } from './queries/tables.ts'
import { added, whole } from './testing/desk.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const utf8 = (text: string) => new TextEncoder().encode(text)
const bring = async (bytes: Uint8Array, name: string) => {
  const { page } = await city.do('staff', ctx => bringPage(ctx, { name, bytes, issueDate: '2025-05-12' }))
  return page.id
}
const tablesAt = (id: string) => city.ask('staff', ctx => tablesOfPage(ctx, id))
async function onlyTable(id: string): Promise<TableView> {
  const [table, ...others] = await tablesAt(id)
  if (!table || others.length > 0) throw new Error('the page is not one table')
  return table
}
const confirm = async (id: string, change: (mapping: TableMapping) => TableMapping = same => same) => {
  const table = await onlyTable(id)
  const mapping = change(table.mapping ?? table.suggested)
  return city.do('staff', ctx => mapTable(ctx, table.id, { version: table.version, mapping }))
}
const mappingsNow = () => city.ask('staff', ctx => mappingsList(ctx, { limit: 50 })).then(({ rows }) => rows)
const put = (column: string, patch: object) => (mapping: TableMapping) => ({
  ...mapping,
  columns: mapping.columns.map(each => (each.column === column ? { ...each, ...patch } : each)),
})
const linesOf = (...rows: string[]) => `${rows.join('\r\n')}\r\n`

const head = '序号,项目名称,投资方,总投资（万元）,落户地,阶段'
const april = linesOf(
  head,
  '1,江海演示储能项目,江海演示能源有限公司,12000,崇川区,签约',
  '2,沿江演示冷链项目,江海演示物流集团有限公司,"8,500",通州区,开工',
  '3,演示芯片项目,江海演示半导体有限公司,面议,海门区,签约',
  '合计,,,20500,,',
)

describe('a table that is brought', () => {
  it('is text to the cell and yields nothing before a person says what its columns mean', async () => {
    const id = await bring(utf8(`\uFEFF${april}`), '4月签约项目.csv')
    const { page, facts } = await whole(city, id)
    expect(facts).toEqual([])
    expect(page.tables).toBe(1)
    expect(page.text.split('\n')[1]).toBe('1\t江海演示储能项目\t江海演示能源有限公司\t12000\t崇川区\t签约')
    const table = await onlyTable(id)
    expect(table).toMatchObject({ mapping: null, outcome: null, remembered: null, rows: 4, headRow: 1 })
    for (const { name, start, end } of table.columns) expect(page.text.slice(start, end)).toBe(name)
    expect(table.columns[1]?.preview).toEqual(['江海演示储能项目', '沿江演示冷链项目', '演示芯片项目', ''])

    await confirm(id)
    const read = await whole(city, id)
    expect(read.facts.map(({ fact, state }) => [state, fact.kind === 'project' && fact.name])).toEqual([
      ['pending', '江海演示储能项目'],
      ['pending', '沿江演示冷链项目'],
    ])
    for (const { fact } of read.facts)
      expect(fact.evidence.text).toBe(page.text.slice(fact.evidence.start, fact.evidence.end))
    const after = await onlyTable(id)
    expect(after.outcome).toMatchObject({ rows: 4, read: 2, refused: 1, passed: { sum: 1 } })
    expect(after.outcome?.faults).toEqual([expect.objectContaining({ code: 'amount-unfit', row: 4, value: '面议' })])
    expect(after.remembered).toMatchObject({ isHere: true, isCurrent: true })
    expect(await city.events(id)).toEqual(['intake.page-read', 'intake.table-mapped'])
  })

  it('is read at once where its columns are remembered, in another order and encoding too, as if confirmed by hand', async () => {
    const may =
      '阶段;项目名称;投资方;总投资（万元）;落户地;序号\n签约;演示光伏项目;江海演示能源有限公司;3000;启东市;1\n'
    const id = await bring(utf8(may), '5月签约项目.csv')
    const { facts, page } = await whole(city, id)
    expect(facts.map(({ fact }) => fact)).toEqual([
      expect.objectContaining({
        kind: 'project',
        name: '演示光伏项目',
        stage: '签约',
        place: '启东市',
        parties: ['江海演示能源有限公司'],
        amounts: [expect.objectContaining({ value: 3000, unit: '万元', what: '总投资' })],
      }),
    ])
    expect((await onlyTable(id)).remembered).toMatchObject({ isHere: false, isCurrent: true, page: '4月签约项目.csv' })
    const before = facts.map(({ id: fact, version }) => [fact, version])
    await confirm(id)
    const again = await whole(city, id)
    expect(again.facts.map(({ id: fact, version }) => [fact, version])).toEqual(before)
    expect(again.page.text).toBe(page.text)
    expect((await mappingsNow())[0]).toMatchObject({ page: '4月签约项目.csv', tables: 2, by: expect.any(String) })
  })

  it('keeps what was decided, corrected and written by hand when its columns are said to mean something else', async () => {
    const id = await bring(utf8(april.replaceAll('演示', '再演示').replace('面议', '100')), '再一张.csv')
    const { facts } = await whole(city, id)
    const [one, two, three] = facts
    if (!one || !two || two.fact.kind !== 'project' || !three) throw new Error('three projects were to be read')
    await city.do('staff', ctx => acceptFact(ctx, one.id, { version: 1 }))
    const { evidence: _, confidence: __, ...written } = two.fact
    await city.do('staff', ctx => correctFact(ctx, two.id, { version: 1, corrected: { ...written, place: '如东县' } }))
    const own = await added(city, id, '再演示芯片项目', { kind: 'task', assignee: null, what: '回访', statedBy: null })
    city.clock.pass(1000)
    const then = city.clock.now()
    city.clock.pass(1000)
    const { reread, decidedDiffering } = await confirm(id, put('落户地', { use: 'none' }))
    expect({ reread, decidedDiffering }).toEqual({ reread: 3, decidedDiffering: [one.id] })
    const after = new Map((await whole(city, id)).facts.map(each => [each.id, each]))
    expect(after.get(one.id)).toMatchObject({ state: 'accepted', fact: { place: '崇川区' } })
    expect(after.get(two.id)).toMatchObject({ fact: { place: '如东县' }, corrected: ['place'] })
    expect(after.get(three.id)).toMatchObject({ state: 'pending', fact: { place: null } })
    expect(after.get(own.id)).toMatchObject({ fact: { what: '回访' } })
    const past = await city.ask('staff', ctx => tablesOfPage(ctx, id), { asOf: then })
    expect(past[0]?.mapping?.columns.find(({ column }) => column === '落户地')?.use).toBe('place')

    // Rows said to be something else: what nobody touched goes, what was decided stays.
    await confirm(id, mapping => ({
      ...mapping,
      kind: 'person',
      columns: mapping.columns.map(each => ({ ...each, use: each.column === '投资方' ? 'name' : 'none' })),
    }))
    const people = (await whole(city, id)).facts
    expect(people.filter(({ fact }) => fact.kind === 'project').map(each => each.id)).toEqual([one.id, two.id])
    expect(people.filter(({ fact }) => fact.kind === 'person')).toHaveLength(3)
  })

  it('is read from another day without losing anything, is not laid by hand, and no model is asked', async () => {
    const text = linesOf('协议名称,甲方,乙方,签约日期', '演示合作协议,南通演示港务局,江海演示集团有限公司,4月8日')
    const id = await bring(utf8(text), '协议.csv')
    await confirm(id)
    const resolved = async () => (await whole(city, id)).facts.map(fact => fact.resolved)
    expect(await resolved()).toEqual(['2025-04-08'])
    const { page } = await whole(city, id)
    await city.do('staff', ctx => datePage(ctx, id, { version: page.version, issueDate: '2024-05-12' }))
    expect(await resolved()).toEqual(['2024-04-08'])
    const version = page.version + 1
    const laid = city.do('staff', ctx => layPage(ctx, id, { version, act: 'begins', at: page.text.length - 3 }))
    await expect(laid).rejects.toMatchObject({ code: 'intake.table-unlaid' })
    await expect(city.do('staff', ctx => askAgain(ctx, id))).rejects.toMatchObject({
      code: 'intake.table-not-asked',
    })
  })
})

describe('a workbook', () => {
  it('is a table a sheet, with days, percents and heads over two rows; a sheet without a head is left alone', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '指标',
          rows: [
            ['2025年4月主要指标', null, null, null],
            ['指标', '单位', '4月', null],
            [null, null, '数值', '同比'],
            ['货物吞吐量', '万吨', 2150, 0.032],
          ],
          cells: new Map([['3,3', { value: 0.032, style: { numFmt: '0.0%' } }]]),
        },
        {
          name: '名单',
          rows: [
            ['姓名', '单位', '职务'],
            ['沈怀舟', '市交通运输局', '局长'],
          ],
        },
        { name: '说明', rows: [['请各单位按月报送。']] },
      ],
    })
    const id = await bring(bytes, '主要指标.xlsx')
    const tables = await tablesAt(id)
    expect(tables.map(({ sheet, suggested }) => [sheet, suggested.kind])).toEqual([
      ['指标', 'figure'],
      ['名单', 'person'],
    ])
    for (const table of tables)
      await city.do('staff', async ctx => {
        const now = (await tablesOfPage(ctx, id)).find(each => each.id === table.id)
        await mapTable(ctx, table.id, { version: now?.version ?? 0, mapping: table.suggested })
      })
    const { facts, page } = await whole(city, id)
    expect(
      facts.map(({ fact }) => (fact.kind === 'figure' ? [fact.value, fact.unit, fact.comparison] : fact.kind)),
    ).toEqual([[2150, '万吨', null], [3.2, '%', '同比'], 'person'])
    for (const { fact } of facts)
      expect(fact.evidence.text).toBe(page.text.slice(fact.evidence.start, fact.evidence.end))
    expect(page.items).toHaveLength(3)
  })
})

describe('what the title of a table says of all rows', () => {
  it('is of that table alone: the next one has its own', async () => {
    const figures = (title: string, value: string) =>
      utf8(linesOf(`${title},,`, '指标,单位,数值', `货物吞吐量,万吨,${value}`))
    const april = await bring(figures('2025年4月主要指标', '2150'), '4月指标.csv')
    await confirm(april)
    const periods = async (id: string) =>
      (await whole(city, id)).facts.map(({ fact }) => fact.kind === 'figure' && fact.period)
    expect(await periods(april)).toEqual(['2025年4月'])
    const may = await bring(figures('2025年5月主要指标', '2210'), '5月指标.csv')
    expect(await periods(may)).toEqual(['2025年5月'])
    expect((await onlyTable(may)).remembered).toMatchObject({ isHere: false, isCurrent: true })
    const untitled = await bring(utf8(linesOf('指标,单位,数值', '货物吞吐量,万吨,2300')), '指标.csv')
    expect(await periods(untitled)).toEqual([null])
    // What a person wrote and no title says is of all of them.
    await confirm(untitled, mapping => ({ ...mapping, fixed: { ...mapping.fixed, subject: '全市港口' } }))
    const june = await bring(figures('2025年6月主要指标', '2310'), '6月指标.csv')
    expect((await whole(city, june)).facts[0]?.fact).toMatchObject({ subject: '全市港口', period: '2025年6月' })
  })
})

describe('what columns mean', () => {
  it('is refused to others, where it does not fit, and where somebody has said otherwise', async () => {
    const id = await bring(
      utf8(linesOf('事项,责任单位,完成时限', '排出施工计划,市交通运输局,2025年6月底前')),
      '任务.csv',
    )
    const { id: table, version, suggested: mapping } = await onlyTable(id)
    const say = (told: Parameters<typeof mapTable>[2], by = 'staff') => city.do(by, ctx => mapTable(ctx, table, told))
    await expect(say({ version, mapping }, 'reporter')).rejects.toMatchObject({
      code: expect.stringMatching(/not-found|not-permitted/),
    })
    await expect(say({ version: 9, mapping })).rejects.toMatchObject({ code: 'intake.changed-conflict' })
    await expect(say({ version, mapping: { ...mapping, columns: [] } })).rejects.toMatchObject({
      code: 'intake.mapping-columns',
    })
    await say({ version, mapping })
    expect((await whole(city, id)).facts).toHaveLength(1)
  })

  it('is forgotten: the next table is asked about again, what was read stays', async () => {
    const [mapping] = (await mappingsNow()).filter(({ names }) => names.includes('完成时限'))
    if (!mapping) throw new Error('nothing is remembered')
    const forget = (version: number) => city.do('staff', ctx => forgetMapping(ctx, mapping.id, { version }))
    await expect(forget(9)).rejects.toMatchObject({ code: 'intake.changed-conflict' })
    await forget(mapping.version)
    expect((await mappingsNow()).map(({ id }) => id)).not.toContain(mapping.id)
    const id = await bring(utf8(linesOf('事项,责任单位,完成时限', '报送进度,市交通运输局,每月')), '任务2.csv')
    expect((await onlyTable(id)).mapping).toBeNull()
    await confirm(id)
    const facts = (await whole(city, id)).facts
    expect(facts).toHaveLength(1)
    await city.do('staff', ctx => rejectFact(ctx, facts[0]?.id ?? '', { version: 1 }))
  })
})

it('of a PDF some of whose pages are pictures, these are named', async () => {
  const picture = 'q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u007f EI Q'
  const words = 'BT /F1 12 Tf 72 700 Td (Jianghai) Tj ET'
  const id = await bring(pdfOf([words, picture, '', words, picture]), 'a.pdf')
  expect((await whole(city, id)).page.pictures).toEqual({ numbers: [2, 5], total: 5 })
  await expect(bring(pdfOf([picture]), 'b.pdf')).rejects.toMatchObject({ code: 'files.scan-without-text' })
})
