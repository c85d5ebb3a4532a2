/** Where a running attempt ends: so many seconds after it began, or with the quiz where that comes first. */
export function endOf(startedAt: Date, seconds: number, closesAt: Date): Date {
  return new Date(Math.min(startedAt.getTime() + seconds * 1000, closesAt.getTime()))
}

/**
 * The end of an attempt handed in at an instant: that instant, or by the clock when it comes at the end or after. Never before the last
 * answer that counts in it: who hands in and goes on answering while that waits for its turn has the time of those answers.
 */
export function finishAt(
  attempt: { startedAt: Date; endsAt: Date },
  now: Date,
  answers: ReadonlyArray<{ savedAt: Date }>,
): Finish {
  const closedByClock = now >= attempt.endsAt
  const reached = Math.max(
    ...[now, attempt.startedAt, ...answers.map(({ savedAt }) => savedAt)].map(at => at.getTime()),
  )
  const finishedAt = closedByClock ? attempt.endsAt : new Date(reached)
  return { finishedAt, closedByClock, tenths: tenthsBetween(attempt.startedAt, finishedAt) }
}
export type Finish = { finishedAt: Date; closedByClock: boolean; tenths: number }

/** Time taken in tenths of a second, what is begun of a tenth left out. */
export function tenthsBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 100)
}

/** What the running clock is compared with: fewer wrong answers than this are equal by chance [C]. */
export const WRONG_TO_COMPARE = 3

export type Given = { code: string; option: number | null; isRight: boolean }

/** The wrong answers of an attempt in one order, whatever the order of the paper; null where too few are wrong to be compared. */
export function wrongAnswers(answers: readonly Given[]): string | null {
  const wrong = answers.flatMap(({ code, option, isRight }) =>
    isRight || option === null ? [] : [`${code}:${option}`],
  )
  return wrong.length < WRONG_TO_COMPARE ? null : wrong.sort().join(' ')
}
