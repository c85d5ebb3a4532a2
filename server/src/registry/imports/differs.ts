import { canonical } from '#kernel/log/canonical.ts'

/** Whether a record differs from what a row says, in the fields the row speaks of. */
export function differs(known: object, said: object): boolean {
  const fields = new Map(Object.entries(known))
  return Object.entries(said).some(([key, value]) => canonical(fields.get(key) ?? null) !== canonical(value ?? null))
}
