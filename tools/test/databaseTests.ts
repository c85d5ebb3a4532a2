import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test uses the database when it imports from `server/src/testing/`, by whichever path. */
const importsTesting = /from '[^']*\/testing\/[^']+'/

/**
 * The test files that use a database, as paths from `root`: those to be run a second time on PostgreSQL. The rest would give the
 * same answer twice.
 */
export function databaseTests(root: string): string[] {
  return readdirSync(join(root, 'server/src'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => join('server/src', path))
    .filter(
      path => importsTesting.test(readFileSync(join(root, path), 'utf8')) || path.startsWith('server/src/testing/'),
    )
    .sort()
}
