import { createHash } from 'node:crypto'
import { canonical } from '#kernel/log/canonical.ts'

/** SHA-256 over canonical JSON, in hex: what the log carries of rows that are no records. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
