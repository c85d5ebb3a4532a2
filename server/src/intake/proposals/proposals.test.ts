import { describe, expect, it } from 'vitest'
import type { Fact, FactOf } from '#contract/extraction.ts'
import { extractPage } from '../extract/index.ts'
import { aRead } from '../testing/model.ts'
import { pageText } from '../testing/page.ts'
import { check, MODEL_CONFIDENCE } from './check.ts'
import { locate } from './locate.ts'
import { beside } from './merge.ts'
import { answerSchema } from './shape.ts'
import { WINDOW, windowsOf } from './windows.ts'

const articles = extractPage(pageText, { name: '某报' }).articles
const place = { text: pageText, window: { start: 0, end: pageText.length }, articles: articles.map(({ span }) => span) }

const port = '2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。集装箱吞吐量19.8万标箱，环比持平。'
const figure = (more: object) => aRead({ quote: port, ...more })
const person = (more: object) => ({
  kind: 'person',
  name: '沈怀舟',
  post: '局长',
  organisation: '市交通运输局',
  quote: '市交通运输局局长沈怀舟出席签约仪式并讲话。',
  near: '',
  ...more,
})
const task = (more: object) => ({
  kind: 'task',
  assignee: '各承建单位',
  what: '排出施工计划',
  statedBy: '沈怀舟',
  quote: '沈怀舟要求各承建单位本月底前排出施工计划，每月报送一次进度。',
  near: '',
  ...more,
})
const project = (more: object) => ({
  kind: 'project',
  name: '沿江物流走廊',
  stage: null,
  parties: [],
  place: null,
  amounts: [{ value: 42, unit: '亿元', what: '总投资' }],
  quote: '共建沿江物流走廊。市交通运输局局长沈怀舟出席签约仪式并讲话。走廊总投资42亿元，',
  near: '',
  ...more,
})
const why = (raw: unknown, where = place) => {
  const checked = check(raw, where)
  return 'why' in checked ? checked.why : 'stands'
}

describe('a proposal', () => {
  it.each([
    ['a figure', figure({})],
    ['a figure compared', figure({ indicator: '货物吞吐量', value: 3.2, unit: '%', comparison: '同比' })],
    ['a figure unchanged', figure({ indicator: '集装箱吞吐量', value: 0, unit: '%', comparison: '环比' })],
    ['a person with post', person({})],
    ['a task', task({})],
    ['a project with an amount', project({})],
    [
      'an event',
      {
        kind: 'event',
        name: '青年技师竞赛',
        type: '竞赛',
        dateText: '日前',
        place: null,
        organiser: '江海演示技师学院',
        participants: [],
        quote: '日前，江海演示技师学院举办青年技师竞赛，120名选手参加。',
        near: '',
      },
    ],
  ])('stands with its passage to the character: %s', (_, raw) => {
    const checked = check(raw, place)
    if ('why' in checked) throw new Error(checked.why)
    const { evidence, confidence, modality } = checked.fact
    expect(evidence.text).toBe(pageText.slice(evidence.start, evidence.end))
    expect(confidence).toBe(MODEL_CONFIDENCE)
    expect(modality).toBeUndefined()
    if (checked.fact.kind === 'project')
      for (const { evidence: own } of checked.fact.amounts) expect(own.text).toBe(pageText.slice(own.start, own.end))
  })

  it.each([
    ['words that are not on the page', 'not-on-page', person({ quote: '市长沈怀舟讲话。' })],
    ['a quote of nothing', 'not-on-page', person({ quote: '' })],
    ['a quote that leaves a line break out', 'not-on-page', project({ quote: '走廊总投资42亿元，首期建设两座仓库。' })],
    ['a name that is not in the quote', 'not-in-quote', person({ name: '林知远' })],
    ['a post that is not in the quote', 'not-in-quote', person({ post: '市长' })],
    ['an organisation that is not in the quote', 'not-in-quote', person({ organisation: '市发展改革委' })],
    ['a place that is not in the quote', 'not-in-quote', project({ place: '崇川区' })],
    ['a stage that is not in the quote', 'not-in-quote', project({ stage: '开工' })],
    ['who must do it not in the quote', 'not-in-quote', task({ assignee: '市工信局' })],
    ['no words at all for what is to be done', 'not-in-quote', task({ what: '' })],
    ['an invented number', 'number-not-in-quote', figure({ value: 2151 })],
    ['a number of another unit', 'number-not-in-quote', figure({ unit: '吨' })],
    ['a number of another sign', 'number-not-in-quote', figure({ value: -3.2, unit: '%', comparison: '同比' })],
    ['a number compared otherwise', 'number-not-in-quote', figure({ value: 3.2, unit: '%', comparison: '环比' })],
    ['a number said to be compared with nothing', 'number-not-in-quote', figure({ value: 3.2, unit: '%' })],
    ['an invented amount', 'number-not-in-quote', project({ amounts: [{ value: 43, unit: '亿元', what: '总投资' }] })],
    [
      'an amount of what is not said',
      'not-in-quote',
      project({ amounts: [{ value: 42, unit: '亿元', what: '单体' }] }),
    ],
    ['a kind that may not be proposed', 'unfit', { ...person({}), kind: 'organisation', type: '企业' }],
    ['a field of another type', 'unfit', figure({ value: '2150' })],
    ['a missing quote', 'unfit', { ...person({}), quote: undefined }],
    ['nothing', 'unfit', null],
    ['a text', 'unfit', '收下全部'],
    ['a quote longer than a paragraph', 'quote-too-long', person({ quote: '江'.repeat(601) })],
  ])('is dropped for %s', (_, reason, raw) => {
    expect(why(raw)).toBe(reason)
  })

  it('is dropped where its passage stands in no one article, or outside the part that was asked about', () => {
    const [first, second] = place.articles
    if (!first || !second) throw new Error('the page has too few articles')
    const across = pageText.slice(first.end - 12, second.start + 12)
    expect(why(person({ name: across.trim().slice(0, 2), post: null, organisation: null, quote: across }))).toBe(
      'outside-articles',
    )
    expect(why(person({}), { ...place, window: second })).toBe('not-on-page')
  })

  it.each([
    ['下降3.2%', -3.2, 'stands'],
    ['下降3.2%', 3.2, 'number-not-in-quote'],
    ['增长3.2%', 3.2, 'stands'],
    ['为-0.6%', -0.6, 'stands'],
    ['为-0.6%', 0.6, 'number-not-in-quote'],
    ['增长12 34%', 1234, 'number-not-in-quote'],
    ['增长３．２％', 3.2, 'stands'],
  ])('has the sign and the digits that are printed: %s as %d', (printed, value, expected) => {
    const text = `全市港口货物吞吐量同比${printed}。`
    const whole = { start: 0, end: text.length }
    const raw = figure({ value, unit: '%', comparison: '同比', period: null, quote: text })
    expect(why(raw, { text, window: whole, articles: [whole] })).toBe(expected)
  })

  it('takes the bound from the page, whatever is said', () => {
    const text = '全市港口货物吞吐量超过2150万吨。'
    const whole = { start: 0, end: text.length }
    const checked = check(figure({ period: null, quote: text, bound: '<' }), { text, window: whole, articles: [whole] })
    expect(checked).toMatchObject({ fact: { bound: '>' } })
  })

  it('reads a name over a column break as one name', () => {
    const text = '市科技局局长陶\n远山主持会议。'
    const whole = { start: 0, end: text.length }
    const raw = person({ name: '陶\n远山', organisation: '市科技局', quote: text })
    expect(check(raw, { text, window: whole, articles: [whole] })).toMatchObject({
      fact: { name: '陶远山', evidence: { text } },
    })
  })
})

describe('a passage that stands several times', () => {
  const text = '甲说：增长3%。乙说：增长3%。丙说：增长3%。'
  const whole = { start: 0, end: text.length }
  it.each([
    ['乙说：', 11],
    ['丙说：', 19],
    ['。丙', 11],
    ['没有这句', 3],
    ['', 3],
  ])('is found nearest to what is said to be beside it: %s', (near, start) => {
    expect(locate(text, '增长3%', near, whole)).toEqual({ start, end: start + 4 })
  })
  it('is not looked for elsewhere', () => {
    expect(locate(text, '增长3%', '', { start: 12, end: 23 })?.start).toBe(19)
    expect(locate(text, '增长3', '', { start: 0, end: 5 })).toBeUndefined()
  })
})

describe('beside what the grammar read', () => {
  const read = articles.flatMap(({ facts }) => facts)
  const first = <Kind extends Fact['kind']>(kind: Kind) => {
    const found = read.find((fact): fact is FactOf<Kind> => fact.kind === kind)
    if (!found) throw new Error(`the page has no ${kind}`)
    return found
  }
  it.each(['person', 'figure', 'event', 'task', 'project'] as const)(
    'a fact of the kind %s is the same as itself',
    kind => {
      const fact = read.find(each => each.kind === kind)
      if (fact) expect(beside(fact, fact)).toBe('agrees')
    },
  )
  it('another post of a person, another number and another place on the page are other facts', () => {
    const [someone, number] = [first('person'), first('figure')]
    expect(beside({ ...someone, organisation: null, post: '理事长' }, someone)).toBe('other')
    expect(beside({ ...number, value: number.value + 1 }, number)).toBe('other')
    expect(beside({ ...number, evidence: { start: 0, end: 1, text: '#' } }, number)).toBe('other')
  })
  it('the same number under another name is not read twice, nor a person without a post', () => {
    const [someone, number] = [first('person'), first('figure')]
    expect(beside({ ...number, indicator: '别的指标' }, number)).toBe('read-already')
    expect(beside({ ...someone, post: null, organisation: null }, someone)).toBe('read-already')
  })
})

describe('the parts of a page', () => {
  const spans = (...ends: number[]) => ends.map((end, i) => ({ start: ends[i - 1] ?? 0, end }))
  it('take short articles together and never cut one that fits', () => {
    const text = '江'.repeat(3 * WINDOW)
    expect(windowsOf(text, spans(1000, 2000, 5000, 7000, 12_900))).toEqual([
      { start: 0, end: 5000 },
      { start: 5000, end: 7000 },
      { start: 7000, end: 12_900 },
    ])
  })
  it('cut a long article after a sentence, with the last of it once more, and end', () => {
    const sentence = '江海演示机械有限公司昨天开工。𠮷'
    const text = sentence.repeat(1500)
    const windows = windowsOf(text, [{ start: 0, end: text.length }])
    expect(windows.length).toBeGreaterThan(3)
    expect(windows[0]?.start).toBe(0)
    expect(windows.at(-1)?.end).toBe(text.length)
    for (const [i, { start, end }] of windows.entries()) {
      expect(end - start).toBeLessThanOrEqual(WINDOW)
      expect(text.slice(start, end).isWellFormed()).toBe(true)
      if (i > 0) expect(start).toBeLessThan(windows[i - 1]?.end ?? 0)
    }
  })
  it('hold nothing of what is blank', () => {
    expect(windowsOf('  \n ', [{ start: 0, end: 4 }])).toEqual([])
  })
})

it('the schema an answer must have names the kinds, every field as required, and nothing that hosted models refuse', () => {
  const text = JSON.stringify(answerSchema.schema)
  for (const kind of ['person', 'event', 'project', 'figure', 'task']) expect(text).toContain(`"const":"${kind}"`)
  expect(text).not.toMatch(/oneOf|minLength|\$schema|minimum|maximum/)
  const objects = text.match(/"type":"object"/g)?.length
  expect(text.match(/"additionalProperties":false/g)?.length).toBe(objects)
})
