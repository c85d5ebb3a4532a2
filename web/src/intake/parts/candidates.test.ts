import { describe, expect, it } from 'vitest'
import type { Fact } from '#contract/extraction.ts'
import type { FactView } from '../api.ts'
import { candidatesOf, passagesOf } from './candidates.ts'
import { fieldsOf } from './fields.ts'

const text =
  '4月份港口吞吐量公布\n市统计局发布数据，2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。集装箱吞吐量19.8万标箱。\n江海演示集团党委书记、董事长沈怀舟要求，各单位月底前排出计划。每月报送一次。'

const at = (words: string) => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, text: words }
}
const view = (fact: Fact, original: Fact | null = fact): FactView => ({
  id: fact.kind + fact.evidence.start,
  version: 1,
  pageId: 'p',
  articleId: 'a',
  sourceId: 's',
  position: 1,
  state: 'pending',
  fact,
  original,
  corrected: [],
  proposed: null,
  resolved: null,
  reason: null,
  decidedBy: null,
  decidedAt: null,
  may: [],
  disagrees: [],
  disputed: false,
  rests: [],
})
const figure = view({
  kind: 'figure',
  subject: '全市港口',
  indicator: '货物吞吐量',
  value: 3.2,
  unit: '%',
  period: null,
  comparison: null,
  bound: null,
  evidence: at('全市港口货物吞吐量2150万吨'),
  confidence: 0.9,
})
const person = view({
  kind: 'person',
  name: '沈怀舟',
  post: '书记',
  organisation: '江海演示集团',
  evidence: at('江海演示集团党委书记、董事长沈怀舟'),
  confidence: 0.9,
})
const task = view({
  kind: 'task',
  assignee: null,
  what: '各单位月底前排出计划',
  statedBy: null,
  evidence: at('各单位月底前排出计划'),
  confidence: 0.8,
})
const facts = [figure, person, task]
const offered = (of: FactView, key: string) => {
  const field = fieldsOf(of.fact.kind).find(each => each.key === key)
  if (!field) throw new Error(`no field ${key}`)
  return candidatesOf(field, { view: of, facts, text })
}

describe('what a field may rather read', () => {
  it('is what stands in the passage first, then in its sentence; a number of a date is no value', () => {
    expect(offered(figure, 'value')).toEqual(['2150'])
    expect(offered(figure, 'unit')[0]).toBe('万吨')
    expect(offered(figure, 'period')).toContain('2025年4月')
  })

  it('is the whole post before a name, without the organisation', () => {
    expect(offered(person, 'post').slice(0, 2)).toEqual(['党委书记、董事长', '江海演示集团党委书记、董事长'])
  })

  it('is a name the page gives to somebody of the right sort', () => {
    expect(offered(task, 'statedBy')).toEqual(['沈怀舟'])
    expect(offered(task, 'assignee')).toContain('江海演示集团')
  })

  it('begins with what the reader had read, where a person changed it', () => {
    const changed = view({ ...task.fact, kind: 'task', what: '排出计划', assignee: null, statedBy: null }, task.fact)
    expect(offered(changed, 'what')[0]).toBe('各单位月底前排出计划')
  })

  it('offers the few choices of a field with none last, and never what the field says now', () => {
    expect(offered(figure, 'comparison')).toEqual(['同比', '环比', '较上月', '累计'])
    expect(offered(figure, 'bound')).toEqual(['>', '<', '~'])
  })

  it('offers nothing that the page does not print', () => {
    const printed = text.replace(/\s/g, '')
    for (const each of facts)
      for (const field of fieldsOf(each.fact.kind)) {
        if (field.as === 'choice') continue
        for (const value of offered(each, field.key)) expect(printed).toContain(value.replace(/\s/g, ''))
      }
  })
})

describe('passages that may rather prove a fact', () => {
  it('are its clause, its sentence and both with what stands beside, never beyond the article', () => {
    const within = { start: text.indexOf('江海演示集团'), end: text.length }
    const shown = passagesOf({ view: task, text }, within).map(({ start, end }) => text.slice(start, end))
    expect(shown).toEqual([
      '各单位月底前排出计划。',
      '江海演示集团党委书记、董事长沈怀舟要求，各单位月底前排出计划。',
      '江海演示集团党委书记、董事长沈怀舟要求，各单位月底前排出计划。每月报送一次。',
    ])
  })
})
