import { describe, expect, it } from 'vitest'
import { drawRules, quiz, quizRules } from '#contract/participation/quiz.ts'
import { fieldsOf, instantAt, type QuizValues, templateOf, valuesOf } from './quizValues.ts'

const template = templateOf(quizRules, drawRules)
const bankId = '01900000-0000-7000-8000-000000000001'
const short: QuizValues = { ...template, titleZh: '医保知识竞答', organiser: '市医保局', bankId, opensAt: '2025-09-21' }

describe('given the short form of a quiz', () => {
  it('when only a title, a bank and a day are written, then it goes on for fourteen days by the printed rule', () => {
    const fields = fieldsOf(short, 3)
    expect(fields).toMatchObject({
      bankVersion: 3,
      opensAt: '2025-09-20T16:00:00.000Z',
      closesAt: '2025-10-04T16:00:00.000Z',
      rules: { questions: 5, seconds: 300, points: 20 },
      draws: { everyDays: 7, winners: 520, ofTop: 1000 },
      titleEn: null,
      bankPublishedOn: null,
    })
  })

  it('when it has no draws, then no rules of draws are sent', () => {
    expect(fieldsOf({ ...short, hasDraws: false }, 1).draws).toBeNull()
  })

  it('when a day ends at 24:00, then that is the beginning of the next one', () => {
    expect(instantAt('2025-12-31', '24:00')).toBe('2025-12-31T16:00:00.000Z')
    expect(instantAt('2025-12-31', '18:30')).toBe('2025-12-31T10:30:00.000Z')
  })
})

describe('given a quiz there is', () => {
  const there = quiz.parse({
    ...fieldsOf(short, 1),
    opensAt: '2025-09-20T16:00:17.250Z',
    id: bankId,
    version: 2,
    state: 'draft',
    bankTitle: '',
    cutoffs: [],
    publishedBy: null,
    may: [],
    asOf: null,
  })
  const shown = valuesOf(there, template)

  it('when nothing is changed, then what is sent is what is there, to the millisecond', () => {
    expect(shown).toMatchObject({
      opensAt: '2025-09-21',
      opensTime: '00:00',
      closesAt: '2025-10-04',
      closesTime: '24:00',
    })
    expect(fieldsOf(shown, 9, { quiz: there, shown })).toMatchObject({
      bankVersion: 1,
      opensAt: there.opensAt,
      closesAt: there.closesAt,
    })
  })

  it('when the end is written later, then the beginning stays as it is', () => {
    expect(
      fieldsOf({ ...shown, closesAt: '2025-10-05', closesTime: '18:00' }, 9, { quiz: there, shown }),
    ).toMatchObject({
      opensAt: there.opensAt,
      closesAt: '2025-10-05T10:00:00.000Z',
    })
  })
})
