import { describe, expect, it } from 'vitest'
import type { Evidence } from '#contract/kernel.ts'
import { noteText } from './noteText.ts'

const words = {
  formula: (code: string) => code,
  more: (count: number) => `等${count}项`,
  hand: (by: string, at: string) => `${by}于${at}手填`,
  denied: '权限外',
  none: '没有凭据',
}
const computed = (labels: readonly string[]): Evidence => ({
  kind: 'computed',
  formula: '在办的事项',
  params: {},
  inputs: labels.map(label => ({ label, value: '', light: null, href: null, ref: null })),
  total: labels.length,
})

describe('a printed note', () => {
  it('of a count names the first three and counts the rest', () => {
    expect(noteText([computed(['甲', '乙'])], 'zh', words)).toBe('在办的事项：甲、乙')
    expect(noteText([computed(['甲', '乙', '丙', '丁'])], 'zh', words)).toBe('在办的事项：甲、乙、丙等4项')
    expect(noteText([computed([])], 'zh', words)).toBe('在办的事项')
  })

  it('of a quotation carries the words and where they stand', () => {
    const quoted: Evidence = {
      kind: 'source',
      factId: null,
      source: { id: '1', name: 'p', publication: '样例晚报', issueDate: '2024-09-21', page: null },
      start: 0,
      end: 4,
      text: '总投资5亿元',
      before: '',
      after: '',
      modality: null,
      confidence: null,
      acceptedBy: null,
      acceptedAt: null,
      log: null,
      supports: 0,
      disputes: [],
    }
    expect(noteText([quoted], 'zh', words)).toContain('“总投资5亿元”（样例晚报2024年9月21日')
  })

  it('of nothing, and of what may not be seen, says so', () => {
    expect(noteText([], 'zh', words)).toBe('没有凭据')
    expect(noteText([{ kind: 'denied', owner: null }], 'zh', words)).toBe('权限外')
  })
})
