import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chineseNumeral, printedWidth, widthOf } from './text.ts'
import { titleLines } from './titleLines.ts'

describe('a title', () => {
  test.each<[string, string[]]>([
    ['双月例会纪要', ['双月例会纪要']],
    ['关于报送\n进展的通知', ['关于报送', '进展的通知']],
    ['', ['']],
  ])('%s stays as it is where it fits', (title, lines) => expect(titleLines(title, 20)).toEqual(lines))

  test('is broken evenly between words, and no line begins with a mark or 的', () => {
    const lines = titleLines('关于进一步加强长江口产业创新协同区重大项目推进工作的实施意见', 20)
    expect(lines).toHaveLength(2)
    expect(Math.abs(widthOf(lines[0] ?? '') - widthOf(lines[1] ?? ''))).toBeLessThanOrEqual(4)
    expect(lines.some(line => /^[的，。）》]/.test(line))).toBe(false)
  })

  test('loses nothing but spaces at the ends of its lines, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 4, max: 30 }), (title, most) => {
        const squeezed = (text: string) => text.replace(/\s/g, '')
        expect(squeezed(titleLines(title, most).join(''))).toBe(squeezed(title))
      }),
    )
  })
})

test('a heading counts 一 to 九十九', () => {
  expect([1, 10, 11, 20, 21, 99].map(chineseNumeral)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九'])
})

test('digits count half, and a quarter more where they meet Chinese', () => {
  expect(widthOf('2025年')).toBe(3)
  expect(printedWidth('2025年5月8日')).toBe(7.25)
})
