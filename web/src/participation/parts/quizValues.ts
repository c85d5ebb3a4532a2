import type { z } from 'zod'
import type { drawRules, newQuiz, Quiz, quizRules } from '#contract/participation/quiz.ts'
import { addDays, dayOfInstant, timeOfInstant } from '#ui/days/days.ts'

/** How long a quiz goes on unless somebody says otherwise: 21 September to 4 October, as printed. */
export const usualDays = 14

type Draws = z.infer<typeof drawRules>

/** What the form holds. Instants are a day and a time of Asia/Shanghai, the end is the last day and up to when on it. */
export type QuizValues = {
  titleZh: string
  titleEn?: string
  introZh?: string
  introEn?: string
  organiser: string
  bankId: string
  bankVersion?: number | null
  opensAt: string
  opensTime: string
  closesAt?: string | null
  closesTime: string
  rules: z.infer<typeof quizRules>
  hasDraws: boolean
  draws: Draws
  bankPublishedOn?: string | null
  reason?: string
}

/** The printed rule where there is one and our assumptions where there is none, as the contract has them. */
export function templateOf(
  rules: typeof quizRules,
  draws: typeof drawRules,
): Pick<QuizValues, 'rules' | 'draws' | 'hasDraws' | 'opensTime' | 'closesTime'> {
  return {
    rules: rules.parse({}),
    draws: draws.parse({ prize: '20元话费' }),
    hasDraws: true,
    opensTime: '00:00',
    closesTime: '24:00',
  }
}

/** The form of a quiz there is. */
export function valuesOf(quiz: Quiz, template: Pick<QuizValues, 'draws'>): QuizValues {
  const last = dayOfInstant(Date.parse(quiz.closesAt) - 1)
  const closesTime = timeOfInstant(quiz.closesAt)
  return {
    titleZh: quiz.titleZh,
    titleEn: quiz.titleEn ?? '',
    introZh: quiz.introZh,
    introEn: quiz.introEn,
    organiser: quiz.organiser,
    bankId: quiz.bankId,
    bankVersion: quiz.bankVersion,
    opensAt: dayOfInstant(quiz.opensAt),
    opensTime: timeOfInstant(quiz.opensAt),
    closesAt: last,
    closesTime: last === dayOfInstant(quiz.closesAt) ? closesTime : '24:00',
    rules: quiz.rules,
    hasDraws: quiz.draws !== null,
    draws: quiz.draws ?? template.draws,
    bankPublishedOn: quiz.bankPublishedOn,
  }
}

/** The instant of a day and a time of Asia/Shanghai; 24:00 is the beginning of the next day. */
export function instantAt(day: string, time: string): string {
  const at = time === '24:00' ? `${addDays(day, 1)}T00:00:00+08:00` : `${day}T${time}:00+08:00`
  return new Date(at).toISOString()
}

/**
 * What is sent. `latest` is the newest version of the chosen bank, meant where no version is written. A time that was not touched stays to
 * the second as it is in `before`: the form shows minutes.
 */
export function fieldsOf(
  values: QuizValues,
  latest: number,
  before?: { quiz: Quiz; shown: QuizValues },
): z.input<typeof newQuiz> {
  const { hasDraws, draws, opensTime, closesTime, reason: _, ...rest } = values
  const last = values.closesAt ?? addDays(values.opensAt, usualDays - 1)
  const kept = (name: 'opens' | 'closes') =>
    before?.shown[`${name}At`] === (name === 'opens' ? values.opensAt : last) &&
    before.shown[`${name}Time`] === values[`${name}Time`]
      ? before.quiz[`${name}At`]
      : undefined
  return {
    ...rest,
    titleEn: values.titleEn?.trim() ? values.titleEn : null,
    introZh: values.introZh ?? '',
    introEn: values.introEn ?? '',
    bankVersion: values.bankVersion ?? latest,
    opensAt: kept('opens') ?? instantAt(values.opensAt, opensTime),
    closesAt: kept('closes') ?? instantAt(last, closesTime),
    draws: hasDraws ? draws : null,
    bankPublishedOn: values.bankPublishedOn ?? null,
  }
}
