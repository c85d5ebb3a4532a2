import { describe, expect, it } from 'vitest'
import { attempt, openBank } from './portal.ts'
import { drawRules, quizRules } from './quiz.ts'

describe('the rules of a quiz that nobody changed', () => {
  it('are the printed ones: 5 questions, 5 minutes, 20 points, every 7 days 520 of the first 1,000', () => {
    expect(quizRules.parse({})).toMatchObject({ questions: 5, seconds: 300, points: 20 })
    expect(drawRules.parse({ prize: '礼包' })).toMatchObject({ everyDays: 7, winners: 520, ofTop: 1000 })
  })
})

describe('a paper before its result', () => {
  it('has no place for a right answer', () => {
    const shown = attempt.shape.questions.element.shape
    expect(Object.keys(shown)).toEqual(['position', 'stem', 'options', 'choice', 'savedAt'])
    // The same question in the public bank has one, so the list above is not merely short.
    expect(Object.keys(openBank.shape.questions.element.shape)).toContain('right')
  })
})
