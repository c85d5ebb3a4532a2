import type { Suspicion } from '#contract/participation/quiz.ts'
import type { Say } from '#ui/language/language.ts'
import type { SuspicionWord } from '../suspicionWords.ts'

/** Why somebody is looked at, as a sentence with its figures. */
export function because({ reason, facts }: Pick<Suspicion, 'reason' | 'facts'>, say: Say<SuspicionWord>): string {
  const tenths = Number(facts.tenths ?? 0)
  const questions = Number(facts.questions ?? 1)
  return say(`sentence-${reason}`, {
    ...facts,
    seconds: (tenths / 10).toFixed(1),
    each: (tenths / 10 / Math.max(1, questions)).toFixed(1),
  })
}

/** The last signs of somebody's id: enough to tell people of one queue apart, and nothing about them. */
export const shortId = (id: string): string => id.slice(-8)
