import { z } from 'zod'
import { readMechanisms } from '#kernel/mechanisms.ts'

const body = z.object({
  /** So many days without a word are silence. */
  silentAfterDays: z.int().positive(),
  /** The stage at which a project counts as done. */
  provedAt: z.string(),
  /** Ends after which a project is given up. */
  withdrawnAt: z.array(z.string()).min(1),
})

/** The rule in force: when a promise is kept, and when it has gone silent. */
export const promiseRule = (() => {
  const read = readMechanisms('promises', body).get('default')
  if (!read) throw new Error('mechanisms/promises/default.json is missing')
  return read
})()
