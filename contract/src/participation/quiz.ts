import { z } from 'zod'
import { day, id, instant, listQuery, page } from '../kernel.ts'
import { nameUpTo, someName } from '../text.ts'

/*
 * A quiz (知识竞答, mechanism C5): so many questions drawn from a bank, so many minutes by the server's clock, so many points each; ranked by
 * score, then time, then who finished earlier, then id.
 */

/** How several attempts of one person count: the best one, all together, or the last. The printed rule does not say [C]. */
export const cumulation = z.enum(['best', 'sum', 'last'])
export type Cumulation = z.infer<typeof cumulation>

/** When a citizen sees the right answers and their explanations: with the result, or once the quiz is over. */
export const answersShown = z.enum(['with-result', 'after-end'])

/**
 * What an organiser sets. Defaults are the printed rule where there is one (5 questions, 5 minutes, 20 points, every 7 days 520 of the
 * first 1,000) and ours [C] where there is none.
 */
export const quizRules = z.object({
  questions: z.int().min(1).max(50).default(5),
  seconds: z.int().min(10).max(3600).default(300),
  points: z.int().min(1).max(1000).default(20),
  /** [C] how often a person may take part on one day in Asia/Shanghai. */
  attemptsPerDay: z.int().min(1).max(100).default(3),
  /** [C] */
  cumulation: cumulation.default('best'),
  /** [C] an attempt answered faster than this, in tenths of a second a question, is looked at by a person. It still counts meanwhile. */
  floorTenths: z.int().min(0).max(600).default(15),
  answersShown: answersShown.default('with-result'),
})
export type QuizRules = z.infer<typeof quizRules>

/** How a quiz draws winners. Null in a quiz without prizes. */
export const drawRules = z.object({
  everyDays: z.int().min(1).max(366).default(7),
  winners: z.int().min(1).max(100_000).default(520),
  /** How many places of the ranking are in the pool. */
  ofTop: z.int().min(1).max(1_000_000).default(1000),
  /** [C] people who move up, in a fixed order, when a winner does not claim. */
  reserves: z.int().min(0).max(100_000).default(100),
  /** [C] whether somebody who won an earlier draw of this quiz is left out. */
  earlierWinnersOut: z.boolean().default(true),
  /** [C] days to claim a prize, and days after that in which a dispute may be raised; then what tells who won is erased. */
  claimDays: z.int().min(1).max(365).default(30),
  disputeDays: z.int().min(0).max(365).default(30),
  prize: someName(100),
})
export type DrawRules = z.infer<typeof drawRules>

/** Draft until it is published; its state while published follows from the clock and whether it is paused. */
export const quizState = z.enum(['draft', 'announced', 'open', 'paused', 'over', 'withdrawn'])
export type QuizState = z.infer<typeof quizState>

export const quizFields = z.object({
  titleZh: someName(60),
  titleEn: nameUpTo(120).nullable().default(null),
  introZh: z.string().trim().max(2000).default(''),
  introEn: z.string().trim().max(4000).default(''),
  /** Who runs it, as citizens read it. */
  organiser: someName(100),
  bankId: id,
  bankVersion: z.int().min(1),
  opensAt: instant,
  closesAt: instant,
  rules: quizRules,
  draws: drawRules.nullable(),
  /** The day from which the bank with its answers may be read by everybody; null is never. */
  bankPublishedOn: day.nullable().default(null),
})
export const newQuiz = quizFields
export const changeQuiz = quizFields.extend({ version: z.int(), reason: z.string().trim().min(1).max(500).optional() })
/** An act on a quiz: the version it was looked at, and why. */
export const quizAct = z.object({ version: z.int(), reason: z.string().trim().max(500).default('') })

export const quiz = quizFields.extend({
  id,
  version: z.int(),
  state: quizState,
  bankTitle: z.string(),
  /** Instants at which each draw's ranking is fixed: every so many days from the opening, the last at the end. */
  cutoffs: z.array(instant),
  publishedBy: z.string().nullable(),
  may: z.array(z.string()),
  asOf: instant.nullable(),
})
export type Quiz = z.infer<typeof quiz>
export const quizRow = quiz
  .pick({
    id: true,
    titleZh: true,
    titleEn: true,
    state: true,
    opensAt: true,
    closesAt: true,
    version: true,
    may: true,
  })
  .extend({ people: z.int(), finished: z.int(), suspicions: z.int() })
export const quizPage = page(quizRow)
export const quizQuery = listQuery.extend({ state: quizState.optional() })

/** What is going on now, for the organiser. Counts are exact and of one instant. */
export const quizLive = z.object({
  at: instant,
  people: z.int(),
  started: z.int(),
  running: z.int(),
  finished: z.int(),
  /** Attempts the clock closed. */
  closedByClock: z.int(),
  scores: z.array(z.object({ score: z.int(), people: z.int() })),
  questions: z.array(
    z.object({ code: z.string(), stem: z.string(), shown: z.int(), answered: z.int(), right: z.int() }),
  ),
  suspicionsWaiting: z.int(),
})
export type QuizLive = z.infer<typeof quizLive>

/**
 * Why an attempt or a person is looked at by a person; nothing is taken out of the ranking without a decision.
 * `too-fast`: under the floor; `same-device`: one device finished for several people; `same-answers`: several people gave the same wrong
 * answers to the same questions within minutes; `number-block`: consecutive mobile numbers joined within minutes; `many-from-address`.
 */
export const suspicionReason = z.enum(['too-fast', 'same-device', 'same-answers', 'number-block', 'many-from-address'])
export const suspicion = z.object({
  id,
  quizId: id,
  citizenId: id,
  attemptId: id.nullable(),
  reason: suspicionReason,
  /** Figures for the sentence of the reason: how many, within how many seconds. Never a number or an address. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  foundAt: instant,
  decision: z.enum(['cleared', 'set-aside']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  why: z.string().nullable(),
  version: z.int(),
  place: z.int().nullable(),
  may: z.array(z.string()),
})
export type Suspicion = z.infer<typeof suspicion>
/** With what was decided when, and by whom, oldest first; the first version is what was found. */
export const suspicionDetail = suspicion.extend({
  versions: z.array(
    z.object({
      version: z.int(),
      at: instant,
      by: z.string().nullable(),
      decision: z.enum(['cleared', 'set-aside']).nullable(),
      why: z.string().nullable(),
    }),
  ),
})
export type SuspicionDetail = z.infer<typeof suspicionDetail>
export const suspicionPage = page(suspicion)
export const suspicionQuery = listQuery.extend({
  waiting: z.stringbool().optional(),
  reason: suspicionReason.optional(),
})
export const decideSuspicion = z.object({
  version: z.int(),
  decision: z.enum(['cleared', 'set-aside']),
  why: z.string().trim().min(1).max(500),
})
