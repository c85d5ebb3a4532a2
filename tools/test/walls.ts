import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { rules } from '../walls/rules.ts'
import { inOneLine as violationLine } from '../walls/violation.ts'
import { add, failure, nothing, type Tally } from './tally.ts'

type Tool = { name: string; args: readonly string[] }

/** Tools that look at the whole project; each is run by this Node. */
const tools: readonly Tool[] = [
  {
    name: 'format and lint (biome)',
    args: ['@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '--reporter=github'],
  },
  {
    name: 'promises nobody waits for (oxlint)',
    args: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--format=unix'],
  },
  { name: 'types', args: ['@typescript/native/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--pretty', 'false'] },
  {
    name: 'types of the launcher',
    args: ['@typescript/native/bin/tsc', '-p', 'tools/launch/tsconfig.json', '--noEmit', '--pretty', 'false'],
  },
  { name: 'what nothing uses (knip)', args: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
]

/** Runs every lint and wall; each counts as one. What is wrong is printed. */
export async function walls(root: string): Promise<Tally> {
  let tally = nothing
  const note = (name: string, wrong: string) => {
    console.log(`${wrong ? '✗' : '✓'} ${name}`)
    if (wrong) console.log(wrong.trimEnd().replaceAll(/^/gm, '    '))
    tally = add(tally, wrong ? failure(`${name}\n${wrong.trimEnd()}`) : { ...nothing, passed: 1 })
  }

  for (const { name, args } of tools) {
    const [program = '', ...rest] = args
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...rest], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      env: { ...process.env, NO_COLOR: '1' },
    })
    note(name, status === 0 ? '' : `${stdout}${stderr}` || `ended with ${status}`)
  }
  for (const { name, check } of rules) {
    const violations = await check(root)
    note(name, violations.map(violationLine).join('\n'))
  }
  return tally
}
