import { AsyncLocalStorage } from 'node:async_hooks'
import { isDiskFull, isUnreachable } from '../database/failures.ts'

const noted = new AsyncLocalStorage<{ outage?: Error }>()

/**
 * Asks the accounts library, and throws what the database said when it was away.
 *
 * The library hides that: it turns it into a failure of its own, or, when a session is to be ended, into a success. It only tells its
 * logger, which is `noteOutage`.
 */
export async function asked<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const seen: { outage?: Error } = {}
  const answer = await noted.run(seen, work).catch(error => {
    throw seen.outage ?? error
  })
  if (seen.outage) throw seen.outage
  return answer
}

/** The library's logger: keeps what the database said for whoever asked, and writes nothing. */
export function noteOutage(_level: string, _message: string, ...details: readonly unknown[]): void {
  const outage = details.find(each => isUnreachable(each) || isDiskFull(each))
  const seen = noted.getStore()
  if (seen && outage instanceof Error) seen.outage = outage
}
