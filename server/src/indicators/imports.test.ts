import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { importTable as importRegistry } from '../registry/index.ts'
import { importTable } from './imports/importTable.ts'
import { figuresForPack } from './queries/pack.ts'
import { listSeries } from './queries/series.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const indicator = {
  code: 'cpi',
  name_zh: '居民消费价格',
  name_en: 'Consumer prices',
  unit: '%',
  nature: 'ratio',
  frequency: 'month',
  better: 'neutral',
}
const april = {
  indicator: 'cpi',
  subject: '320600',
  period: '2025-04',
  comparison: 'yoy',
  value: '-0.6',
  status: 'final',
  basis: 'fact',
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was done')
}

describe('a table of observations', () => {
  const bring = (table: 'indicators' | 'observations', rows: Record<string, string>[], user = 'staff') =>
    city.do(user, ctx => importTable(ctx, table, rows))

  it('is refused to who may not, and whole when a row is wrong', async () => {
    expect((await refusalOf(bring('indicators', [indicator], 'unithead'))).code).toBe('kernel.not-permitted')
    await bring('indicators', [indicator])
    const wrong = await refusalOf(
      bring('observations', [
        april,
        { ...april, indicator: 'ppi' },
        { ...april, value: '约3' },
        { ...april, period: '四月' },
      ]),
    )
    expect(wrong.fields.map(each => [each.path, each.code])).toEqual([
      ['rows.1.indicator', 'indicators.indicator-unknown'],
      ['rows.2.value', 'indicators.cell-not-a-number'],
      ['rows.3.period', 'indicators.period-unfit'],
    ])
    expect((await city.ask('viewer', ctx => listSeries(ctx, { limit: 9 }))).total).toBe(0)
  })

  it('enters once, linked to the sentence it quotes, and is the same when brought again', async () => {
    await city.do('staff', ctx =>
      addSource(ctx, {
        name: '13.txt',
        publication: null,
        page: null,
        issueDate: null,
        issueDateBasis: null,
        internal: false,
        text: '居民消费价格同比\n下降0.6%。',
      }),
    )
    const rows = [{ ...april, source_page: '13.txt', source_quote: '居民消费价格同比下降0.6%' }]
    expect(await bring('observations', rows)).toMatchObject({ added: 1, proven: 1 })
    expect(await bring('observations', rows)).toMatchObject({ same: 1, added: 0, proven: 0 })
    const [row] = (await city.ask('viewer', ctx => listSeries(ctx, { limit: 9 }))).rows
    expect(row).toMatchObject({
      standing: 'confirmed',
      comparison: '同比',
      latest: { value: { value: -0.6, evidence: 'source' } },
    })
  })
})

const tables = join(import.meta.dirname, '../../../demo/tables')
const ready = existsSync(join(tables, 'observations.csv')) && existsSync(join(tables, 'units.csv'))

describe('the demonstration city', () => {
  it.skipIf(!ready)('has every published figure in its series, each beside the period before', async () => {
    const read = (name: string) => csv(readFileSync(join(tables, `${name}.csv`), 'utf8'))
    for (const table of ['units', 'places', 'place_aliases', 'organisations'] as const)
      await city.do('head', ctx => importRegistry(ctx, table, read(table)))
    const observations = read('observations')
    await city.do('staff', ctx => importTable(ctx, 'indicators', read('indicators')))
    const first = await city.do('staff', ctx => importTable(ctx, 'observations', observations))
    expect(first.added + first.same).toBe(observations.length)
    expect(await city.do('staff', ctx => importTable(ctx, 'observations', observations))).toMatchObject({
      added: 0,
      changed: 0,
    })
    const figures = await city.ask('viewer', ctx => figuresForPack(ctx))
    const mom = figures.find(each => each.nameZh === '居民消费价格环比')
    expect(mom).toMatchObject({
      period: '2025-04',
      value: 0,
      previous: { period: '2025-03', value: -0.7 },
      change: 0.7,
      changeUnit: '个百分点',
    })
    expect(figures.filter(each => each.unitId === null).every(each => each.subject !== '')).toBe(true)
    expect(figures.find(each => each.subject === '如皋市' && each.nameZh.includes('名次'))?.value).toBe(18)
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
