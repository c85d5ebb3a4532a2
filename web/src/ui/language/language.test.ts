import { describe, expect, it } from 'vitest'
import { translations } from './language.ts'
import { registerSentences, sentence } from './sentences.ts'

registerSentences(
  {
    'a.late': '{unit}迟了{count}天，应在{day}报',
    'a.state.closed': '已办结',
    'a.not-open': '现在{state}',
    'a.dotted': '{x}',
  },
  {
    'a.late': '{unit} is {count} {count, plural(one: day; other: days)} late, due {day}',
    'a.state.closed': 'closed',
    'a.not-open': 'now {state}',
    'a.dotted': '{x}',
  },
)

describe('a sentence by its code', () => {
  it('is filled in the language asked for', () => {
    const params = { unit: '崇川区', count: 1, day: '2025-05-08' }
    expect(sentence('a.late', params, 'zh')).toBe('崇川区迟了1天，应在2025年5月8日报')
    expect(sentence('a.late', params, 'en')).toBe('崇川区 is 1 day late, due 8 May 2025')
    expect(sentence('a.late', { ...params, count: 3 }, 'en')).toContain('3 days late')
  })

  it('words a parameter that is a code of the same room', () => {
    expect(sentence('a.not-open', { state: 'closed' }, 'zh')).toBe('现在已办结')
    expect(sentence('a.not-open', { state: 'elsewhere' }, 'en')).toBe('now elsewhere')
  })

  it('that nobody registered still says something, with the code', () => {
    expect(sentence('b.strange', {}, 'zh')).toContain('b.strange')
    expect(sentence('b.strange', {}, 'en')).toContain('b.strange')
  })

  it('takes what people typed as it stands', () => {
    expect(sentence('a.dotted', { x: '<b>{unit} $t(a.late)</b>' }, 'zh')).toBe('<b>{unit} $t(a.late)</b>')
    expect(sentence('a.dotted', { x: null }, 'zh')).toBe('未填')
  })
})

it('switching the language needs no waiting', async () => {
  await translations.changeLanguage('en')
  expect(translations.language).toBe('en')
  await translations.changeLanguage('zh')
})
