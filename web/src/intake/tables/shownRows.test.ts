import { expect, test } from 'vitest'
import { shownRows } from './shownRows.ts'

const lines = Array.from({ length: 1000 }, (_, n) => `第${n + 1}行`)
const text = lines.join('\n')
const at = (n: number) => {
  const start = text.indexOf(`第${n}行`)
  return { start, end: start + 3 }
}
const printed = (facts: Array<{ start: number; end: number }>) => {
  const shown = shownRows(text, { start: 0, end: text.length }, facts)
  const own = text.slice(shown.start, shown.end).split('\n')
  expect(own).toEqual(lines.slice(shown.from - 1, shown.to))
  expect(shown.total).toBe(1000)
  return [shown.from, shown.to]
}

test('of a long table the lines of the facts in hand are printed, whole lines, with a few around them', () => {
  expect(printed([at(500), at(520)])).toEqual([497, 523])
  expect(printed([at(1)])).toEqual([1, 4])
  expect(printed([at(1000)])).toEqual([997, 1000])
  expect(printed([at(10), at(900)])).toEqual([7, 306])
  expect(printed([])).toEqual([1, 4])
})

test('a short one is printed whole', () => {
  expect(shownRows('一\n二', { start: 0, end: 3 }, [])).toEqual({ start: 0, end: 3, from: 1, to: 2, total: 2 })
})
