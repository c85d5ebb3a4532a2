import { describe, expect, it } from 'vitest'
import { extractPage, type Hand } from './index.ts'

const page = `## 沿江物流走廊开进第三座码头

本报讯 昨天，江海演示物流集团有限公司在崇川区召开推进会。市交通运输局局长沈怀舟出席并讲话。走廊总投资42亿元，首
期建设两座仓库。

## 4月份港口吞吐量公布

市统计局发布数据，2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。

日前，江海演示技师学院举办青年技师竞赛，120名选手参加。
院长林知远表示，将在下半年增设两个赛项。
`
const read = (hand?: Hand, text = page) =>
  extractPage(text, { name: 'x', issueDate: '2025-05-12', ...(hand ? { hand } : {}) })
const at = (words: string, text = page) => text.indexOf(words)
const exact = (hand: Hand, text = page) => {
  for (const { facts, span } of read(hand, text).articles)
    for (const { evidence } of facts) {
      expect(evidence.text).toBe(text.slice(evidence.start, evidence.end))
      expect(evidence.start).toBeGreaterThanOrEqual(span.start)
      expect(evidence.end).toBeLessThanOrEqual(span.end)
    }
}

describe('a page laid by hand', () => {
  it('is read as ever where nobody said anything, and where they speak of a line that is not there', () => {
    expect(read({})).toEqual(read())
    expect(read({ begins: [3], moves: [{ at: 99_999, after: 0 }] })).toEqual(read())
  })

  it('is split where a person says that an article begins', () => {
    const hand = { begins: [at('日前，江海')] }
    const before = read().articles.length
    const after = read(hand).articles
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)?.span.start).toBe(at('日前，江海'))
    expect(after.at(-2)?.span.end).toBeLessThanOrEqual(at('日前，江海'))
    exact(hand)
  })

  it('is joined where a person says that none does; its headline is then a paragraph', () => {
    const hand = { joins: [at('## 4月份')] }
    const after = read(hand).articles
    expect(after).toHaveLength(read().articles.length - 1)
    expect(after[0]?.title).toBe('沿江物流走廊开进第三座码头')
    expect(after[0]?.facts.some(fact => fact.kind === 'figure' && fact.value === 2150)).toBe(true)
    exact(hand)
  })

  it('mends a broken column, and breaks what was mended wrongly', () => {
    const text = `## 标题在此处说明\n\n本报讯 昨天，全市港口货物吞吐量为\n《演示》。\n21.5亿吨，同比增长3.2%。\n`
    const hand = { moves: [{ at: at('21.5亿吨', text), after: at('本报讯', text) }], continues: [at('21.5亿吨', text)] }
    const figures = read(hand, text).articles.flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'figure'))
    expect(figures.map(({ evidence }) => evidence.text).some(each => each.includes('吞吐量'))).toBe(true)
    exact(hand, text)
    const apart = read({ breaks: [at('期建设两座')] })
    expect(apart.articles[0]?.facts.every(({ evidence }) => !evidence.text.includes('首\n期'))).toBe(true)
  })

  it('keeps evidence exact where a line printed first is read last', () => {
    const hand = { moves: [{ at: at('本报讯 昨天'), after: at('期建设两座') }] }
    exact(hand)
    expect(read(hand).articles[0]?.facts.length).toBeGreaterThan(0)
  })
})
