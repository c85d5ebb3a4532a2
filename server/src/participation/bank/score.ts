import { optionLetters, type Paper, type QuestionBank, type Score } from '#contract/participation/bank.ts'
import { refuse } from '#kernel/refusal.ts'
import { questionsByCode } from './draw.ts'

/** What a right answer counts where the rules of a quiz say nothing else (page 002: 20 points of 100). */
export const usualPoints = 20

/** What somebody chose, by question: the place of the option as it was shown, counted from 0. A question left out was not answered. */
export type Choices = ReadonlyMap<string, number>

/**
 * What a paper scored, question by question in the order of the paper. A wrong answer and none count nothing; nothing is taken off. Read
 * with the version of the bank the paper was drawn from.
 *
 * Refuses `participation.choice-not-on-paper`, and `participation.choice-unfit` {place} for a place the question does not have.
 */
export function scorePaper(
  paper: Paper,
  bank: Pick<QuestionBank, 'questions'>,
  choices: Choices,
  pointsEach = usualPoints,
): Score {
  const question = questionsByCode(bank)
  const onPaper = new Set(paper.map(({ questionCode }) => questionCode))
  for (const code of choices.keys())
    if (!onPaper.has(code)) throw refuse('participation.choice-not-on-paper', {}, { field: code })
  const lines = paper.map(({ questionCode, optionOrder }) => {
    const { answer } = question(questionCode)
    const place = choices.get(questionCode)
    const chosen = place === undefined ? null : letterShownAt(optionOrder, place, questionCode)
    const right = chosen === answer
    return { questionCode, chosen, answer, right, points: right ? pointsEach : 0 }
  })
  return {
    points: lines.reduce((sum, { points }) => sum + points, 0),
    most: paper.length * pointsEach,
    lines,
  }
}

function letterShownAt(optionOrder: readonly number[], place: number, code: string) {
  const letter = optionLetters[optionOrder[place] ?? -1]
  if (letter === undefined) throw refuse('participation.choice-unfit', { place: place + 1 }, { field: code })
  return letter
}
