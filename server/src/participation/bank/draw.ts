import type { Paper, Question, QuestionBank, ShownQuestion } from '#contract/participation/bank.ts'
import { refuse } from '#kernel/refusal.ts'
import { chanceFrom, pick } from './chance.ts'

/** How many questions a paper has where the rules of a quiz say nothing else (page 002: five). */
export const usualCount = 5

// The version is part of what is hashed: another way of drawing must give other papers, never the same seed a second meaning.
const purposes = {
  questions: 'jianghai quiz paper 1 questions',
  options: (code: string) => `jianghai quiz paper 1 options ${code}`,
}

/**
 * The paper (答卷) a seed gives: `count` different questions of the bank in an order, and the options of each in an order. Pure: the same
 * questions and the same 32 bytes give the same paper on any machine, whatever the order of the questions in the bank. Every choice of
 * questions, every order of them and every order of options is equally likely. The seed is made by the server for one attempt; who knows it
 * knows the paper.
 *
 * Refuses `participation.bank-too-small` {count, needs}.
 */
export function drawQuestions(bank: Pick<QuestionBank, 'questions'>, seed: Uint8Array, count = usualCount): Paper {
  if (bank.questions.length < count)
    throw refuse('participation.bank-too-small', { count: bank.questions.length, needs: count })
  // By code unit: a locale's order differs between machines.
  const sorted = bank.questions.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  return pick(sorted, count, chanceFrom(seed, purposes.questions)).map(({ code, options }) => ({
    questionCode: code,
    optionOrder: pick([...options.keys()], options.length, chanceFrom(seed, purposes.options(code))),
  }))
}

/** The paper as a citizen sees it: the words in the order of the paper, and nothing that tells the answer. */
export function showPaper(bank: Pick<QuestionBank, 'questions'>, paper: Paper): ShownQuestion[] {
  const question = questionsByCode(bank)
  return paper.map(({ questionCode, optionOrder }) => {
    const { stem, options } = question(questionCode)
    return { questionCode, stem, options: optionOrder.map(index => optionAt(options, index, questionCode)) }
  })
}

/** Questions of a version never change, so who reads many papers of it has them sorted once. */
const known = new WeakMap<readonly Question[], ReadonlyMap<string, Question>>()

/** Finds a question by its code; a code the bank does not have is a fault, since a paper is read with the version it was drawn from. */
export function questionsByCode(bank: Pick<QuestionBank, 'questions'>): (code: string) => Question {
  const byCode = known.get(bank.questions) ?? new Map(bank.questions.map(question => [question.code, question]))
  known.set(bank.questions, byCode)
  return code => {
    const found = byCode.get(code)
    if (!found) throw new Error(`the bank has no question ${code}: a paper belongs to the version it was drawn from`)
    return found
  }
}

function optionAt(options: readonly string[], index: number, code: string): string {
  const option = options[index]
  if (option === undefined) throw new Error(`question ${code} has no option ${index}`)
  return option
}
