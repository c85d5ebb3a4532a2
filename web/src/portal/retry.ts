import { ProblemError } from './api.ts'

/** Why something is sent again: there is no connection, or the server has too much to do. */
export type Again = { because: 'no-connection' | 'busy'; afterMs: number }

/** From half a second to five, then every five. */
const waits = [500, 1000, 2000, 3000, 5000]
/** The wait before the try that follows so many failed ones, in milliseconds. */
export const waitAfter = (tries: number) => waits[Math.min(tries, waits.length - 1)] ?? 5000

export const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds))

/**
 * Whether it is worth sending again, and how long to wait at least: when there was no answer, when the server failed, and when it said
 * “later” (429, 503 with their retry-after). Null for everything else: that is the server's word, or a mistake of ours.
 */
export function againAfter(error: unknown): Again | null {
  if (!(error instanceof ProblemError)) return null
  const afterMs = error.retryAfter * 1000
  if (error.status === 429) return { because: 'busy', afterMs: afterMs || 1000 }
  if (error.problem.kind === 'offline') return { because: 'no-connection', afterMs }
  return error.status >= 500 ? { because: 'busy', afterMs } : null
}

type Options = {
  /** Each failure that is followed by another try. */
  failed(error: unknown): void
  isWanted(): boolean
  pause?(milliseconds: number): Promise<void>
}

/** Sends until there is an answer, as long as somebody waits for it. Rejects with what is not worth sending again. */
export async function untilAnswered<Answer>(
  act: () => Promise<Answer>,
  { failed, isWanted, pause = sleep }: Options,
): Promise<Answer | undefined> {
  for (let tries = 0; isWanted(); tries++) {
    try {
      return await act()
    } catch (error) {
      const again = againAfter(error)
      if (!again) throw error
      failed(error)
      await pause(Math.max(again.afterMs, waitAfter(tries)))
    }
  }
  return undefined
}
