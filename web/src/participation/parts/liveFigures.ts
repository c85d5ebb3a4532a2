import type { QuizLive } from '#contract/participation/quiz.ts'

type Score = QuizLive['scores'][number]
type Question = QuizLive['questions'][number]

/** Scores from the highest down, each with its length against the longest, from 0 to 1. */
export function bars(scores: readonly Score[]): (Score & { share: number })[] {
  const longest = Math.max(1, ...scores.map(({ people }) => people))
  return scores.map(each => ({ ...each, share: each.people / longest })).toSorted((a, b) => b.score - a.score)
}

/** The scores that most people have, from the highest down, and how many people each of them has; null where nobody has any. */
export function mostFrequent(scores: readonly Score[]): { scores: number[]; people: number } | null {
  const people = Math.max(0, ...scores.map(each => each.people))
  if (people === 0) return null
  return { scores: bars(scores.filter(each => each.people === people)).map(({ score }) => score), people }
}

/** Questions that were drawn, those answered rightly least often first. A question drawn and not answered was not answered rightly. */
export function hardestFirst(questions: readonly Question[]): (Question & { share: number })[] {
  return questions
    .filter(({ shown }) => shown > 0)
    .map(each => ({ ...each, share: each.right / each.shown }))
    .toSorted((a, b) => a.share - b.share || b.shown - a.shown || (a.code < b.code ? -1 : 1))
}
