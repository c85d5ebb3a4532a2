import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { bankDocument } from './index.ts'
import { aBank, aQuestion } from './testing/drafts.ts'

const wordsOf = (bytes: Uint8Array) =>
  strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
    .replaceAll('</w:p>', '\n')
    .replace(/<[^>]+>/g, '')
const options = { issuer: '示范市医疗保险基金管理中心', date: '2024-09-21' } as const
const bank = {
  ...aBank(0),
  titleZh: '医保知识竞答题库',
  questions: [
    aQuestion({ topic: '参保', options: ['双方共同缴纳', '全部由单位缴纳', '全部由职工缴纳', '由社区缴纳'] }),
    aQuestion({
      code: 'YB-002',
      stem: '<b>乙</b>问？',
      options: ['对', '错'],
      answer: 'B',
      topic: '监管',
      explanation: '解析乙。',
    }),
    aQuestion({
      code: 'YB-003',
      stem: '丙问？',
      topic: '参保',
      options: ['用人单位和职工共同按月缴纳', '由用人单位缴纳', '由职工个人缴纳', '由居住地的社区缴纳'],
      source: { title: '另一件', where: null, link: null },
    }),
  ],
}

describe('a bank to print', () => {
  it('with answers has each question with its answer, why, and the number of its source', async () => {
    const lines = wordsOf(await bankDocument(bank, { ...options, answers: true })).split('\n')
    const from = lines.indexOf('一、参保')
    expect(lines.slice(from, from + 5)).toEqual([
      '一、参保',
      '1．职工参加职工基本医疗保险，保险费由谁缴纳？〔YB-001〕',
      'A．双方共同缴纳　　　　　B．全部由单位缴纳',
      'C．全部由职工缴纳　　　　D．由社区缴纳',
      '答案：A。社会保险法规定由用人单位和职工按照国家规定共同缴纳。〔1〕',
    ])
    // Long options stand each on its own line.
    expect(lines).toContain('D．由居住地的社区缴纳')
    // Topics stand together, numbers run through, short options share a line, markup is text.
    const second = lines.indexOf('二、监管')
    expect(lines.slice(second, second + 4)).toEqual([
      '二、监管',
      '3．&lt;b&gt;乙&lt;/b&gt;问？〔YB-002〕',
      'A．对　　　　　　　　　　B．错',
      '答案：B。解析乙。〔1〕',
    ])
    expect(lines).toContain('〔1〕中华人民共和国社会保险法，第二十三条')
    expect(lines).toContain('〔2〕另一件')
  })

  it('without answers holds neither answer nor explanation nor source anywhere in the file', async () => {
    const bytes = await bankDocument(bank, { ...options, answers: false })
    const all = Object.values(unzipSync(bytes))
      .map(content => strFromU8(content))
      .join('\n')
    expect(wordsOf(bytes)).toContain('1．职工参加职工基本医疗保险，保险费由谁缴纳？〔YB-001〕')
    for (const told of ['答案：', '解析乙', '社会保险法', '另一件']) expect(all).not.toContain(told)
  })

  it('is the same file every time', async () => {
    const once = await bankDocument(bank, { ...options, answers: true })
    expect(Buffer.from(await bankDocument(bank, { ...options, answers: true })).equals(Buffer.from(once))).toBe(true)
  })
})
