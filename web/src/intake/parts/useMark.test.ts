import { expect, it } from 'vitest'
import { moved } from './useMark.ts'

const text = '江𠮷海演示'
const all = { start: 0, end: text.length }

it.each([
  ['the end grows by a character', { start: 0, end: 4 }, 'end', 1, { start: 0, end: 5 }],
  ['the end steps over both halves of one', { start: 0, end: 1 }, 'end', 1, { start: 0, end: 3 }],
  ['the start steps back over both halves', { start: 3, end: 5 }, 'start', -1, { start: 1, end: 5 }],
  ['the end does not leave the article', { start: 0, end: 6 }, 'end', 1, { start: 0, end: 6 }],
  ['the start does not leave the article', { start: 0, end: 6 }, 'start', -1, { start: 0, end: 6 }],
  ['the ends do not meet', { start: 4, end: 5 }, 'end', -1, { start: 4, end: 5 }],
  ['nor cross', { start: 4, end: 5 }, 'start', 1, { start: 4, end: 5 }],
] as const)('%s', (_, span, end, by, expected) => {
  expect(moved(text, span, end, by, all)).toEqual(expected)
})
