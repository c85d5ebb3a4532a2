import { describe, expect, it } from 'vitest'
import type { Fact, FactOf } from '#contract/extraction.ts'
import {
  claimsOf,
  contradicts,
  correctedFields,
  dayOfResolved,
  factFrom,
  inAcceptingOrder,
  resolvedDate,
  spanFits,
  unreadSentences,
} from './rules.ts'

const evidence = { start: 0, end: 4, text: '约五千家' }
const figure = (told: Partial<FactOf<'figure'>> = {}): FactOf<'figure'> => ({
  kind: 'figure',
  evidence,
  confidence: 0.9,
  subject: '集成电路',
  indicator: '产值',
  value: 329.9,
  unit: '亿元',
  period: '2023年',
  comparison: null,
  bound: null,
  ...told,
})

describe('two figures for one thing', () => {
  const differ: ReadonlyArray<readonly [string, Partial<FactOf<'figure'>>, Partial<FactOf<'figure'>>, boolean]> = [
    ['differ when the numbers do', {}, { value: 330 }, true],
    ['agree when one is printed in another multiple', {}, { value: 3_299_000, unit: '万元' }, false],
    ['agree when an open bound admits the other', { value: 300, bound: '>' }, { value: 329.9 }, false],
    ['differ when an open bound does not admit the other', { value: 330, bound: '>' }, { value: 329.9 }, true],
    ['differ when one is only about', { value: 330, bound: '~' }, { value: 329.9 }, true],
    ['are not compared over different periods', {}, { value: 330, period: '2024年' }, false],
    ['are not compared between a value and a growth', {}, { value: 3.1, comparison: '同比' }, false],
    ['are not compared without a year', { period: '今年' }, { value: 330, period: '今年' }, false],
    [
      'are compared across full and half width',
      { subject: '集成电路（规上）' },
      { subject: '集成电路(规上)', value: 1 },
      true,
    ],
    ['keep percentage points a unit of their own', { value: 5, unit: '百分点' }, { value: 4, unit: '分点' }, false],
  ]
  it.each(differ)('%s', (_, one, other, expected) => {
    const found = claimsOf(figure(one)).some(a => claimsOf(figure(other)).some(b => contradicts(a, b)))
    expect(found).toBe(expected)
  })
})

describe('a correction', () => {
  it('names the fields a person changed, whatever the order of the members', () => {
    const { value, ...rest } = figure()
    const stored: Fact = { ...rest, evidence: { text: evidence.text, end: 4, start: 0 }, value }
    expect(correctedFields(stored, figure())).toEqual([])
    expect(correctedFields(stored, figure({ value: 330, bound: '~', confidence: 0.1 }))).toEqual(['bound', 'value'])
  })

  it('cuts its passages from the page and believes no text that was sent', () => {
    const page = '总投资18亿元的水厂'
    const {
      evidence: _,
      confidence: __,
      ...written
    } = {
      ...figure(),
      kind: 'project' as const,
      name: '水厂',
      stage: null,
      parties: [],
      place: null,
      capacity: [],
      amounts: [{ value: 18, unit: '亿元', what: '总投资', evidence: { start: 3, end: 7, text: '一百亿元' } }],
    }
    const fact = factFrom(written, page, { start: 8, end: 10 }, 1)
    expect(fact.evidence.text).toBe('水厂')
    expect(fact.kind === 'project' && fact.amounts[0]?.evidence.text).toBe('18亿元')
  })

  const spans: ReadonlyArray<readonly [string, { start: number; end: number }, boolean]> = [
    ['a passage', { start: 0, end: 2 }, true],
    ['an empty one', { start: 1, end: 1 }, false],
    ['a turned one', { start: 2, end: 1 }, false],
    ['one beyond the page', { start: 0, end: 99 }, false],
    ['blank space', { start: 2, end: 3 }, false],
    ['half of a character of two units', { start: 3, end: 4 }, false],
    ['the whole of it', { start: 3, end: 5 }, true],
  ]
  it.each(spans)('may stand on %s: %#', (_, span, fits) => expect(spanFits('南通 𠮷', span)).toBe(fits))
})

describe('the own date of a fact', () => {
  const lines = [
    { text: '昨天', resolved: '2025-05-12', evidence },
    { text: '5月12日至13日', resolved: '2025-05-12/2025-05-13', evidence },
    { text: '日前', resolved: null, evidence },
  ]
  const event = (dateText: string | null): Fact => ({
    kind: 'event',
    evidence,
    confidence: 1,
    name: '例会',
    type: '会议',
    dateText,
    place: null,
    organiser: null,
    participants: [],
  })
  it.each([
    ['昨天', '2025-05-12', '2025-05-12'],
    ['5月12日至13日', '2025-05-12/2025-05-13', '2025-05-12'],
    ['2025年5月9日', '2025-05-09', '2025-05-09'],
    ['日前', null, null],
    ['某天', null, null],
    [null, null, null],
  ])('%s stands for %s', (dateText, resolved, first) => {
    expect(resolvedDate(event(dateText), lines)).toBe(resolved)
    expect(dayOfResolved(resolvedDate(event(dateText), lines))).toBe(first)
  })
  it('is open when a passage holds two', () => {
    const told = (text: string) => figure({ evidence: { ...evidence, text } })
    expect(resolvedDate(told('昨天开工的厂房'), lines)).toBe('2025-05-12')
    expect(resolvedDate(told('昨天开工，日前打桩'), lines)).toBeNull()
    expect(resolvedDate(told('厂房'), lines)).toBeNull()
    const days = ['2025-1-1', '2025-1-11'].map(text => ({ text, resolved: text, evidence }))
    expect(resolvedDate(told('甲项目\t12000\t2025-1-11'), days)).toBe('2025-1-11')
    expect(resolvedDate(told('甲项目\t2025-1-1\t12000'), days)).toBe('2025-1-1')
  })
})

describe('sentences that yielded no fact', () => {
  const text =
    '引题一行\n两家企业落户\n\n本报讯 昨天，甲公司签约。乙公司还在看\n\n地，没有定下。“再等等！”他说。没有完的一截'
  const article = { title: '两家企业落户', kicker: '引题一行', subtitle: null, span: { start: 0, end: text.length } }
  const shown = (taken: Array<{ start: number; end: number }>) =>
    unreadSentences(text, article, taken).map(({ start, end }) => text.slice(start, end))

  it('are whole sentences of the body, over column breaks, without headline and scraps', () => {
    expect(shown([])).toEqual(['本报讯 昨天，甲公司签约。', '乙公司还在看\n\n地，没有定下。', '“再等等！”'])
  })
  it('leave out every sentence some fact touches, also one that reaches over two', () => {
    const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
    expect(shown([at('甲公司')])).toEqual(['乙公司还在看\n\n地，没有定下。', '“再等等！”'])
    expect(shown([at('签约。乙公司')])).toEqual(['“再等等！”'])
  })
})

it('accepts names before what names them, in the order of the page within a kind', () => {
  const row = (kind: Fact['kind'], at: number) => ({ kind, at })
  const sorted = inAcceptingOrder([row('task', 1), row('person', 2), row('organisation', 3), row('person', 4)])
  expect(sorted.map(({ kind, at }) => `${kind}${at}`)).toEqual(['organisation3', 'person2', 'person4', 'task1'])
})
