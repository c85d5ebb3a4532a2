import type { Shared, Step } from '../timeline.ts'

export const REGION = 320600

/** Winners of a draw, and as many reserves: the rule's 520 of 1,000, for a city of some hundred people. */
export const WINNERS = 10

/** A quiz of the demonstration city. Days in Asia/Shanghai: it opens and closes at their beginning. */
export type DemoQuiz = {
  key: 'quiz:may' | 'quiz:june'
  opens: string
  closes: string
  players: readonly number[]
  /** Days on which anybody plays before the demonstration begins. */
  days: number
  month: readonly [zh: string, en: string]
  /** How many places of the ranking are in the pool of a draw. */
  ofTop: number
}

/** A step of an account of the office. */
export function step(on: string, at: string, by: string, what: string, run: Step['run']): Step {
  return { on, at, by, region: REGION, what, run }
}

/** The id that an earlier step kept under a key. */
export function idOf({ ids }: Pick<Shared, 'ids'>, key: string): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`no earlier step of the demonstration kept ${key}`)
  return id
}
