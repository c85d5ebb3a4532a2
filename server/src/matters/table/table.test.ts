import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTable } from '#kernel/files/index.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { approve, propose } from '../commands/approval.ts'
import { assign } from '../commands/assign.ts'
import { matterOf } from '../queries/detail.ts'
import { listMatters } from '../queries/list.ts'
import { exportMatters } from './export.ts'
import { importFile, importTable } from './import.ts'
import type { TableRow } from './row.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const lines: TableRow[] = [
  {
    ref_no: '督〔2025〕1号',
    title: '=瓶装液化气整改',
    kind: 'hazard',
    lead_unit: '崇川区',
    responsible_units: '市工信局',
    supporting_units: '',
    due_on: '2025年6月30日',
    feedback: 'every-days:30',
    public: 'yes',
  },
  {
    ref_no: '',
    title: '可外溢环节清单, “第一批”',
    kind: '',
    lead_unit: 'science',
    responsible_units: '市工信局｜崇川区',
    supporting_units: '市北高新区',
    due_on: '',
    feedback: '',
    public: '',
  },
]
const exported = async () => {
  const file = await city.ask('staff', ctx => exportMatters(ctx, { limit: 50 }))
  const { sheets } = await readTable(file.bytes, file.name)
  const [head = [], ...rest] = sheets[0]?.rows ?? []
  return { file, rows: rest.map(line => Object.fromEntries(head.map((column, index) => [column, line[index] ?? '']))) }
}

describe('a table of matters', () => {
  it('is refused to units and leaders, brings in all of its lines, and comes in again without a change', async () => {
    await expect(city.do('reporter', ctx => importTable(ctx, 'matters', lines))).rejects.toMatchObject({
      code: 'kernel.not-permitted',
    })
    expect(await city.do('staff', ctx => importTable(ctx, 'matters', lines))).toEqual({ added: 2, changed: 0, same: 0 })
    const { file, rows } = await exported()
    expect(rows.map(row => [row.title, row.lead_unit, row.responsible_units, row.due_on, row.state])).toEqual([
      ['=瓶装液化气整改', '崇川区', '市工信局', '2025-06-30', 'drafted'],
      ['可外溢环节清单, “第一批”', '市科技局', '市工信局｜崇川区', '', 'drafted'],
    ])
    expect(await city.do('staff', ctx => importFile(ctx, file.bytes, file.name))).toEqual({
      added: 0,
      changed: 0,
      same: 2,
    })
    const again = await exported()
    expect(Buffer.from(again.file.bytes).equals(Buffer.from(file.bytes))).toBe(true)
  })

  it('changes what differs and nothing else, and a version that is not the newest is refused', async () => {
    const { rows } = await exported()
    const changed = rows.map((row, index) => (index === 0 ? { ...row, handler: '卞小河', responsible_units: '' } : row))
    expect(await city.do('staff', ctx => importTable(ctx, 'matters', changed))).toEqual({
      added: 0,
      changed: 1,
      same: 1,
    })
    const { rows: list } = await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: '液化气' }))
    const found = await city.ask('staff', ctx => matterOf(ctx, list[0]?.id ?? ''))
    expect([found.handler, found.parts.map(part => part.unitName)]).toEqual(['卞小河', ['崇川区']])
    await expect(city.do('staff', ctx => importTable(ctx, 'matters', changed))).rejects.toMatchObject({
      code: 'matters.table-unfit',
      fields: [{ path: '2.version', code: 'matters.row-changed' }],
    })
  })

  it('names row and column of every wrong cell and then brings in nothing', async () => {
    const before = (await city.ask('staff', ctx => listMatters(ctx, { limit: 50 }))).total
    const wrong: TableRow[] = [
      {
        title: '好的一行',
        kind: 'hazard',
        due_on: '2025-07-31',
        feedback: 'none',
        lead_unit: '',
        ref_no: '',
        state: '',
      },
      {
        title: '',
        kind: 'nonsense',
        due_on: '2025-02-30',
        feedback: 'weekly',
        lead_unit: '市不存在局',
        ref_no: '督〔2025〕8号',
        state: 'closed',
      },
      { title: '重号', kind: '', due_on: '', feedback: '', lead_unit: '', ref_no: '督〔2025〕8号', state: '' },
    ]
    const refused = await city.do('staff', ctx => importTable(ctx, 'matters', wrong)).catch(error => error)
    expect(refused.fields.map((each: { path: string; code: string }) => [each.path, each.code])).toEqual([
      ['3.title', 'matters.cell-missing'],
      ['3.kind', 'matters.cell-unfit'],
      ['3.due_on', 'matters.cell-unfit'],
      ['3.feedback', 'matters.cell-unfit'],
      ['3.lead_unit', 'matters.cell-unit-unknown'],
      ['3.state', 'matters.row-state'],
      ['4.ref_no', 'matters.row-twice'],
    ])
    expect((await city.ask('staff', ctx => listMatters(ctx, { limit: 50 }))).total).toBe(before)
    await expect(city.do('staff', ctx => importTable(ctx, 'matters', [{ name: 'x' }]))).rejects.toMatchObject({
      fields: [{ code: 'matters.table-column-unknown' }, { code: 'matters.table-column-missing' }],
    })
  })

  it('cannot move a limit that was promised', async () => {
    const { rows } = await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: '液化气' }))
    const id = rows[0]?.id ?? ''
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('head', ctx => approve(ctx, id, {}))
    await city.do('staff', ctx => assign(ctx, id, {}))
    await expect(
      city.do('staff', ctx => importTable(ctx, 'matters', [{ id, title: '瓶装液化气整改', due_on: '2025-12-31' }])),
    ).rejects.toMatchObject({
      fields: [{ path: '2.dueOn', code: 'matters.due-promised' }],
    })
  })
})
