import { bank, bankPage } from '#contract/participation/banks.ts'
import { quizDraw, quizDraws } from '#contract/participation/draws.ts'
import { pickUp } from '#contract/participation/pickUp.ts'
import { quiz, quizPage, suspicionDetail } from '#contract/participation/quiz.ts'
import { type Api, useGet } from '#ui/api.ts'
import type { Found } from '#ui/room.ts'

export { type BankReport, bankReport } from '#contract/participation/bank.ts'
export { type Bank, type BankRow, bankImported, bankQuestions, bankRow } from '#contract/participation/banks.ts'
export {
  type PoolRow,
  type PrizeRow,
  poolRow,
  prizeRow,
  prizeState,
  type QuizDraw,
  quizDraw,
} from '#contract/participation/draws.ts'
export type { PickUp } from '#contract/participation/pickUp.ts'
export {
  answersShown,
  cumulation,
  drawRules,
  type Quiz,
  quiz as quizAnswer,
  quizRow,
  quizRules,
  quizState,
  type Suspicion,
  type SuspicionDetail,
  suspicion,
  suspicionReason,
} from '#contract/participation/quiz.ts'

export const useQuiz = (id: string) => useGet(`/participation/quizzes/${id}`, quiz)

export const useSuspicion = (id: string) => useGet(`/participation/suspicions/${id}`, suspicionDetail)

/** The cut-offs of a quiz with their draws. */
export const useDraws = (quizId: string) => useGet(`/participation/quizzes/${quizId}/draws`, quizDraws)

export const useDraw = (id: string) => useGet(`/participation/draws/${id}`, quizDraw)

/** Where and when prizes are fetched, of a quiz or of a draw, by the path of it. */
export const usePickUp = (path: string) => useGet(path, pickUp)

export const useBank = (id: string) => useGet(`/participation/banks/${id}`, bank)

/** The banks a quiz may be set up with, the newest first. */
export const useBanks = () => useGet('/participation/banks', bankPage, { params: { limit: 200 } })

/** Quizzes by words, for the palette. */
export async function findQuizzes(api: Api, words: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { rows } = await api.get('/participation/quizzes', quizPage, { params: { find: words, limit: 8 }, signal })
  return rows.map(row => ({ id: row.id, title: row.titleZh, to: `/participation/${row.id}` }))
}
