import { parseArgs } from 'node:util'

/** The parts of a test run, in the order they run: what fails fastest comes first. */
export const parts = ['walls', 'unit', 'postgres', 'e2e'] as const
export type Part = (typeof parts)[number]

export type Options = { only: readonly Part[]; filters: readonly string[]; storm: boolean }

export const usage = `npm test -- [--only ${parts.join('|')}]… [PATH]…

  walls     format, lint, types, imports, and the project's own rules
  unit      every test beside its file, on the embedded database
  postgres  the tests that use a database, again on a PostgreSQL server started for the run
  e2e       the walks through the product in a real browser, on both databases

  --storm   only the storms (files named *.storm.test.ts), in full, on both databases: hours, not minutes; npm run storm does this
  PATH      only test files whose path contains it; walls are then left out`

/** Reads the arguments; a string is what is wrong with them. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { only: { type: 'string', multiple: true }, storm: { type: 'boolean' } },
    })
    const asked = values.only?.flatMap(each => each.split(',')) ?? []
    const unknown = asked.find(each => !parts.some(part => part === each))
    if (unknown !== undefined) return `--only takes ${parts.join(', ')}; there is no "${unknown}".`
    const storm = values.storm === true
    const filters = storm && positionals.length === 0 ? ['.storm.test.ts'] : positionals
    const left = storm ? ['walls', 'e2e'] : filters.length > 0 ? ['walls'] : []
    const usual = parts.filter(part => !left.includes(part))
    return { only: asked.length ? parts.filter(part => asked.includes(part)) : usual, filters, storm }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
