import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isTest, sourcesOf } from './sources.ts'
import type { Rule, Violation } from './violation.ts'

const most = { product: 300, test: 500 }
const exceptions = z.record(z.string(), z.string().min(20))

/** A file that no longer fits on a few screens has more than one role. Exceptions stand in long-files.json, each with its reason. */
export const filesAreShort: Rule = {
  name: `files have at most ${most.product} lines, tests ${most.test}`,
  async check(root) {
    const list = join(root, 'tools/walls/long-files.json')
    const allowed = existsSync(list) ? exceptions.parse(JSON.parse(readFileSync(list, 'utf8'))) : {}
    const long = sourcesOf(root)
      .map(({ path, text }) => ({
        path,
        lines: text.trimEnd().split('\n').length,
        limit: isTest(path) ? most.test : most.product,
      }))
      .filter(({ lines, limit }) => lines > limit)
    const violations: Violation[] = long
      .filter(({ path }) => !(path in allowed))
      .map(({ path, lines, limit }) => ({ file: path, says: `${lines} lines, ${limit} allowed: split it by role` }))
    for (const path of Object.keys(allowed)) {
      if (!long.some(each => each.path === path)) {
        violations.push({ file: path, says: 'is an exception in long-files.json and needs none: take it out' })
      }
    }
    return violations
  },
}
