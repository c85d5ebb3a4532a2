import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportTable } from '#contract/registry.ts'
import { findQuote } from '#kernel/evidence/quotes.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { createPlace } from './commands/places.ts'
import { createUnit, updateUnit, withdrawUnit } from './commands/units.ts'
import { importTable } from './imports/importTable.ts'
import { findOrganisation } from './matching.ts'
import { organisationDetail } from './queries/organisations.ts'
import { holdersOfPost } from './queries/people.ts'
import { listPlaces, listUnits } from './queries/places.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was done')
}

const bring = (table: ImportTable, rows: Record<string, string>[], user = 'head') =>
  city.do(user, ctx => importTable(ctx, table, rows))
const places = async (asOf?: Date) => (await city.ask('viewer', ctx => listPlaces(ctx, {}), asOf ? { asOf } : {})).rows

const divisions = [
  {
    code: '320600',
    name_zh: '南通市',
    parent_code: '',
    level: 'prefecture',
    valid_from: '',
    valid_to: '',
    replaced_by: '',
  },
  {
    code: '320613',
    name_zh: '崇川区',
    parent_code: '320600',
    level: 'district',
    valid_from: '2020-07-03',
    valid_to: '',
    replaced_by: '',
  },
  {
    code: '320611',
    name_zh: '港闸区',
    parent_code: '320600',
    level: 'district',
    valid_from: '',
    valid_to: '2020-07-02',
    replaced_by: '320613',
  },
]

describe('a table', () => {
  it('is refused to who may not bring it', async () => {
    expect((await refusalOf(bring('places', divisions, 'reporter'))).code).toBe('kernel.not-permitted')
    expect((await refusalOf(bring('units', [{ code: 'x', name_zh: '某局', kind: 'bureau' }], 'staff'))).code).toBe(
      'kernel.not-permitted',
    )
  })

  it('is refused whole, with the row and column of everything that is wrong in it', async () => {
    const wrong = await refusalOf(
      bring('places', [
        ...divisions,
        { code: '320699', name_zh: '', level: 'district' },
        { code: '320698', name_zh: '某区', level: '大区' },
        { code: '320697', name_zh: '某县', level: 'county', valid_from: '2020-02-30' },
      ]),
    )
    expect([wrong.code, wrong.params.count, wrong.params.row, wrong.params.column]).toEqual([
      'registry.import-unfit',
      3,
      5,
      'name_zh',
    ])
    expect(wrong.fields.map(each => [each.path, each.code])).toEqual([
      ['rows.3.name_zh', 'registry.cell-empty'],
      ['rows.4.level', 'registry.cell-unknown-code'],
      ['rows.5.valid_from', 'registry.cell-not-a-day'],
    ])
    expect(await places()).toEqual([])
  })

  it('is refused when a column is misspelt', async () => {
    const wrong = await refusalOf(bring('places', [{ code: '320600', name: '南通市', levle: 'prefecture' }]))
    expect([wrong.code, wrong.params.columns]).toEqual(['registry.columns-unknown', 'levle'])
  })

  it('enters once: brought again it changes nothing, and changed it changes what differs', async () => {
    expect(await bring('places', divisions)).toMatchObject({ added: 3, changed: 0, same: 0 })
    expect(await bring('places', divisions)).toMatchObject({ added: 0, changed: 0, same: 3 })
    const [first, ...rest] = divisions
    expect(
      await bring(
        'places',
        [{ ...first, name_en: 'Nantong' }, ...rest].map(row => ({ ...row })),
      ),
    ).toMatchObject({ changed: 1, same: 2 })
    expect(await bring('place_aliases', [{ place_code: '320611', alias: '原港闸区' }])).toMatchObject({ added: 1 })
  })

  it('leaves out the rows of other regions', async () => {
    const rows = [
      { region: '320600', code: 'tax', name_zh: '市税务局', kind: 'bureau' },
      { region: '310107', code: 'putuo-tax', name_zh: '区税务局', kind: 'bureau' },
    ]
    expect(await bring('units', rows)).toMatchObject({ added: 1, elsewhere: 1 })
  })

  it('tells divisions that stand from those that were merged away, on any day', async () => {
    const on = async (day: string) =>
      (await city.ask('viewer', ctx => listPlaces(ctx, { on: day }))).rows
        .filter(each => each.valid)
        .map(each => each.name)
    expect(await on('2020-07-02')).toEqual(['南通市', '港闸区'])
    expect(await on('2020-07-03')).toEqual(['南通市', '崇川区'])
    expect((await places()).find(each => each.code === '320611')?.replacedBy).toEqual(['320613'])
  })

  it('links what it quotes to the page that says it', async () => {
    await city.do('staff', ctx =>
      addSource(ctx, {
        name: '07-page.txt',
        publication: null,
        page: null,
        issueDate: '2024-09-21',
        issueDateBasis: null,
        internal: false,
        text: '听云\n\n医学影像总经理方致远登台路演。',
      }),
    )
    const firms = [
      { code: 'tingyun', name_zh: '听云医学影像有限公司', type: 'firm', aliases: '听云医学影像｜听云' },
      { code: 'park', name_zh: '东岸医谷', type: 'park', aliases: '' },
    ]
    expect(await bring('organisations', firms)).toMatchObject({ added: 2 })
    expect(await bring('organisations', firms)).toMatchObject({ same: 2 })
    expect(await bring('people', [{ code: 'p1', name_zh: '方致远' }])).toMatchObject({ added: 1 })
    const post = {
      person: 'p1',
      post_zh: '总经理',
      organisation_name: '听云医学影像有限公司',
      valid_from: '2019-05-06',
      valid_to: '',
      source_page: '07-page.txt',
      source_quote: '听云医学影像总经理方致远',
    }
    expect(await bring('posts', [post])).toMatchObject({ added: 1, proven: 1 })
    expect(await bring('posts', [post])).toMatchObject({ same: 1, proven: 0 })
    const joined = {
      organisation: 'tingyun',
      of_organisation: 'park',
      role: 'tenant',
      valid_from: '2020-01-01',
      valid_to: '',
    }
    expect(await bring('memberships', [joined])).toMatchObject({ added: 1 })
    expect(await bring('memberships', [joined])).toMatchObject({ same: 1 })
    const found = await city.ask('viewer', ctx => findOrganisation(ctx, '听云'))
    const shown = await city.ask('viewer', ctx => organisationDetail(ctx, found?.id ?? ''))
    expect(shown.people.map(each => [each.person.name, each.post])).toEqual([['方致远', '总经理']])
    expect(shown.belongsTo.map(each => [each.body.name, each.role])).toEqual([['东岸医谷', 'tenant']])
    const unknown = await refusalOf(bring('memberships', [{ ...joined, of_organisation: '没有的园' }]))
    expect(unknown.fields[0]).toMatchObject({ path: 'rows.0.of_organisation', code: 'registry.organisation-unknown' })
  })

  it('finds a quotation across line breaks at the exact characters', () => {
    const text = '前文。听云\n\n医学影像 总经理，后文'
    const span = findQuote(text, '听云医学影像总经理')
    expect(span && text.slice(span.start, span.end)).toBe('听云\n\n医学影像 总经理')
    expect(findQuote(text, '听雨')).toBeUndefined()
    expect(findQuote(text, ' ')).toBeUndefined()
  })
})

describe('places by hand', () => {
  it('get the next own code where the state gives none, and need one where it does', async () => {
    const zone = (name: string) => city.do('staff', ctx => createPlace(ctx, { name, level: 'own-zone' }))
    await zone('某示范区')
    await zone('某协同区')
    expect((await places()).map(each => each.code)).toContain('320600-Z02')
    expect((await refusalOf(city.do('staff', ctx => createPlace(ctx, { name: '某县', level: 'county' })))).code).toBe(
      'registry.code-missing',
    )
    expect(
      (await refusalOf(city.do('staff', ctx => createPlace(ctx, { code: '320613', name: '某区', level: 'district' }))))
        .code,
    ).toBe('registry.place-exists')
  })
})

describe('units', () => {
  const tree = async () => (await city.ask('viewer', ctx => listUnits(ctx))).rows

  it('are arranged by the head of the office alone', async () => {
    const add = (user: string) =>
      city.do(user, ctx => createUnit(ctx, { code: 'sea', nameZh: '市海洋局', kind: 'bureau' }))
    expect((await refusalOf(add('staff'))).code).toBe('kernel.not-permitted')
    await add('head')
    expect((await refusalOf(add('head'))).code).toBe('registry.unit-exists')
  })

  it('cannot stand below themselves, and are not withdrawn from under others', async () => {
    const [chongchuan, shibei] = ['chongchuan', 'shibei'].map(code => city.unit(code))
    const below = refusalOf(
      city.do('head', ctx =>
        updateUnit(ctx, chongchuan ?? '', { nameZh: '崇川区', kind: 'district', parentId: shibei ?? '', version: 1 }),
      ),
    )
    expect((await below).code).toBe('registry.above-itself')
    const away = refusalOf(city.do('head', ctx => withdrawUnit(ctx, chongchuan ?? '', { version: 1, reason: '撤并' })))
    expect((await away).code).toBe('registry.in-use')
  })

  it('are there in the past after they are withdrawn', async () => {
    const before = city.clock.now()
    city.clock.pass(60_000)
    const unit = (await tree()).find(each => each.code === 'sea')
    await city.do('head', ctx => withdrawUnit(ctx, unit?.id ?? '', { version: 1, reason: '并入资源规划局' }))
    expect((await tree()).map(each => each.code)).not.toContain('sea')
    const then = await city.ask('viewer', ctx => listUnits(ctx), { asOf: before })
    expect(then.rows.map(each => each.code)).toContain('sea')
  })
})

const tables = join(import.meta.dirname, '../../../demo/tables')
const ready = existsSync(join(tables, 'organisations.csv')) && existsSync(join(tables, 'posts.csv'))

describe('the demonstration city', () => {
  it.skipIf(!ready)('enters whole through the same import, and again without a change', async () => {
    const order: ImportTable[] = ['units', 'places', 'place_aliases', 'organisations', 'memberships', 'people', 'posts']
    const fresh = await aCity()
    try {
      for (const table of order) {
        const rows = csv(readFileSync(join(tables, `${table}.csv`), 'utf8'))
        const first = await fresh.do('head', ctx => importTable(ctx, table, rows))
        const again = await fresh.do('head', ctx => importTable(ctx, table, rows))
        expect(first.added + first.changed + first.same + first.elsewhere).toBe(rows.length)
        expect(again, table).toMatchObject({ added: 0, changed: 0 })
      }
      const mayor = (on: string) => fresh.ask('viewer', ctx => holdersOfPost(ctx, { post: '市长', on }))
      const names = async (on: string) =>
        (await mayor(on)).map(each => [each.tenure.person.name, each.tenure.acting, each.certainty])
      expect(await names('2023-01-11')).toEqual([['沈若川', true, 'certain']])
      expect(await names('2023-01-12')).toEqual([['沈若川', false, 'likely']])
    } finally {
      await fresh.close()
    }
  })
})

/** Reads the plain CSV of the demonstration tables: quoted cells, doubled quotes. */
function csv(text: string): Record<string, string>[] {
  const [head = [], ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(cell =>
        (cell[1] ?? cell[2] ?? '').replaceAll('""', '"'),
      ),
    )
  return lines.map(cells => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ''])))
}
