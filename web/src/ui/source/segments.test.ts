import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SourceSpan, sourceLines } from './segments.ts'

const text = '本报讯 昨天，崇川区开工。\n\n第二行到这里\r\n完。'
const span = (id: string, start: number, end: number): SourceSpan => ({ id, start, end, state: 'pending' })
const put = (lines: ReturnType<typeof sourceLines>) => lines.map(line => line.text).join('\n')

describe('a source cut into lines and spans', () => {
  it('is the same text when put together, whatever the spans', () => {
    const spans = fc.array(
      fc
        .tuple(fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }))
        .map(([start, end]) => span(`${start}-${end}`, start, end)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('字', 'a', '\n', '\r', '𠮷') }), spans, (any, list) => {
        const lines = sourceLines(any, list)
        expect(put(lines)).toBe(any)
        for (const line of lines)
          expect(line.segments.map(({ start, end }) => any.slice(start, end)).join('')).toBe(line.text)
      }),
    )
  })

  it('gives a click on nested spans to the innermost', () => {
    const [line] = sourceLines(text, [span('outer', 4, 13), span('inner', 7, 10)])
    expect(line?.segments.map(each => each.span?.id)).toEqual([undefined, 'outer', 'inner', 'outer'])
    expect(line?.segments[2]?.covering.map(({ id }) => id)).toEqual(['outer', 'inner'])
  })

  it('carries a span over a line break and ends it once', () => {
    const over = span('over', 11, 20)
    const lines = sourceLines(text, [over])
    const ends = lines.flatMap(line => line.segments).filter(segment => segment.ends.includes(over))
    expect(ends).toHaveLength(1)
    expect(ends[0]?.end).toBe(20)
  })

  it('leaves out spans that lie beyond the text or are turned round', () => {
    const lines = sourceLines('短', [span('beyond', 0, 9), span('turned', 1, 0), span('before', -2, 1)])
    expect(lines[0]?.segments).toEqual([{ start: 0, end: 1, span: null, covering: [], ends: [] }])
  })

  it('keeps up with a page of fifty thousand characters and two thousand spans', () => {
    const long = `${'字'.repeat(49)}\n`.repeat(1000)
    const spans = Array.from({ length: 2000 }, (_, index) => span(String(index), index * 25, index * 25 + 9))
    const lines = sourceLines(long, spans)
    expect(lines).toHaveLength(1001)
    expect(
      new Set(lines.flatMap(line => line.segments.flatMap(({ covering }) => covering.map(({ id }) => id)))).size,
    ).toBe(2000)
  })
})
