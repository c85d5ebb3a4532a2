import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractPage } from '../extract/index.ts'
import { comparable, compare, isRepeat, thresholds } from './compare.ts'
import { lettersOf, shinglesOf } from './shingles.ts'
import { sketchOf } from './sketch.ts'
import { type Pair, pairs } from './testing/pairs.ts'

const folder = join(import.meta.dirname, '../../../../demo/pages')
/** Every article of the demonstration city: no two tell the same. */
const articles = readdirSync(folder)
  .filter(name => name.endsWith('.txt'))
  .flatMap(name => {
    const text = readFileSync(join(folder, name), 'utf8')
    return extractPage(text, { name, issueDate: null, gazetteer: [] }).articles.map(each =>
      text.slice(each.span.start, each.span.end),
    )
  })
const isFound = (a: string, b: string) => {
  const [left, right] = [sketchOf(shinglesOf(a)), new Set(sketchOf(shinglesOf(b)))]
  return left.some(band => right.has(band))
}
const verdict = ({ first, second }: Pick<Pair, 'first' | 'second'>) => {
  const [a, b] = [comparable(first), comparable(second)]
  const alike = compare(a, b)
  return { alike, repeats: isFound(first, second) && isRepeat(a, b, alike) }
}

describe('an article printed again', () => {
  it.each(pairs)('$label: $about', pair => {
    const { alike, repeats } = verdict(pair)
    expect({ alike, repeats }).toMatchObject({ repeats: pair.label !== 'different' })
  })

  it('is found among the articles of the demonstration city with one of its sentences left out', () => {
    const long = articles.filter(text => lettersOf(text).length > 120)
    expect(long.length).toBeGreaterThan(20)
    for (const text of long) {
      const sentences = text.split(/(?<=。)/)
      const shortened = sentences.filter((_, n) => n !== 1).join('')
      expect(verdict({ first: text, second: `另一个标题\n${shortened}` }).repeats, text.slice(0, 30)).toBe(true)
    }
  })

  it('is not seen in articles of the demonstration city that tell of different things', () => {
    const made = articles.map(comparable)
    let most = 0
    for (const [i, a] of made.entries())
      for (const b of made.slice(i + 1)) {
        const alike = compare(a, b)
        most = Math.max(most, alike.contained)
        expect(isRepeat(a, b, alike), `${a.letters.slice(0, 20)} ${b.letters.slice(0, 20)}`).toBe(false)
      }
    // Half of the threshold, so that it does not stand on an edge.
    expect(most).toBeLessThan(thresholds.contained / 2)
  })

  it('is told by thresholds that stand in the middle: a little more or less changes no verdict', () => {
    for (const pair of pairs) {
      const { alike } = verdict(pair)
      const [a, b] = [comparable(pair.first), comparable(pair.second)]
      for (const [contained, numbers] of [
        [0.45, 0.36],
        [0.75, 0.58],
      ] as const)
        expect(isRepeat(a, b, alike, { ...thresholds, contained, numbers }), pair.about).toBe(
          pair.label !== 'different',
        )
    }
  })
})

describe('the measure', () => {
  it('does not see width, marks, spaces and line ends', () => {
    expect(compare(comparable('全市，2150万吨。'), comparable('全市 ２１５０万吨\n')).isExact).toBe(true)
  })

  it('is the same both ways, between 0 and 1, and 1 for a text and itself', () => {
    const text = fc.stringMatching(/^[一二三四五六七八九十12。，]{0,60}$/)
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [there, back] = [compare(comparable(a), comparable(b)), compare(comparable(b), comparable(a))]
        expect(there.likeness).toBe(back.likeness)
        expect(there.contained).toBe(back.contained)
        expect(there.likeness).toBeLessThanOrEqual(there.contained)
        expect(there.contained).toBeLessThanOrEqual(1)
        if (shinglesOf(a).length > 0) expect(compare(comparable(a), comparable(a)).likeness).toBe(1)
      }),
    )
  })

  it('makes sketches that are the same on every machine', () => {
    expect(sketchOf(shinglesOf('沿江物流走廊开进第三座码头')).slice(0, 3)).toMatchInlineSnapshot(`
      [
        1851308982,
        1849785743,
        1697510365,
      ]
    `)
    expect(sketchOf(shinglesOf('短'))).toEqual([])
  })
})
