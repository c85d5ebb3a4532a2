import { expect, it } from 'vitest'
import type { Problem } from './api.ts'
import { sentenceOf } from './say.ts'

const refused = (code: string, params: Record<string, string | number> = {}): Problem => ({
  kind: 'refused',
  refusal: { code, params, field: null, fields: [] },
})

it('a refusal is told in its sentence, with instants by the clock of Asia/Shanghai', () => {
  const early = refused('participation.not-open', { opensAt: '2025-09-20T16:00:00.000Z' })
  expect(sentenceOf(early, 'zh')).toBe('还没有开始，开始时间是2025年9月21日 00:00。')
  expect(sentenceOf(early, 'en')).toBe('It has not begun; it opens at 21 Sept 2025 00:00.')
})

it('refusals of quizzes, of signing in and of the program are all worded; one that nobody worded says its code', () => {
  for (const code of ['participation.time-over', 'citizens.code-wrong', 'kernel.writes-too-many'])
    for (const language of ['zh', 'en'] as const) expect(sentenceOf(refused(code), language)).not.toContain(code)
  expect(sentenceOf(refused('nobody.worded-it'), 'zh')).toBe('nobody.worded-it')
})
