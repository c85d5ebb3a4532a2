import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of published data with known answers that may lie beside the project; tests that use it skip where it is absent. */
export const shared = join(import.meta.dirname, '../../../../shared')

/** Whether a part of that folder is there; says so when it is not, so that a skipped test is seen. */
export function hasShared(part: string): boolean {
  const there = existsSync(join(shared, part))
  if (!there) console.warn(`SKIPPED: ../shared/${part} is absent`)
  return there
}
