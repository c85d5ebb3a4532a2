import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Imports from a folder of testing parts: the product's own (`server/src/testing/`), or one beside the test. */
const importsTesting = /from '([^']*\/testing\/[^']+)'/g

/**
 * The test files that use a database, as paths from `root`: those to be run a second time on PostgreSQL. The rest would give the
 * same answer twice. A test uses the database when it, or a testing part it imports, imports from `server/src/testing/`.
 */
export function databaseTests(root: string): string[] {
  return readdirSync(join(root, 'server/src'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => join('server/src', path))
    .filter(path => path.startsWith('server/src/testing/') || usesDatabase(join(root, path)))
    .sort()
}

function usesDatabase(file: string): boolean {
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(importsTesting)) {
    if (from.startsWith('#')) {
      if (from.startsWith('#server/testing/') && from !== '#server/testing/shared.ts') return true
      continue
    }
    const part = join(dirname(file), from)
    if (/server\/src\/testing\//.test(part) || (existsSync(part) && usesDatabase(part))) return true
  }
  return false
}
