import { expect, it } from 'vitest'
import { lineNumbered } from './lines.ts'

const text = '标题\n\n第一行\n\n\n第二行\n第三行\n别的一篇'
const article = { bodyStart: text.indexOf('第一行'), span: { start: 0, end: text.indexOf('\n别的') } }

it.each([
  [1, '第一行'],
  [2, '第二行'],
  [3, '第三行'],
])('line %d begins with %s, empty ones uncounted', (number, words) => {
  expect(lineNumbered(text, article, number)).toBe(text.indexOf(words))
})

it.each([0, 4, 1.5, Number.NaN])('there is no line %d of the article', number => {
  expect(lineNumbered(text, article, number)).toBeNull()
})
