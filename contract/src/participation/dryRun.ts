import { z } from 'zod'
import { instant } from '../kernel.ts'
import { someName } from '../text.ts'

/*
 * A dry run (试跑) of a quiz: people who do not exist take part by its rules, so that the office sees scores, times and a draw before the
 * public does. Nothing of it is kept.
 */

/**
 * Who takes part in a dry run, and how. All figures are ours [C]: nobody was measured. Each range is even, both ends in it.
 * Whoever does not know an answer guesses among the options.
 */
export const simulated = {
  people: 1000,
  /** How often each takes part, where the rules let them. */
  attempts: { least: 1, most: 3 },
  /** Percent of the easiest questions somebody knows, and so many percent fewer for each step of difficulty. */
  knows: { least: 30, most: 95 },
  harder: 15,
  /** Characters of a question and its options read in a second. */
  reads: { least: 4, most: 10 },
  /** Tenths of a second somebody thinks about a question, beside reading it. */
  thinks: { least: 20, most: 120 },
  /** Of the people, so many read nothing and press an option within so many tenths of a second. */
  racing: 20,
  races: { least: 3, most: 10 },
} as const

/** What a dry run is asked with: the same seed gives the same people and the same draw; without one the server takes another each time. */
export const dryRun = z.object({ seed: someName(40).optional() })

const placed = z.object({
  /** Which of the simulated people, from 1. */
  person: z.int(),
  place: z.int(),
  score: z.int(),
  /** Time that counts, in tenths of a second. */
  tenths: z.int(),
})

export const quizDryRun = z.object({
  seed: z.string(),
  people: z.int(),
  attempts: z.int(),
  /** Attempts the clock closed, and those under the floor that a person would be asked to look at. */
  closedByClock: z.int(),
  tooFast: z.int(),
  /** What counts of each person, once. */
  scores: z.array(z.object({ score: z.int(), people: z.int() })),
  /** How long attempts took: the middle one in tenths of a second, and how many lie from `from` until before `to`, in seconds. */
  times: z.object({
    middle: z.int(),
    spans: z.array(z.object({ from: z.int(), to: z.int(), attempts: z.int() })),
  }),
  questions: z.array(
    z.object({ code: z.string(), stem: z.string(), shown: z.int(), answered: z.int(), right: z.int() }),
  ),
  /** The first draw, with a made-up source; null in a quiz without draws. */
  draw: z
    .object({
      cutoff: instant,
      pool: z.int(),
      winners: z.int(),
      reserves: z.int(),
      /** Whoever stands last in the pool; places behind it are not drawn from. */
      last: placed,
      /** How many winners come from each part of the pool, from its first place to its last. */
      spread: z.array(z.object({ from: z.int(), to: z.int(), winners: z.int() })),
      /** The first winners in the order drawn. */
      first: z.array(placed),
    })
    .nullable(),
})
export type QuizDryRun = z.infer<typeof quizDryRun>
