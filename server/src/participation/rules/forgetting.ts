import type { DrawRules, QuizRules } from '#contract/participation/quiz.ts'
import { timeOf } from '#kernel/time/index.ts'
import { endOfDayAfter } from './prize.ts'

/** [C] Days in which a dispute may be raised about a quiz without prizes; one with prizes says its own (`disputeDays`, 30 by default). */
export const DISPUTE_DAYS = 30

/** What it follows from whether who took part in a quiz may be forgotten. */
export type Ended = {
  closesAt: Date
  calledOff: boolean
  /** When the quiz was changed last: of one that was taken back, when that was. */
  recordedFrom: Date
  rules: Pick<QuizRules, 'seconds'>
  draws: Pick<DrawRules, 'disputeDays'> | null
  /** How many draws there are to be, and how many are published. */
  planned: number
  published: number
  /** Whether a draw still knows who stands in its pool: a prize may be open, or its own time for disputes is not over. */
  isHeld: boolean
  /** Whether an attempt runs, or was not gone through for suspicions. */
  isRunning: boolean
}

export const disputeDaysOf = ({ draws }: Pick<Ended, 'draws'>): number => draws?.disputeDays ?? DISPUTE_DAYS

/**
 * Whether everything about a quiz is over at an instant: its end, every draw and prize of it, and the days for disputes after them
 * (Personal Information Protection Law article 47: what is no longer needed is deleted; the days are the quiz's own). A draw that nobody
 * has held yet keeps it open, or those who may still win could not be told.
 */
export function isOver(quiz: Ended, at: Date): boolean {
  if (quiz.isHeld || quiz.isRunning) return false
  if (!quiz.calledOff && quiz.published < quiz.planned) return false
  const end = quiz.calledOff ? quiz.recordedFrom : new Date(quiz.closesAt.getTime() + quiz.rules.seconds * 1000)
  return at > endOfDayAfter(end, disputeDaysOf(quiz))
}

/** Whether it is night in Asia/Shanghai, from two to five: when long work troubles few. */
export function isNight(at: Date): boolean {
  const time = timeOf(at)
  return time >= '02:00' && time < '05:00'
}
