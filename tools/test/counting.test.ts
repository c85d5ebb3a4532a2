import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { add, failure, inOneLine, isGood } from './tally.ts'
import { counted, vitest } from './vitest.ts'

const root = join(import.meta.dirname, '..', '..')
const file = (status: string, ...tests: string[]) => ({
  name: join(root, 'some.test.ts'),
  status,
  assertionResults: tests.map(each => ({ status: each, fullName: each })),
})
const report = (passed: number, failed: number, pending: number, todo: number, ...testResults: unknown[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: todo,
  testResults,
})

describe('the count of a suite', () => {
  test('sums passed, failed, and skipped with todo', () => {
    const given = report(2, 1, 1, 1, file('failed', 'passed', 'passed', 'failed', 'todo'))
    expect(counted(root, given, false)).toMatchObject({ passed: 2, failed: 1, skipped: 2 })
  })

  test('holds a file that did not load for a failure', () => {
    expect(counted(root, report(1, 0, 0, 0, file('passed', 'passed'), file('failed')), false)).toMatchObject({
      failed: 1,
    })
  })

  test('holds an error outside any test for a failure', () => {
    expect(counted(root, report(1, 0, 0, 0, file('passed', 'passed')), false)).toMatchObject({ failed: 1 })
  })

  test('holds a run that left no report for a failure', () => {
    expect(counted(root, undefined, true)).toMatchObject({ passed: 0, failed: 1, skipped: 0 })
  })

  test('is read from what vitest really reports', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jianghai-count-'))
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
      writeFileSync(join(folder, 'vitest.config.ts'), "export default { test: { name: 'unit' } }\n")
      writeFileSync(
        join(folder, 'one.test.ts'),
        `import { expect, test } from 'vitest'
         test('holds', () => expect(1).toBe(1))
         test('fails', () => expect(1).toBe(2))
         test.skip('waits', () => {})`,
      )
      writeFileSync(join(folder, 'broken.test.ts'), "import './nowhere.ts'\n")
      const suite = { project: 'unit', database: 'embedded', filters: [] } as const
      const tally = await vitest(folder, suite, {}, 'ignore')
      expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 })
      const told = tally.failures.join('\n')
      expect(tally.failures).toHaveLength(2)
      expect(told).toMatch(/one\.test\.ts › fails\n.*expected 1 to be 2/)
      expect(told).toMatch(/broken\.test\.ts\n.*nowhere/s)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('the whole run', () => {
  test('ends in a line that other programs read', () => {
    expect(inOneLine({ passed: 12, failed: 0, skipped: 3 })).toBe('12 passed, 0 failed, 3 skipped')
  })

  test('keeps what failed in each part', () => {
    expect(add(failure('one'), failure('two'))).toMatchObject({ failed: 2, failures: ['one', 'two'] })
  })

  test('is good only when something ran and nothing failed', () => {
    expect(isGood({ passed: 1, failed: 0, skipped: 9 })).toBe(true)
    expect(isGood({ passed: 1, failed: 1, skipped: 0 })).toBe(false)
    expect(isGood({ passed: 0, failed: 0, skipped: 9 })).toBe(false)
  })
})

describe('what to run', () => {
  test.each([
    [[], { only: ['walls', 'unit', 'postgres', 'e2e'], filters: [], storm: false }],
    [['--only', 'e2e', '--only', 'walls'], { only: ['walls', 'e2e'], filters: [], storm: false }],
    [['--only=unit,postgres', 'kernel/log'], { only: ['unit', 'postgres'], filters: ['kernel/log'], storm: false }],
    [['kernel/log'], { only: ['unit', 'postgres', 'e2e'], filters: ['kernel/log'], storm: false }],
    [['--storm'], { only: ['unit', 'postgres'], filters: ['.storm.test.ts'], storm: true }],
    [['--storm', 'kernel/log'], { only: ['unit', 'postgres'], filters: ['kernel/log'], storm: true }],
    [['--storm', '--only', 'unit'], { only: ['unit'], filters: ['.storm.test.ts'], storm: true }],
  ])('%j is understood', (args, options) => {
    expect(readOptions(args)).toEqual(options)
  })

  test.each([[['--only', 'units']], [['--fast']], [['--only']]])('%j is answered with what is wrong', args => {
    expect(readOptions(args)).toBeTypeOf('string')
  })
})

describe('the lint for promises', () => {
  test('notices one that nobody waits for, also where only its type tells', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jianghai-lint-'))
    try {
      writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true }, "include": ["*.ts"] }')
      writeFileSync(join(folder, 'saves.ts'), 'export const save = () => new Promise<void>(done => done())\n')
      writeFileSync(
        join(folder, 'floats.ts'),
        "import { save } from './saves.ts'\nexport const act = () => {\n  save()\n}\n",
      )
      writeFileSync(
        join(folder, 'waits.ts'),
        "import { save } from './saves.ts'\nexport const act = async () => {\n  await save()\n}\n",
      )
      const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
      const options = [
        '--type-aware',
        '--deny-warnings',
        '--format=unix',
        '-c',
        join(root, '.oxlintrc.json'),
        'floats.ts',
        'waits.ts',
      ]
      const { status, stdout } = spawnSync(process.execPath, [program, ...options], { cwd: folder, encoding: 'utf8' })
      expect(stdout).toMatch(/floats\.ts:3.*no-floating-promises/)
      expect(stdout).not.toContain('waits.ts')
      expect(status).not.toBe(0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
