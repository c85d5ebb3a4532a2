import { describe, expect, it } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import { aboutOf, contradictionsOf, type Known } from './index.ts'

const evidence = (text: string, start = 0) => ({ start, end: start + text.length, text })
let next = 0
const known = (fact: Fact, more: Partial<Known> = {}): Known => {
  next += 1
  const about = aboutOf(fact)
  return { id: `f${next}`, articleId: 'a', fact, occurredOn: null, issueDate: '2025-05-08', about, ...more }
}

const person = (
  post: string | null,
  more: Partial<Known> = {},
  organisation: string | null = '南通市人民政府',
  name = '沈若川',
) => known({ kind: 'person', name, post, organisation, confidence: 1, evidence: evidence(name) }, more)

type Amount = readonly [value: number, unit: string, what?: string]
const project = (
  name: string,
  {
    stage = null,
    count,
    amounts = [],
    text = name,
  }: { stage?: string | null; count?: number; amounts?: Amount[]; text?: string },
  more: Partial<Known> = {},
) =>
  known(
    {
      kind: 'project',
      name,
      stage,
      ...(count === undefined ? {} : { count }),
      parties: [],
      place: null,
      amounts: amounts.map(([value, unit, what = '总投资']) => ({
        value,
        unit,
        what,
        evidence: evidence(`${value}${unit}`),
      })),
      capacity: [],
      confidence: 1,
      evidence: evidence(text),
    },
    more,
  )

const figure = (
  indicator: string,
  value: number,
  unit: string,
  {
    period = '2025年4月',
    comparison = null,
    text = `${indicator}${value}${unit}`,
    start = 0,
  }: { period?: string | null; comparison?: '同比' | '环比' | '较上月' | null; text?: string; start?: number } = {},
  more: Partial<Known> = {},
) =>
  known(
    {
      kind: 'figure',
      subject: '南通',
      indicator,
      value,
      unit,
      period,
      comparison,
      bound: null,
      confidence: 1,
      evidence: evidence(text, start),
    },
    more,
  )

const words = ['线索', '签约', '落地', '开工', '竣工', '投产']
const order = (printed: string) => {
  const at = words.findIndex(word => printed.includes(word))
  return at < 0 ? undefined : at
}
const kindsOf = (own: Known, article: Known[], accepted: Known[] = []) =>
  contradictionsOf(own, { article: [own, ...article], accepted }, order).map(found => [
    found.kind,
    found.said,
    found.other,
  ])

describe('another number for the same thing', () => {
  it.each([
    [
      'an amount of the same project',
      project('甲泵站', { amounts: [[18, '亿元']] }),
      project('甲泵站', { amounts: [[19, '亿元']] }),
      [['amount', '18', '19']],
    ],
    [
      'the same amount in another unit',
      project('甲泵站', { amounts: [[1.8, '亿元']] }),
      project('甲泵站', { amounts: [[18000, '万元']] }),
      [],
    ],
    [
      'another amount of another project',
      project('甲泵站', { amounts: [[18, '亿元']] }),
      project('乙泵站', { amounts: [[19, '亿元']] }),
      [],
    ],
    [
      'total and registered capital',
      project('甲泵站', { amounts: [[18, '亿元']] }),
      project('甲泵站', { amounts: [[2, '亿元', '注册资本']] }),
      [],
    ],
    [
      'a figure of the same month',
      figure('吞吐量', 2150, '万吨'),
      figure('吞吐量', 2160, '万吨'),
      [['figure', '2150', '2160']],
    ],
    [
      'a bound that admits the other',
      figure('吞吐量', 4100, '万吨'),
      known({ ...figure('吞吐量', 4000, '万吨').fact, bound: '>' } as Fact),
      [],
    ],
    [
      'the same project under another name',
      project('甲泵站', { amounts: [[18, '亿元']] }),
      project('甲泵站（一期）', { amounts: [[19, '亿元']] }, { about: 'project|甲泵站' }),
      [['amount', '18', '19']],
    ],
    [
      'a figure of another month',
      figure('吞吐量', 2150, '万吨'),
      figure('吞吐量', 2160, '万吨', { period: '2025年3月' }),
      [],
    ],
    [
      'a figure without a year',
      figure('吞吐量', 2150, '万吨', { period: '4月' }),
      figure('吞吐量', 2160, '万吨', { period: '4月' }),
      [],
    ],
  ])('%s', (_, own, other, expected) => {
    expect(kindsOf(own, [], [other])).toEqual(expected)
  })
})

describe('another post on the same day', () => {
  it.each([
    ['代市长 and 市长 on one day', person('代市长'), person('市长'), [['post', '代市长', '市长']]],
    ['on two days', person('代市长'), person('市长', { issueDate: '2025-05-09' }), []],
    [
      'the day the fact names counts before the day of the page',
      person('代市长', { occurredOn: '2025-05-09' }),
      person('市长', { issueDate: '2025-05-09' }),
      [['post', '代市长', '市长']],
    ],
    ['one of two posts', person('市委副书记、市长'), person('市长'), []],
    [
      'two against two others',
      person('市委副书记、市长'),
      person('市委书记'),
      [['post', '市委副书记、市长', '市委书记']],
    ],
    ['代 said of another line', person('代市长'), person('市委书记'), []],
    ['two lines of one person', person('党组书记'), person('局长'), []],
    ['said more closely', person('常务副市长'), person('副市长'), []],
    ['副 and 正', person('副局长'), person('局长'), [['post', '副局长', '局长']]],
    ['a word of rank', person('市领导'), person('市长'), []],
    ['at another body', person('书记'), person('市长', {}, '中共南通市委员会'), []],
    ['of somebody else', person('书记'), person('市长', {}, '南通市人民政府', '裴远之'), []],
    ['no post', person(null), person('市长'), []],
    ['no day', person('代市长', { issueDate: null }), person('市长', { issueDate: null }), []],
  ])('%s', (_, own, other, expected) => {
    expect(kindsOf(own, [], [other])).toEqual(expected)
  })
})

describe('a stage going backwards', () => {
  const staged = (stage: string, occurredOn: string | null) => project('甲泵站', { stage }, { occurredOn })

  it.each([
    [
      '开工 after 投产',
      staged('开工', '2025-05-01'),
      staged('投产', '2025-04-01'),
      [['stage', '2025-05-01 开工', '2025-04-01 投产']],
    ],
    [
      '投产 before a later 开工, seen from the other side',
      staged('投产', '2025-04-01'),
      staged('开工', '2025-05-01'),
      [['stage', '2025-04-01 投产', '2025-05-01 开工']],
    ],
    ['one step back, said loosely', staged('竣工', '2025-05-01'), staged('投产', '2025-04-01'), []],
    ['forwards', staged('投产', '2025-05-01'), staged('开工', '2025-04-01'), []],
    ['on one day', staged('签约', '2025-05-01'), staged('开工', '2025-05-01'), []],
    ['looking back without a day', staged('签约', null), staged('投产', '2025-04-01'), []],
    ['an end and then a stage', staged('开工', '2025-05-01'), staged('终止', '2025-04-01'), []],
    [
      'of another project',
      staged('开工', '2025-05-01'),
      project('乙泵站', { stage: '投产' }, { occurredOn: '2025-04-01' }),
      [],
    ],
  ])('%s', (_, own, other, expected) => {
    expect(kindsOf(own, [], [other])).toEqual(expected)
  })
})

describe('a batch against the projects its article names', () => {
  const batch = (text: string, count = 3, amounts: Amount[] = []) => project('集中签约', { count, amounts, text })
  const named = (...amounts: Array<Amount | null>) =>
    amounts.map((amount, at) => project(`项目${at}`, { amounts: amount ? [amount] : [] }))

  it.each([
    ['more named than stated', batch('2个项目签约', 2), named(null, null, null), [['batch-count', '2', '3']]],
    ['fewer, and the list is whole', batch('3个项目集中签约'), named(null, null), [['batch-count', '3', '2']]],
    ['fewer, and the list goes on (等)', batch('甲、乙等3个项目签约'), named(null, null), []],
    ['one alone is an example', batch('3个项目集中签约'), named(null), []],
    ['as many', batch('3个项目集中签约'), named(null, null, null), []],
    [
      'whole sums that agree to the rounding',
      batch('3个项目集中签约', 3, [[30.3, '亿元']]),
      named([10.14, '亿元'], [10.1, '亿元'], [10, '亿元']),
      [],
    ],
    [
      'whole sums that do not',
      batch('3个项目集中签约', 3, [[35, '亿元']]),
      named([10, '亿元'], [10, '亿元'], [10, '亿元']),
      [['batch-total', '350000', '300000']],
    ],
    [
      'less, where one has no amount',
      batch('3个项目集中签约', 3, [[35, '亿元']]),
      named([10, '亿元'], [10, '亿元'], null),
      [],
    ],
    [
      'more than the total, where one has no amount',
      batch('3个项目集中签约', 3, [[15, '亿元']]),
      named([10, '亿元'], [10, '亿元'], null),
      [['batch-total', '150000', '200000']],
    ],
    ['万元 and 亿元 are added', batch('2个项目集中签约', 2, [[1.5, '亿元']]), named([1, '亿元'], [5000, '万元']), []],
  ])('%s', (_, own, article, expected) => {
    expect(kindsOf(own, article)).toEqual(expected)
  })

  it('leaves out projects of other articles', () => {
    expect(
      kindsOf(
        batch('1个项目签约', 1),
        named(null, null).map(each => ({ ...each, articleId: 'b' })),
      ),
    ).toEqual([])
  })
})

describe('parts against their total in one sentence', () => {
  const told = (text: string, ...values: Array<readonly [string, number]>) =>
    values.map(([indicator, value]) => figure(indicator, value, '件', { text }))

  it.each([
    [
      'more than the total',
      '布置14件，其中办结9件、在办4件、逾期2件',
      [
        ['布置', 14],
        ['办结', 9],
        ['在办', 4],
        ['逾期', 2],
      ],
      [['parts-total', '14', '15']],
    ],
    [
      'that add up',
      '布置14件，其中办结9件、在办4件、逾期1件',
      [
        ['布置', 14],
        ['办结', 9],
        ['在办', 4],
        ['逾期', 1],
      ],
      [],
    ],
    [
      '其中 may leave some out',
      '布置14件，其中办结9件、在办4件',
      [
        ['布置', 14],
        ['办结', 9],
        ['在办', 4],
      ],
      [],
    ],
    [
      '分别 lists all',
      '布置14件，办结、在办分别9件、4件',
      [
        ['布置', 14],
        ['办结', 9],
        ['在办', 4],
      ],
      [['parts-total', '14', '13']],
    ],
    [
      'two numbers that are no parts',
      '办结9件、在办4件，另有逾期1件',
      [
        ['办结', 9],
        ['在办', 4],
        ['逾期', 1],
      ],
      [],
    ],
  ] as const)('%s', (_, text, values, expected) => {
    const [own, ...parts] = told(text, ...values)
    expect(own && kindsOf(own, parts)).toEqual(expected)
  })
})

describe('the chain of months', () => {
  const month = (at: number) => `${2024 + Math.floor((4 + at) / 12)}年${((4 + at) % 12) + 1}月`
  const chain = (value: number, count = 12) =>
    Array.from({ length: count }, (_, at) =>
      figure('居民消费价格', value, '%', { period: month(at), comparison: '环比' }),
    )
  const year = (value: number) => figure('居民消费价格', value, '%', { period: month(11), comparison: '同比' })

  it.each([
    ['agrees with the year within the rounding of thirteen numbers', year(1.8), chain(0.1), []],
    [
      'does not: thirteen roundings are no excuse for a point',
      year(3.1),
      chain(0.1),
      [['months-year', '3.1', '1.206622']],
    ],
    ['says nothing with a month missing', year(3.1), chain(0.1, 11), []],
  ])('%s', (_, own, others, expected) => {
    expect(kindsOf(own, [], others)).toEqual(expected)
  })

  it('is held against a month that is read later too', () => {
    const [own, ...others] = chain(0.1)
    expect(own && kindsOf(own, [], [...others, year(3.1)])).toEqual([['months-year', '1.206622', '3.1']])
  })

  const rate = (value: number, period: string) => figure('居民消费价格', value, '%', { period, comparison: '环比' })
  const change = (value: number, indicator = '居民消费价格环比涨幅较上月回升') =>
    figure(indicator, value, '个百分点', { period: '2025年4月', comparison: '较上月' })

  it.each([
    ['a change that fits the month before', rate(0, '2025年4月'), [change(0.7), rate(-0.7, '2025年3月')], []],
    [
      'a change that does not',
      rate(0, '2025年4月'),
      [change(0.7), rate(-0.2, '2025年3月')],
      [['months-change', '-0.7', '-0.2']],
    ],
    ['rounded by a tenth', rate(0.1, '2025年4月'), [change(0.7), rate(-0.7, '2025年3月')], []],
    [
      'of another rate than the monthly one',
      rate(0, '2025年4月'),
      [change(0.7, '居民消费价格同比涨幅较上月回升'), rate(-0.2, '2025年3月')],
      [],
    ],
    [
      'the month before, read later',
      rate(-0.2, '2025年3月'),
      [change(0.7), rate(0, '2025年4月')],
      [['months-change', '-0.2', '-0.7']],
    ],
  ])('%s', (_, own, others, expected) => {
    expect(kindsOf(own, [], others)).toEqual(expected)
  })
})
