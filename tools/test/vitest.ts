import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { nothing, type Tally } from './tally.ts'
import { toEnd } from './toEnd.ts'

/** The part of vitest's report that is counted. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
})

export type Suite = { project: 'unit' | 'e2e'; database: 'embedded' | 'postgres'; filters: readonly string[] }

/**
 * Runs one of vitest's projects and counts what it did. Beside failed tests these count as failures: a file that did not load, an
 * error outside any test, and a suite in which nothing ran at all (unless it was narrowed by a path).
 */
export async function vitest(
  root: string,
  suite: Suite,
  env: NodeJS.ProcessEnv,
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'jianghai-report-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const file = join(folder, 'report.json')
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const options = ['--project', suite.project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const narrowed = suite.filters.length > 0 ? ['--passWithNoTests'] : []
    const args = [program, 'run', ...options, ...narrowed, ...suite.filters]
    const status = await toEnd(process.execPath, args, {
      cwd: root,
      stdio: output,
      env: { ...process.env, ...env, JIANGHAI_TEST_DATABASE: suite.database },
    })
    return counted(readReport(file), status === 0)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Counts a report; `ended` tells whether vitest itself was content. */
export function counted(text: unknown, ended: boolean): Tally {
  const read = report.safeParse(text)
  if (!read.success) return { ...nothing, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data
  const broken = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  )
  for (const file of testResults) {
    for (const test of file.assertionResults)
      if (test.status === 'skipped' || test.status === 'pending') console.log(`  skipped: ${test.fullName}`)
  }
  const failed = numFailedTests + broken.length
  return {
    passed: numPassedTests,
    failed: failed === 0 && !ended ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  }
}
