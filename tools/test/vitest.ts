import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { failure, type Tally } from './tally.ts'
import { toEnd } from './toEnd.ts'

/** The part of vitest's report that is counted. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
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
    return counted(root, readReport(file), status === 0)
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

/** Counts a report on files under `root`; `ended` tells whether vitest itself was content. */
export function counted(root: string, text: unknown, ended: boolean): Tally {
  const read = report.safeParse(text)
  if (!read.success) return failure('vitest left no report')
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data
  const failures: string[] = []
  for (const file of testResults) {
    const failed = file.assertionResults.filter(test => test.status === 'failed')
    for (const test of failed)
      failures.push(`${relative(root, file.name)} › ${test.fullName}\n${shortened(test.failureMessages.join('\n'))}`)
    if (file.status === 'failed' && failed.length === 0)
      failures.push(`${relative(root, file.name)}\n${shortened(file.message)}`)
    for (const test of file.assertionResults)
      if (test.status === 'skipped' || test.status === 'pending') console.log(`  skipped: ${test.fullName}`)
  }
  if (failures.length === 0 && !ended) failures.push('an error outside any test')
  const broken = failures.length > numFailedTests ? failures.length - numFailedTests : 0
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken,
    skipped: numPendingTests + numTodoTests,
    failures,
  }
}

/** The beginning of a message: the rest stands where it happened. */
const shortened = (message: string) => message.split('\n').slice(0, 12).join('\n').slice(0, 2000)
