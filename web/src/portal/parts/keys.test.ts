import { expect, it } from 'vitest'
import { meaningOf } from './keys.ts'

it.each([
  ['1', 'Digit1', { choose: 0 }],
  ['4', 'Numpad4', { choose: 3 }],
  ['a', 'KeyA', { choose: 0 }],
  ['D', 'KeyD', { choose: 3 }],
  ['丙', '', { choose: 2 }],
  ['Process', 'KeyB', { choose: 1 }],
  ['Process', 'Digit3', { choose: 2 }],
  ['ArrowLeft', 'ArrowLeft', { turn: -1 }],
  ['ArrowRight', 'ArrowRight', { turn: 1 }],
  ['0', 'Digit0', null],
  ['k', 'KeyK', null],
  ['Process', 'KeyZ', null],
  ['Enter', 'Enter', null],
  [' ', 'Space', null],
])('%j (%s) means %j', (key, code, meaning) => {
  expect(meaningOf({ key, code })).toEqual(meaning)
})
