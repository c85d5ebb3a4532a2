import { join } from 'node:path'
import { type Part, readOptions, usage } from './options.ts'
import { chromium, systemPackages } from './systemPackages.ts'
import { add, failure, inOneLine, isGood, nothing, type Tally } from './tally.ts'
import { toEnd } from './toEnd.ts'
import { vitest } from './vitest.ts'
import { walls } from './walls.ts'

const root = join(import.meta.dirname, '..', '..')
const args = process.argv.slice(2)
if (args.includes('--help') || args.includes('-h')) {
  console.log(usage)
  process.exit(0)
}
const options = readOptions(args)
if (typeof options === 'string') {
  console.error(`${options}\n\n${usage}`)
  process.exit(2)
}

const { filters, storm } = options
const titles: Record<Part, string> = {
  walls: 'walls and lint',
  unit: 'tests, on the embedded database',
  postgres: 'database tests, on PostgreSQL',
  e2e: 'journeys through the browser, those of the whole way on both databases',
}
const runs: Record<Part, () => Tally | Promise<Tally>> = {
  walls: () => walls(root),
  unit: () => vitest(root, { project: 'unit', database: 'embedded', filters }, environment()),
  postgres: () => vitest(root, { project: 'unit', database: 'postgres', filters }, environment()),
  e2e: journeys,
}

let total = nothing
if (options.only.some(part => part !== 'walls')) {
  const wanting = systemPackages()
  if (wanting) {
    console.log(wanting)
    total = add(total, failure(wanting))
  }
}
for (const part of options.only) {
  console.log(`\n── ${titles[part]} ${'─'.repeat(Math.max(0, 60 - titles[part].length))}`)
  const started = performance.now()
  const tally = await runs[part]()
  total = add(total, { ...tally, failures: tally.failures.map(what => `${part}: ${what}`) })
  console.log(`${part}: ${inOneLine(tally)}, ${Math.round((performance.now() - started) / 1000)} s`)
}
process.exitCode = isGood(total) ? 0 : 1
// A log that was cut is still read at its end: what failed is said there once more.
for (const what of total.failures) console.log(`\n✗ ${what.replaceAll('\n', '\n    ')}`)
console.log(`\n${inOneLine(total)}`)

/** The web application is built first, so that the journeys neither wait for it nor walk through an old one. */
async function journeys(): Promise<Tally> {
  const build = await toEnd(process.execPath, [join(root, 'tools', 'launch', 'web.js')], {
    cwd: root,
    stdio: 'inherit',
  })
  if (build !== 0) return failure('the web application could not be built')
  const embedded = await vitest(root, { project: 'e2e', database: 'embedded', filters }, environment())
  return add(embedded, await vitest(root, { project: 'e2e', database: 'postgres', filters }, environment()))
}

/** Where tests find the browser, and whether storms run in full. */
function environment(): NodeJS.ProcessEnv {
  const found = chromium()
  return { ...(found ? { JIANGHAI_CHROMIUM: found } : {}), ...(storm ? { JIANGHAI_STORM: 'full' } : {}) }
}
