import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '#contract/kernel.ts'
import { citation, whereOf } from './cite.ts'
import { dockOffset, placeBeside } from './place.ts'

const source = { id: '1', name: 'a.txt', publication: '样例晚报', issueDate: '2024-09-21', page: '第2版' }
const quoted: Evidence = {
  kind: 'source',
  factId: null,
  source,
  start: 834,
  end: 847,
  text: '一共要摆4000多台（套）',
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

describe('a citation', () => {
  it('says what, how much, the words and where they stand', () => {
    expect(citation('样机', '4000台（套）以上', quoted, 'zh')).toBe(
      '样机：4000台（套）以上。“一共要摆4000多台（套）”（样例晚报2024年9月21日第2版，第835至847字）',
    )
  })

  it('of a computed figure does not pretend to quote', () => {
    expect(citation('差', '22', { kind: 'denied', owner: null }, 'zh')).toBe('差：22')
    expect(citation('gap', '22', undefined, 'en')).toBe('gap: 22')
  })

  it('of a page without a date says so', () => {
    expect(whereOf({ ...quoted, source: { ...source, publication: null, issueDate: null, page: null } }, 'zh')).toBe(
      'a.txt（日期未填），第835至847字',
    )
    expect(whereOf({ ...quoted, source: { ...source, issueDate: null } }, 'en')).toContain('no date')
  })
})

describe('a floating popover', () => {
  const window = { width: 1000, height: 700 }
  const popover = { width: 392, height: 300 }

  it('stands 8 px below its figure, or above where there is more room', () => {
    expect(placeBeside({ left: 100, top: 100, width: 40, height: 20 }, popover, window)).toMatchObject({
      top: 128,
      left: 84,
    })
    expect(placeBeside({ left: 100, top: 600, width: 40, height: 20 }, popover, window)).toMatchObject({ top: 292 })
  })

  it('never leaves the window nor covers its figure', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: 960 }),
      top: fc.integer({ min: 0, max: 680 }),
      width: fc.constant(40),
      height: fc.constant(20),
    })
    fc.assert(
      fc.property(box, fc.integer({ min: 40, max: 900 }), (figure, height) => {
        const { left, top, maxHeight } = placeBeside(figure, { width: 392, height }, window)
        const bottom = top + Math.min(height, maxHeight)
        expect(left).toBeGreaterThanOrEqual(8)
        expect(left + 392).toBeLessThanOrEqual(992)
        expect(top).toBeGreaterThanOrEqual(8)
        expect(bottom).toBeLessThanOrEqual(700)
        expect(bottom <= figure.top || top >= figure.top + figure.height).toBe(true)
      }),
    )
  })
})

describe('a docked popover', () => {
  it('stands at the height of its row', () => {
    expect(dockOffset(400, 100, 200, 900)).toBe(300)
  })

  it('is never pulled above its margin nor pushed off the page', () => {
    expect(dockOffset(50, 100, 200, 900)).toBe(0)
    expect(dockOffset(880, 100, 200, 900)).toBe(600)
  })
})
