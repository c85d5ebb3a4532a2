import { expect, it } from 'vitest'
import { usualLimits } from '#kernel/http/limits.ts'
import { limitSettings } from './limitSettings.ts'

it('limits are as usual where nothing is set, and what is named goes with its number', () => {
  expect(limitSettings()).toMatchObject({ limits: usualLimits, firstPasswordDays: 7 })
  expect(limitSettings(' reads=60, open-reads=60000, first-password-days=3 ')).toMatchObject({
    limits: { ...usualLimits, reads: { atOnce: 120, perMinute: 60 }, openReads: { atOnce: 60_000, perMinute: 60_000 } },
    firstPasswordDays: 3,
  })
})

it.each([
  'read=60',
  'reads',
  'reads=',
  'reads=0',
  'reads=-1',
  'reads=1e3',
  'reads=60;writes=1',
  'reads=1,reads=2',
  'first-password-days=31',
  '__proto__=1',
  'toString=1',
  'constructor=1',
])('limits set as %j are refused: one that was misspelt would not be there', given => {
  expect(() => limitSettings(given)).toThrow('app.limits-unfit')
})
