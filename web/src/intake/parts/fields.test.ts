import { describe, expect, it } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import { writtenFact } from '#contract/intake.ts'
import { draftOf, fieldsOf, kinds, redrafted, writtenOf } from './fields.ts'
import { summaryOf } from './summary.ts'

const evidence = { start: 3, end: 9, text: '总投资18亿元' }
const facts: readonly Fact[] = [
  { kind: 'person', evidence, confidence: 0.9, name: '沈怀舟', post: '局长', organisation: null, role: '讲话' },
  { kind: 'person', evidence, confidence: 0.9, name: '林知远', post: null, organisation: null },
  { kind: 'organisation', evidence, confidence: 0.9, name: '演示学院', type: '学校' },
  { kind: 'place', evidence, confidence: 0.9, name: '崇川区', type: '区县' },
  {
    kind: 'event',
    evidence,
    confidence: 0.9,
    name: '竞赛',
    type: '赛事',
    dateText: '昨天',
    place: null,
    organiser: '学院',
    participants: ['甲', '乙'],
  },
  {
    kind: 'project',
    evidence,
    confidence: 0.9,
    modality: 'commitment',
    name: '水厂',
    stage: '开工',
    parties: [],
    place: null,
    amounts: [{ value: 18, unit: '亿元', what: '总投资', evidence }],
    capacity: [],
  },
  {
    kind: 'project',
    evidence,
    confidence: 0.9,
    name: '集中签约',
    count: 19,
    stage: '签约',
    parties: ['甲'],
    place: '上海',
    amounts: [],
    capacity: [],
  },
  {
    kind: 'agreement',
    evidence,
    confidence: 0.9,
    parties: ['甲', '乙'],
    subject: '走廊',
    form: '框架协议',
    dateText: null,
  },
  {
    kind: 'figure',
    evidence,
    confidence: 0.9,
    subject: 'CPI',
    indicator: '涨幅',
    value: -0.6,
    unit: '%',
    period: '2025-04',
    comparison: '同比',
    bound: '~',
  },
  {
    kind: 'task',
    evidence,
    confidence: 0.9,
    modality: 'instruction',
    assignee: null,
    what: '按月报送',
    statedBy: '沈怀舟',
  },
  { kind: 'agenda-item', evidence, confidence: 0.9, order: 2, mode: '听取', item: '汇报' },
]

describe('writing a fact', () => {
  it.each(facts.map(fact => [fact.kind, fact] as const))(
    'gives a %s back as it was when nothing is typed',
    (_, fact) => {
      const { evidence: __, confidence: ___, ...own } = fact
      expect(writtenFact.parse(writtenOf(draftOf(fact)))).toEqual(own)
    },
  )

  it('takes numbers in full width, and no text for a number', () => {
    const draft = draftOf({
      kind: 'figure',
      evidence,
      confidence: 1,
      subject: '价',
      indicator: '价',
      value: 1,
      unit: '%',
      period: null,
      comparison: null,
      bound: null,
    })
    const typed = (value: string) => writtenFact.safeParse(writtenOf({ ...draft, texts: { ...draft.texts, value } }))
    expect(typed('−０．６').data).toMatchObject({ value: -0.6 })
    for (const wrong of ['', '约5', '1,2', '1e3', 'NaN']) expect(typed(wrong).success, wrong).toBe(false)
  })

  it('keeps what kinds share when the kind is changed, and offers the passage where nothing is', () => {
    const [, , school] = facts
    if (!school) throw new Error('no example')
    expect(redrafted(draftOf(school), 'place', '别的').texts).toMatchObject({ name: '演示学院', type: '学校' })
    expect(redrafted(null, 'task', '按月\n\n报送').texts.what).toBe('按月报送')
  })

  it('has fields and a summary for every kind', () => {
    for (const kind of kinds) expect(fieldsOf(kind).length, kind).toBeGreaterThan(2)
    for (const fact of facts) expect(summaryOf(fact).about + summaryOf(fact).said, fact.kind).not.toBe('')
  })
})

it('never lets a bounded number look exact', () => {
  const figure = facts.find(fact => fact.kind === 'figure')
  if (!figure) throw new Error('no example')
  expect(summaryOf(figure).said).toBe('2025-04 同比约-0.6%')
})
