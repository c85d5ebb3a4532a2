import { z } from 'zod'
import { plainName, turnsDirection } from '../text.ts'

/** The letters options are printed with, in the order they are written in the bank. */
export const optionLetters = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const optionLetter = z.enum(optionLetters)
export type OptionLetter = z.infer<typeof optionLetter>

/**
 * What fits. `most` is what is kept at all; `comfortable` is what a telephone shows of one question without scrolling, in the larger of
 * the two sizes of type: longer is a warning, since the time runs while people read. Lengths are counted in characters (code points).
 */
export const bankLimits = {
  questions: 2000,
  options: { least: 2, most: 6 },
  stem: { comfortable: 60, most: 200 },
  option: { comfortable: 30, most: 100 },
  explanation: { comfortable: 120, most: 500 },
  sourceTitle: { most: 120 },
  sourceWhere: { most: 60 },
  link: { most: 300 },
  topic: { most: 20 },
} as const

/** How many characters (code points) a text has: a rare Chinese character outside the basic plane is one, as for its reader. */
export function charactersIn(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** What no question may hold: control characters, those that turn the direction, halves of characters and code points that are none. */
const unfit = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u

/** Whether a text of a question, kept as `plainName` gives it, has only characters that are shown as what they are. */
export function hasOnlyShownCharacters(text: string): boolean {
  return !unfit.test(text) && !turnsDirection.test(text)
}

/** One line of a question. Markup in it is text like any other: it is shown, never run. */
const line = (most: number) =>
  z
    .string()
    .overwrite(plainName)
    .refine(text => charactersIn(text) <= most, `at most ${most} characters`)
    .refine(hasOnlyShownCharacters, 'no control characters, none that turn the direction')
const someLine = (most: number) => line(most).refine(text => text !== '', 'must not be empty')

/** A question's own number, the same in every version of its bank: `YB-001`. Papers and answers name the question by it. */
export const questionCode = z.string().regex(/^[A-Z][A-Z0-9]{0,7}-\d{3,5}$/)

/** Where the right answer is laid down: a document with its number, the article where it has one, an https address where one is known. */
export const questionSource = z.object({
  title: someLine(bankLimits.sourceTitle.most),
  where: someLine(bankLimits.sourceWhere.most).nullable().default(null),
  link: z
    .url({ protocol: /^https$/ })
    .max(bankLimits.link.most)
    .nullable()
    .default(null),
})

export const difficulties = [1, 2, 3] as const
/** 1 everybody should know it, 2 one has to have read about it, 3 one has to have read it closely. */
export const difficulty = z.literal(difficulties)
export type Difficulty = z.infer<typeof difficulty>

/** A question as it is kept. `answer` is the letter of the right option among the options as written here, before any shuffling. */
export const question = z
  .object({
    code: questionCode,
    stem: someLine(bankLimits.stem.most),
    options: z
      .array(someLine(bankLimits.option.most))
      .min(bankLimits.options.least)
      .max(bankLimits.options.most)
      .readonly(),
    answer: optionLetter,
    explanation: someLine(bankLimits.explanation.most),
    source: questionSource,
    topic: someLine(bankLimits.topic.most),
    difficulty,
  })
  .refine(({ answer, options }) => optionLetters.indexOf(answer) < options.length, {
    path: ['answer'],
    error: 'the answer is not among the options',
  })
export type Question = z.infer<typeof question>

/** A question bank (题库). A changed question makes a new version: papers are drawn from, and scored by, one version. */
export const questionBank = z.object({
  titleZh: someLine(80),
  titleEn: someLine(120),
  version: someLine(40),
  questions: z.array(question).max(bankLimits.questions).readonly(),
})
export type QuestionBank = z.infer<typeof questionBank>

/**
 * A question somebody is still writing: any part may be missing or wrong, and the check says which. `row` is its row in the table it
 * came from, counted as a spreadsheet shows it.
 */
export type DraftQuestion = {
  row?: number
  code: string
  stem: string
  options: readonly string[]
  /** The letter of the right option; what was written where it could not be understood; empty where there is none. */
  answer: string
  explanation: string
  source: { title: string; where: string | null; link: string | null }
  topic: string
  /** What was written, where it is none of the three. */
  difficulty: number | string
}

/** The parts of a question a finding may be about; `option` is one of the options, `options` all of them. */
export const questionFields = [
  'code',
  'stem',
  'options',
  'option',
  'answer',
  'explanation',
  'source',
  'where',
  'link',
  'topic',
  'difficulty',
] as const
export const questionField = z.enum(questionFields)
export type QuestionField = z.infer<typeof questionField>

/**
 * One thing the check found. An error keeps the bank from being used, a warning is for a person to judge. The sentence is
 * `sentenceOf(language, code, params)`, which already says where: a client shows it and needs to add nothing.
 */
export const bankFinding = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  row: z.int().nullable(),
  question: z.string().nullable(),
  field: questionField.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type BankFinding = z.infer<typeof bankFinding>

/** What a check found: all of it, errors first where they stand in the same row. `questions` is how many were looked at. */
export const bankReport = z.object({
  questions: z.int(),
  errors: z.int(),
  warnings: z.int(),
  findings: z.array(bankFinding).readonly(),
})
export type BankReport = z.infer<typeof bankReport>

/** One question of a paper: `optionOrder[place]` is which option, counted from 0 as written in the bank, is shown at that place. */
export const paperQuestion = z.object({
  questionCode,
  optionOrder: z
    .array(z.int().min(0).max(5))
    .min(bankLimits.options.least)
    .max(bankLimits.options.most)
    .refine(order => new Set(order).size === order.length && Math.max(...order) === order.length - 1, 'a permutation')
    .readonly(),
})
export type PaperQuestion = z.infer<typeof paperQuestion>

/** A paper (答卷): which questions, in which order, with their options in which order. It holds no text and no answer. */
export const paper = z.array(paperQuestion).readonly()
export type Paper = z.infer<typeof paper>

/** A question as a citizen gets it: without its answer, its options in the order of the paper. */
export const shownQuestion = z.object({ questionCode, stem: z.string(), options: z.array(z.string()).readonly() })
export type ShownQuestion = z.infer<typeof shownQuestion>

/** What a paper scored. `chosen` is the letter as written in the bank, null where nothing was chosen. */
export const score = z.object({
  points: z.int(),
  most: z.int(),
  lines: z
    .array(
      z.object({
        questionCode,
        chosen: optionLetter.nullable(),
        answer: optionLetter,
        right: z.boolean(),
        points: z.int(),
      }),
    )
    .readonly(),
})
export type Score = z.infer<typeof score>
