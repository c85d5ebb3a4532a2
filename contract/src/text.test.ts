import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { nameFrom, someName, turnsDirection } from './text.ts'

const propList = join(import.meta.dirname, '../../../shared/oracles/unicode/PropList.txt')
const there = existsSync(propList)
if (!there) console.warn('SKIPPED: ../shared/oracles/unicode/PropList.txt is absent')

/** The code points that PropList.txt gives a property. */
function withProperty(property: string): number[] {
  return [...readFileSync(propList, 'utf8').matchAll(/^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)/gm)]
    .filter(([, , , name]) => name === property)
    .flatMap(([, from = '', to = from]) => {
      const first = Number.parseInt(from, 16)
      return Array.from({ length: Number.parseInt(to, 16) - first + 1 }, (_, index) => first + index)
    })
}

describe('a name', () => {
  const name = someName(20)

  test.each([
    ['  南通  科技局 ', '南通 科技局'],
    ['甲\u3000\u00a0乙', '甲 乙'],
    ['e\u0301cole', 'école'],
    ['\ufa19社', '神社'],
    ['科技\u200b局\ufeff', '科技局'],
    ['👩‍🔬', '👩‍🔬'],
    ['a\tb\r\nc', 'a b c'],
  ])('%j is kept as %j', (given, kept) => {
    expect(name.parse(given)).toBe(kept)
    expect(name.parse(kept)).toBe(kept)
  })

  test.each(['', ' \u3000 ', '\u200b', 'a\u0007b', 'a\u009fb', 'x'.repeat(21)])('%j is refused', given => {
    expect(name.safeParse(given).success).toBe(false)
  })

  test.runIf(there)('with any of the twelve that turn the direction is refused, and no other letter is', () => {
    const turning = withProperty('Bidi_Control')
    expect(turning).toHaveLength(12)
    for (let point = 0; point < 0x110000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const char = String.fromCodePoint(point)
      if (turnsDirection.test(char) !== turning.includes(point)) expect.fail(`U+${point.toString(16)}`)
    }
    for (const point of turning)
      for (const given of [`a${String.fromCodePoint(point)}b`, `${String.fromCodePoint(point)}a`])
        expect(name.safeParse(given).error?.issues, point.toString(16)).toMatchObject([{ code: 'invalid_format' }])
  })
})

describe('a name made from prose', () => {
  it.each([
    ['加快  建设\n江海实验室', 20, '加快 建设 江海实验室'],
    ['\u202e反过来\u2066\u2069', 20, '反过来'],
    ['\u0001\u0002\u200b', 20, ''],
    ['一二三四五六', 4, '一二三…'],
    ['一二𠮷五', 4, '一二…'],
    ['半个\ud842', 10, '半个'],
  ])('%j in at most %i is %j', (text, most, name) => {
    expect(nameFrom(text, most)).toBe(name)
  })

  it('passes as a name whatever the text, or is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, most) => {
        const name = nameFrom(text, most)
        expect(name === '' || someName(most).safeParse(name).data === name).toBe(true)
      }),
    )
  })
})
