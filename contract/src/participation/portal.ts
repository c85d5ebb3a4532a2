import { z } from 'zod'
import { id, instant } from '../kernel.ts'
import { drawRules, quizRules, quizState } from './quiz.ts'

/** A quiz as everybody sees it in the portal, signed in or not. */
export const openQuiz = z.object({
  id,
  titleZh: z.string(),
  titleEn: z.string().nullable(),
  introZh: z.string(),
  introEn: z.string(),
  organiser: z.string(),
  state: quizState.exclude(['draft', 'withdrawn']),
  opensAt: instant,
  closesAt: instant,
  rules: quizRules,
  draws: drawRules.nullable(),
  cutoffs: z.array(instant),
  /** Whether the bank with its answers can be read now. */
  bankIsPublic: z.boolean(),
  people: z.int(),
  now: instant,
})
export type OpenQuiz = z.infer<typeof openQuiz>
export const openQuizzes = z.object({ quizzes: z.array(openQuiz), now: instant })

/** What the citizen's own side of a quiz is: shown before starting and after each attempt. */
export const ownStanding = z.object({
  /** The name under which the citizen stands in the public ranking: letters and digits (`7K3M-9Q2F`), the same in every language. */
  alias: z.string(),
  attemptsLeftToday: z.int(),
  running: id.nullable(),
  /** Null before the first counted attempt, or when set aside. */
  place: z.int().nullable(),
  score: z.int().nullable(),
  tenths: z.int().nullable(),
  /** How many people stand in the ranking. */
  of: z.int(),
  setAside: z.boolean(),
  attempts: z.array(
    z.object({
      id,
      startedAt: instant,
      finishedAt: instant.nullable(),
      score: z.int().nullable(),
      tenths: z.int().nullable(),
    }),
  ),
  now: instant,
})
export type OwnStanding = z.infer<typeof ownStanding>

/** One question of a paper as it is shown: options in the order drawn for this attempt; nothing tells which is right. */
const shownQuestion = z.object({
  /** Its place on the paper, from 1; answers are given under it. */
  position: z.int(),
  stem: z.string(),
  options: z.array(z.string()),
  choice: z.int().nullable(),
  savedAt: instant.nullable(),
})

/** What became of one question, where the quiz shows answers now. */
const judgedQuestion = z.object({
  position: z.int(),
  /** The right option's place in the order shown, from 0. */
  right: z.int(),
  isRight: z.boolean(),
  explanation: z.string(),
  source: z.string(),
})

export const attempt = z.object({
  id,
  quizId: id,
  startedAt: instant,
  endsAt: instant,
  finishedAt: instant.nullable(),
  /** The server's clock when it answered: what is left is `endsAt - now`, whatever the telephone's clock says. */
  now: instant,
  questions: z.array(shownQuestion),
  result: z
    .object({
      score: z.int(),
      /** Time taken, in tenths of a second, by the server. */
      tenths: z.int(),
      closedByClock: z.boolean(),
      place: z.int().nullable(),
      of: z.int(),
      questions: z.array(judgedQuestion).nullable(),
    })
    .nullable(),
})
export type Attempt = z.infer<typeof attempt>

/** The device's own random name, kept in the browser: only its keyed hash is stored, to see that one device finished for many. */
export const startAttempt = z.object({ device: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) })
/** A choice is the option's place in the order shown, from 0; null takes an answer back. */
export const giveAnswer = z.object({ choice: z.int().min(0).max(9).nullable() })
export const answerSaved = z.object({
  position: z.int(),
  choice: z.int().nullable(),
  savedAt: instant,
  answered: z.int(),
  now: instant,
  endsAt: instant,
})
export type AnswerSaved = z.infer<typeof answerSaved>

/** The public ranking: places with names that tell nobody who it is. */
export const rankingQuery = z.object({
  from: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const ranking = z.object({
  rows: z.array(
    z.object({
      place: z.int(),
      alias: z.string(),
      score: z.int(),
      tenths: z.int(),
      finishedAt: instant,
      isOwn: z.boolean(),
    }),
  ),
  of: z.int(),
  now: instant,
})
export type Ranking = z.infer<typeof ranking>

/** The bank with its answers, once it is public. */
export const openBank = z.object({
  title: z.string(),
  version: z.int(),
  questions: z.array(
    z.object({
      code: z.string(),
      stem: z.string(),
      options: z.array(z.string()),
      right: z.int(),
      explanation: z.string(),
      source: z.string(),
      topic: z.string(),
    }),
  ),
})
