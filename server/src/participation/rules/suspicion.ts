import type { z } from 'zod'
import type { QuizRules, suspicionReason } from '#contract/participation/quiz.ts'

export type Reason = z.infer<typeof suspicionReason>

/*
 * When a person is asked to look. Figures are ours [C]: a family shares a telephone, a school and a carrier's district share an address,
 * and a wrong guess made by two is chance. Nothing here takes anybody out of the ranking.
 */
export const thresholds = {
  /** People who finished on one device. */
  device: { people: 3 },
  /** People with the very same wrong answers, within so many minutes. */
  answers: { people: 3, minutes: 10 },
  /** Numbers of one block of a hundred that joined within so many minutes. */
  block: { people: 5, minutes: 10 },
  /** People who finished from one address within so many minutes. */
  address: { people: 500, minutes: 60 },
} as const

/** Kinds of traces, by the reason they are evidence of. */
export const traceKinds = {
  'same-device': 'device',
  'same-answers': 'answers',
  'many-from-address': 'address',
} as const
export type TraceKind = (typeof traceKinds)[keyof typeof traceKinds]

/** Whether an attempt was answered faster than its questions can be read. One with no answer at all was not answered. */
export function isTooFast(rules: QuizRules, attempt: { tenths: number; questions: number; answered: number }): boolean {
  return attempt.answered > 0 && attempt.tenths < rules.floorTenths * attempt.questions
}
