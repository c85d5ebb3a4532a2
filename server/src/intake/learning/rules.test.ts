import { describe, expect, it, test } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import { extractPage } from '../extract/index.ts'
import { withLessons } from './rules/apply.ts'
import { holdsOn, type LessonTold, learntFrom } from './rules/learnt.ts'
import { type Taught, teachingOf } from './rules/teaching.ts'
import { weighed } from './rules/weight.ts'

const evidence = { start: 0, end: 4, text: '一句原文' }
const body = (name: string, type = '企业', confidence = 0.95): Fact => ({
  kind: 'organisation',
  name,
  type,
  evidence,
  confidence,
})
const figure = (told: object): Fact => ({
  kind: 'figure',
  subject: '全市',
  indicator: '订单总额',
  value: 3,
  unit: '亿',
  period: '一季度',
  comparison: null,
  bound: null,
  evidence,
  confidence: 0.95,
  ...told,
})
const person = (post: string | null, organisation: string | null = null): Fact => ({
  kind: 'person',
  name: '应知微',
  post,
  organisation,
  evidence,
  confidence: 0.95,
})
const short = ({ kind, read, gives, ending, side }: Taught) => [kind, ending ?? side, read, gives]

describe('what a decision teaches', () => {
  test.each<[string, Fact | null, Fact, boolean, unknown[][]]>([
    ['a sure reading that is taken: nothing', body('甲水泵有限公司'), body('甲水泵有限公司'), true, []],
    [
      'an unsure one that is taken: the name, and that its pattern was right',
      body('城南促进会', '社会团体', 0.75),
      body('城南促进会', '社会团体', 0.75),
      true,
      [
        ['name', null, '城南促进会', '社会团体'],
        ['pattern', null, '…促进会', 'right'],
      ],
    ],
    [
      'one that is not taken: that its pattern was wrong, however sure it was',
      body('甲水泵有限公司'),
      body('甲水泵有限公司'),
      false,
      [['pattern', null, '…有限公司', 'wrong']],
    ],
    [
      'words cut from the start of a name: the words, for any name',
      body('特邀砚湖材料研究院'),
      body('砚湖材料研究院'),
      true,
      [
        ['name', null, '砚湖材料研究院', '企业'],
        ['edge', 'start', '特邀', null],
      ],
    ],
    [
      'a place cut from the start: only of this name, since others rightly begin so',
      body('江苏砚湖材料研究院'),
      body('砚湖材料研究院'),
      true,
      [
        ['name', null, '砚湖材料研究院', '企业'],
        ['alias', null, '江苏砚湖材料研究院', '砚湖材料研究院'],
      ],
    ],
    [
      'a name that was cut too short: the whole name, and nothing of the piece',
      body('材料研究院'),
      body('砚湖材料研究院'),
      true,
      [['name', null, '砚湖材料研究院', '企业']],
    ],
    [
      'another name: an alias',
      body('砚湖院'),
      body('砚湖材料研究院'),
      true,
      [
        ['name', null, '砚湖材料研究院', '企业'],
        ['alias', null, '砚湖院', '砚湖材料研究院'],
      ],
    ],
    [
      'another type: what names with this end are',
      body('澄泽算力驿站', '平台'),
      body('澄泽算力驿站', '企业'),
      true,
      [
        ['name', null, '澄泽算力驿站', '企业'],
        ['type', '驿站', '平台', '企业'],
      ],
    ],
    ['another unit: by what is counted', figure({}), figure({ unit: '亿元' }), true, [['unit', '总额', '亿', '亿元']]],
    [
      'a word that is the end of many names: its pattern, and no name',
      body('商会', '社会团体', 0.75),
      body('商会', '社会团体', 0.75),
      true,
      [['pattern', null, '…商会', 'right']],
    ],
    ['another number: nothing that comes back', figure({}), figure({ value: 4 }), true, []],
    [
      'a post the grammar does not know, of somebody added by hand',
      null,
      person('链务联络员', '澄泽股份有限公司'),
      true,
      [
        ['name', null, '应知微', null],
        ['post', null, '链务联络员', null],
      ],
    ],
    ['a post it knows: the name alone', null, person('副局长'), true, [['name', null, '应知微', null]]],
    ['a fact written by hand that is not taken: nothing', null, body('甲'), false, []],
  ])('%s', (_, original, fact, accepted, taught) => {
    const given = teachingOf({ original, fact, accepted })
    expect(given.map(short)).toEqual(taught)
    expect(teachingOf({ original, fact, accepted })).toEqual(given)
  })
})

const told = (lesson: Partial<LessonTold>): LessonTold => ({
  kind: 'edge',
  factKind: 'organisation',
  field: 'name',
  side: null,
  ending: null,
  read: '',
  gives: null,
  publication: null,
  unitId: null,
  ...lesson,
})
const everywhere = { publication: null, unitId: null }
const read = (facts: Fact[], ...lessons: Partial<LessonTold>[]) =>
  withLessons(facts, learntFrom(lessons.map(told), everywhere))

describe('reading with lessons', () => {
  const invited = { kind: 'edge', side: 'start', read: '特邀' } as const
  it('cuts words off a name and the passage with them', () => {
    const [fact] = read(
      [{ ...body('特邀砚湖研究院'), evidence: { start: 5, end: 12, text: '特邀砚湖研究院' } }],
      invited,
    )
    expect(fact).toMatchObject({ name: '砚湖研究院', evidence: { start: 7, end: 12, text: '砚湖研究院' } })
  })
  it('leaves what would be no name, and a name that somebody took with those words', () => {
    expect(read([body('特邀研究院')], invited)).toEqual([body('特邀研究院')])
    expect(read([body('特邀砚湖研究院')], invited, { kind: 'name', read: '特邀砚湖研究院' })).toEqual([
      body('特邀砚湖研究院'),
    ])
  })
  it('says a name once when two readings become one', () => {
    expect(read([body('特邀砚湖研究院'), body('砚湖研究院')], invited)).toEqual([body('砚湖研究院')])
  })
  it('takes the later of two lessons on the same words', () => {
    const unit = (gives: string) => ({ kind: 'unit', factKind: 'figure', ending: '总额', read: '亿', gives }) as const
    expect(read([figure({})], unit('亿元'), unit('亿美元'))).toEqual([figure({ unit: '亿美元' })])
  })
  it('weighs and never drops: a pattern refused a hundred times is still there, and says how little it is believed', () => {
    const wrong = { kind: 'pattern', read: '…研究院', gives: 'wrong' } as const
    const [fact] = read([body('砚湖研究院')], ...Array.from({ length: 100 }, () => wrong))
    expect(fact?.confidence).toBeCloseTo((8 * 0.95) / 108, 4)
  })
  it('changes nothing where nothing was taught', () => {
    const page = '## 一则消息\n\n昨天，副市长安知行走访白沙科技学院，砚湖镇同比增长5%。\n'
    const options = { name: 'x', issueDate: '2025-05-14' }
    expect(extractPage(page, { ...options, learnt: learntFrom([], everywhere) })).toEqual(extractPage(page, options))
  })
  it('finds people under a taught post, with the body they are of, and lists of them', () => {
    const learnt = learntFrom([told({ kind: 'post', factKind: 'person', read: '链务联络员' })], everywhere)
    const page = '## 一则消息\n\n昨天，澄泽精工股份有限公司链务联络员席怀瑾、蒲天佑参加座谈。\n'
    const people = extractPage(page, { name: 'x', learnt }).articles.flatMap(({ facts }) =>
      facts.flatMap(fact => (fact.kind === 'person' ? [fact] : [])),
    )
    expect(people).toMatchObject([
      { name: '席怀瑾', post: '链务联络员', organisation: '澄泽精工股份有限公司' },
      { name: '蒲天佑', post: '链务联络员', organisation: '澄泽精工股份有限公司' },
    ])
    for (const { evidence: passage } of people) expect(page.slice(passage.start, passage.end)).toBe(passage.text)
  })
})

describe('where a lesson holds', () => {
  const paper = { publication: '潮报', unitId: null }
  test.each<[string, Partial<LessonTold>, { publication: string | null; unitId: string | null }, boolean]>([
    ['on the paper it was taught on', paper, paper, true],
    ['not on another', paper, { ...paper, publication: '汐报' }, false],
    ['not where no paper is named', paper, everywhere, false],
    ['on pages of the unit', { unitId: 'u' }, { publication: '潮报', unitId: 'u' }, true],
    ['not on those of another', { unitId: 'u' }, { publication: null, unitId: 'v' }, false],
    ['on all where neither was told', {}, paper, true],
    ['a name on all in any case', { ...paper, kind: 'name' }, everywhere, true],
  ])('%s', (_, lesson, source, holds) => expect(holdsOn(told(lesson), source)).toBe(holds))
})

test.each([
  [0.9, 0, 0, 0.9],
  [0.9, 0, 1, 0.8],
  [0.8, 2, 0, 0.84],
  [0.6, 0, 8, 0.3],
])('a pattern of confidence %d, taken %d times and not taken %d, weighs %d', (c, right, wrong, weight) =>
  expect(weighed(c, { right, wrong })).toBeCloseTo(weight, 4),
)
