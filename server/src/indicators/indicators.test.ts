import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactOf } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { withdrawProofs } from '#kernel/evidence/provenance.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { createIndicator } from './commands/indicators.ts'
import { addObservation, judgeObservation } from './commands/observations.ts'
import { confirmSeries, createSeries } from './commands/series.ts'
import { evidence } from './evidence.ts'
import { figureAccepted, figureWithdrawn } from './facts.ts'
import { figuresForPack } from './queries/pack.ts'
import { listSeries, seriesDetail } from './queries/series.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `done: ${JSON.stringify(await work)}`
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const APRIL = '４月份，南通市居民消费价格同比下降0.6%。环比持平，涨幅较上月扩大0.7个百分点。'
let facts = 0

/** Accepts a figure of a page as the intake room would; the span is where `quote` stands. */
async function accept(
  sourceId: string,
  text: string,
  quote: string,
  figure: Omit<FactOf<'figure'>, 'kind' | 'evidence' | 'confidence' | 'bound'> & { bound?: '>' | '<' | '~' },
  issueDate: string | null = '2025-05-14',
): Promise<string> {
  const start = text.indexOf(quote)
  const factId = `00000000-0000-7000-8000-0000000f${String(++facts).padStart(4, '0')}`
  await city.do('staff', ctx =>
    figureAccepted(ctx, {
      factId,
      articleId: factId,
      sourceId,
      fact: {
        bound: null,
        ...figure,
        kind: 'figure',
        confidence: 0.9,
        evidence: { start, end: start + quote.length, text: quote },
      },
      article: { title: '', kind: 'statistic' },
      issueDate,
      occurredOn: null,
      publication: null,
      organisations: {},
    }),
  )
  return factId
}

const page = (name: string, text: string) =>
  city.do('staff', ctx =>
    addSource(ctx, {
      name,
      publication: null,
      page: null,
      issueDate: null,
      issueDateBasis: null,
      internal: false,
      text,
    }),
  )
const all = async (find?: string) =>
  (await city.ask('viewer', ctx => listSeries(ctx, { limit: 100, ...(find === undefined ? {} : { find }) }))).rows
const detail = (id: string, asOf?: Date) => city.ask('viewer', ctx => seriesDetail(ctx, id), asOf ? { asOf } : {})
const withdraw = (factId: string) =>
  city.do('staff', async ctx => {
    await figureWithdrawn(ctx, { factId, kind: 'figure', reason: '读错了', undone: false, resting: [] })
    await withdrawProofs(ctx, factId, '读错了')
  })
const cpi = { subject: '南通', indicator: 'CPI', unit: '%', period: '4月份' }

describe('an accepted figure', () => {
  let april: string
  it('drafts a series whose value is proven by the page, its period settled by the day of issue', async () => {
    april = (await page('四月', APRIL)).id
    await accept(april, APRIL, '居民消费价格同比下降0.6%', { ...cpi, value: -0.6, comparison: '同比' })
    const [row] = await all('CPI')
    expect(row).toMatchObject({
      standing: 'draft',
      subject: { kind: 'region', name: '南通市' },
      comparison: '同比',
      latest: { period: '2025-04', differs: false, value: { value: -0.6, unit: '%', evidence: 'source' } },
    })
    const proof = await city.ask('viewer', ctx =>
      evidence.observation(ctx, row?.latest?.value.ref ?? { kind: '', id: '', field: '' }),
    )
    expect(proof?.map(each => each.kind === 'source' && each.text)).toEqual(['居民消费价格同比下降0.6%'])
  })

  it('is not in a pack before a person stands for its series', async () => {
    expect(await city.ask('viewer', ctx => figuresForPack(ctx))).toEqual([])
    const [row] = await all('CPI')
    const confirm = (ctx: Ctx) => confirmSeries(ctx, row?.id ?? '', { version: 1 })
    expect(await codeOf(city.do('reporter', confirm))).toBe('kernel.not-permitted')
    await city.do('staff', confirm)
    expect(await city.ask('viewer', ctx => figuresForPack(ctx))).toMatchObject([
      { nameZh: 'CPI同比', subject: '南通市', period: '2025-04', value: -0.6, previous: null, evidence: 'source' },
    ])
  })

  it('joins the series of the same subject and indicator however they are printed', async () => {
    const text = '3月份，全市ＣＰＩ同比下降0.6%。'
    const march = await page('三月', text)
    await accept(
      march.id,
      text,
      '同比下降0.6%',
      { subject: '全市', indicator: 'ＣＰＩ', value: -0.6, unit: '%', period: '3月份', comparison: '同比' },
      '2025-04-16',
    )
    const rows = await all('CPI')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.latest).toMatchObject({
      period: '2025-04',
      previous: { period: '2025-03', implied: false },
      change: { value: 0, unit: '个百分点' },
      percent: null,
    })
  })

  it('that stands in the same words already proves it once more and makes nothing', async () => {
    const count = (await all()).length
    await accept(april, APRIL, '同比下降0.6%', {
      subject: '居民',
      indicator: '居民消费价格',
      value: -0.6,
      unit: '%',
      period: '4月份',
      comparison: '同比',
    })
    expect((await all()).length).toBe(count)
  })

  it('that says how the rate moved implies the month before, shown as computed', async () => {
    await accept(april, APRIL, '环比持平', { ...cpi, value: 0, comparison: '环比' })
    await accept(april, APRIL, '涨幅较上月扩大0.7个百分点', {
      ...cpi,
      indicator: 'CPI环比涨幅较上月扩大',
      value: 0.7,
      unit: '个百分点',
      comparison: '较上月',
    })
    const row = (await all('CPI')).find(each => each.comparison === '环比')
    expect(row?.latest?.previous).toMatchObject({
      period: '2025-03',
      implied: true,
      value: { value: -0.7, evidence: 'computed' },
    })
    const ref = row?.latest?.previous?.value.ref ?? { kind: '', id: '', field: '' }
    const [reckoning] = (await city.ask('viewer', ctx => evidence.observation(ctx, ref))) ?? []
    expect(reckoning).toMatchObject({
      kind: 'computed',
      formula: 'indicators.implied-previous',
      inputs: [{ value: '0%' }, { value: '0.7个百分点' }],
    })
  })

  it('that contradicts one on file stands beside it, marked, until the office decides', async () => {
    const text = '本市4月居民消费价格同比下降0.5%。'
    const other = await page('另一张报', text)
    const before = city.clock.now()
    city.clock.pass(60_000)
    await accept(other.id, text, '同比下降0.5%', { ...cpi, value: -0.5, comparison: '同比' })
    const row = (await all('CPI')).find(each => each.comparison === '同比')
    expect(row?.latest).toMatchObject({ differs: true, value: { value: -0.6, evidence: 'differs' } })
    expect(row?.differing).toBe(1)
    const both = await city.ask('viewer', ctx =>
      evidence.observation(ctx, row?.latest?.value.ref ?? { kind: '', id: '', field: '' }),
    )
    expect(new Set(both?.map(each => each.kind === 'source' && each.text))).toEqual(
      new Set(['同比下降0.6%', '居民消费价格同比下降0.6%', '同比下降0.5%']),
    )
    const waiting = await city.ask('viewer', ctx => listSeries(ctx, { limit: 9, differs: true }))
    expect(waiting.rows.map(each => each.id)).toEqual([row?.id])

    city.clock.pass(60_000)
    const values = (await detail(row?.id ?? '')).observations.filter(each => each.period === '2025-04')
    const wrong = values.find(each => each.value.value === -0.5)
    const judge = (user: string, version: number) =>
      city.do(user, ctx =>
        judgeObservation(ctx, wrong?.id ?? '', { version, verdict: 'rejected', reason: '以调查队公布为准' }),
      )
    expect(await codeOf(judge('reporter', 1))).toBe('kernel.not-permitted')
    expect(await codeOf(judge('staff', 9))).toBe('indicators.changed-conflict')
    await judge('staff', 1)
    expect((await all('CPI')).find(each => each.comparison === '同比')?.latest).toMatchObject({
      differs: false,
      value: { value: -0.6, evidence: 'source' },
    })
    expect((await detail(row?.id ?? '')).observations).toHaveLength(3)
    expect((await detail(row?.id ?? '', before)).observations).toHaveLength(2)
  })

  it('that arrives after a decision waits for a new one, in the list as on its page', async () => {
    const waiting = async () =>
      (await city.ask('viewer', ctx => listSeries(ctx, { limit: 9, differs: true }))).rows.map(row => row.differing)
    const indicator = await city.do('staff', ctx =>
      createIndicator(ctx, { nameZh: '港口吞吐量', unit: '万吨', kind: 'flow' }),
    )
    const series = await city.do('staff', ctx =>
      createSeries(ctx, { indicatorId: indicator.id, subject: { kind: 'region' } }),
    )
    const add = (value: number) =>
      city.do('staff', ctx => addObservation(ctx, { seriesId: series.id, period: '2025-04', value }))
    await add(310)
    const second = await add(312)
    expect(await waiting()).toEqual([1])
    await city.do('head', ctx =>
      judgeObservation(ctx, second.id, { version: 1, verdict: 'preferred', reason: '海事口径' }),
    )
    expect(await waiting()).toEqual([])
    await add(315)
    expect(await waiting()).toEqual([1])
    expect((await detail(series.id)).readings).toMatchObject([
      { differs: true, value: { value: 312, evidence: 'differs' } },
    ])
  })

  it('is never taken for zero when its period cannot be settled: it stands by its day', async () => {
    const text = '园内已有16家企业入驻。'
    const source = await page('园区', text)
    await accept(
      source.id,
      text,
      '16家企业',
      { subject: '某科创园', indicator: '入驻企业数', value: 16, unit: '家', period: null, comparison: null },
      null,
    )
    const [row] = await all('入驻企业数')
    expect(row).toMatchObject({
      subject: { kind: 'text', name: '某科创园' },
      latest: { period: null, value: { value: 16 } },
      points: [],
    })
  })

  it('goes with its fact, and its drafted series with it; a value proven by another page stays', async () => {
    const text = '全市新增能源站8座。'
    const source = await page('能源', text)
    const gone = await accept(source.id, text, '能源站8座', {
      subject: '全市',
      indicator: '新增能源站',
      value: 8,
      unit: '座',
      period: '2024',
      comparison: null,
    })
    expect(await all('新增能源站')).toHaveLength(1)
    await withdraw(gone)
    expect(await all('新增能源站')).toEqual([])

    const [one, two] = [await page('甲', '全市建成驿站9座。'), await page('乙', '全市共建成驿站9座。')]
    const figure = { subject: '全市', indicator: '驿站', value: 9, unit: '座', period: '2024', comparison: null }
    const first = await accept(one.id, '全市建成驿站9座。', '驿站9座', figure)
    await accept(two.id, '全市共建成驿站9座。', '驿站9座', figure)
    await withdraw(first)
    expect((await all('驿站'))[0]?.latest?.value).toMatchObject({ value: 9, evidence: 'source' })
  })
})

describe('a drafted series', () => {
  it('can be said to be a standing one, which takes its values and learns its name', async () => {
    const indicator = await city.do('staff', ctx =>
      createIndicator(ctx, { nameZh: '规模以上企业数', unit: '家', kind: 'stock' }),
    )
    const into = await city.do('staff', ctx =>
      createSeries(ctx, { indicatorId: indicator.id, subject: { kind: 'text', name: '集成电路' } }),
    )
    const text = '集成电路产业有规上企业67家。'
    const source = await page('链', text)
    const figure = {
      subject: '集成电路产业',
      indicator: '规上企业',
      value: 67,
      unit: '家',
      period: '2023年',
      comparison: null,
    }
    await accept(source.id, text, '67家', figure)
    const [draft] = await all('规上企业')
    await city.do('staff', ctx => confirmSeries(ctx, draft?.id ?? '', { version: 1, into: into.id }))
    expect(await codeOf(detail(draft?.id ?? ''))).toBe('indicators.not-found')
    expect((await detail(into.id)).readings).toMatchObject([{ period: '2023', value: { value: 67 } }])
    expect((await detail(into.id)).indicator.aliases).toEqual(['规上企业'])
  })
})

describe('a value by hand', () => {
  it('is reported by the unit that answers for the series, and by no other', async () => {
    const indicator = await city.do('staff', ctx =>
      createIndicator(ctx, { nameZh: '新增高新技术企业', unit: '家', kind: 'cumulative' }),
    )
    const series = await city.do('staff', ctx =>
      createSeries(ctx, { indicatorId: indicator.id, subject: { kind: 'region' }, unitId: city.unit('science') }),
    )
    const report = (
      user: string,
      period: string,
      value: number | null,
      more: { status?: 'revised' | 'missing' } = {},
    ) => city.do(user, ctx => addObservation(ctx, { seriesId: series.id, period, value, ...more }))
    expect(await codeOf(report('reporter2', '2025-03', 90))).toBe('kernel.not-permitted')
    expect(await codeOf(report('viewer', '2025-03', 90))).toBe('kernel.not-permitted')
    expect(await codeOf(report('reporter', '2025-13', 90))).toBe('indicators.period-unfit')
    expect(await codeOf(report('reporter', '2025-03', 90, { status: 'missing' }))).toBe(
      'indicators.missing-has-no-value',
    )
    await report('reporter', '2025-03', 90)
    expect(await codeOf(report('reporter', '2025-03', 90))).toBe('indicators.value-exists')
    await report('reporter', '2025-04', 127)
    await report('reporter', '2025-03', 92, { status: 'revised' })
    const { readings, observations } = await detail(series.id)
    expect(
      readings.map(each => [each.period, each.value.value, each.change?.value ?? null, each.percent?.value ?? null]),
    ).toEqual([
      ['2025-03', 92, null, null],
      ['2025-04', 127, 35, 38.043478],
    ])
    expect(
      observations.map(each => [each.period, each.value.value, each.vintage, each.chosen, each.value.evidence]),
    ).toEqual([
      ['2025-04', 127, 1, true, 'hand'],
      ['2025-03', 92, 2, true, 'hand'],
      ['2025-03', 90, 1, false, 'hand'],
    ])
    const change = await city.ask('viewer', ctx =>
      evidence.observation(ctx, readings[1]?.change?.ref ?? { kind: '', id: '', field: '' }),
    )
    expect(change).toMatchObject([
      { kind: 'computed', formula: 'indicators.change', inputs: [{ value: '127家' }, { value: '92家' }] },
    ])
    await report('reporter', '2025-05', null)
    expect((await detail(series.id)).readings.at(-1)).toMatchObject({
      status: 'missing',
      value: { value: null },
      change: null,
    })
  })

  it('is one value when two people send it at once', async () => {
    const [row] = await all('新增高新技术企业')
    const codes = await Promise.all(
      ['staff', 'staff2'].map(user =>
        codeOf(city.do(user, ctx => addObservation(ctx, { seriesId: row?.id ?? '', period: '2025-01', value: 12 }))),
      ),
    )
    expect(codes.map(code => code.slice(0, 10)).toSorted()).toEqual(['done: {"id', 'indicators'])
  })

  it('and its evidence are nobody else’s business', async () => {
    const [row] = await all('新增高新技术企业')
    const ref = row?.latest?.value.ref ?? { kind: '', id: '', field: '' }
    expect(await city.ask('citizen', ctx => evidence.observation(ctx, ref))).toBeNull()
    expect(await city.ask('putuostaff', ctx => evidence.observation(ctx, ref), { region: 320600 })).toBeNull()
    expect(await codeOf(city.ask('putuostaff', ctx => seriesDetail(ctx, row?.id ?? ''), { region: 320600 }))).toBe(
      'indicators.not-found',
    )
    expect((await city.ask('putuostaff', ctx => listSeries(ctx, { limit: 9 }), { region: 320600 })).total).toBe(0)
  })
})
