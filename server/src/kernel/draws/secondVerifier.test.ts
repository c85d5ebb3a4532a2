import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { DrawProof } from '#contract/draws.ts'
import { draw } from './index.ts'
import { inputs } from './testing/inputs.ts'

/* The verifier in another language, tools/draw_verify.py, against this one. */

const script = join(import.meta.dirname, '../../../../tools/draw_verify.py')
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
if (!python) console.warn('SKIPPED: python3 of 3.8 or newer is absent, so no second verifier was asked')

const directory = mkdtempSync(join(tmpdir(), 'jianghai-draws-'))
afterAll(() => rmSync(directory, { recursive: true }))

function judged(proofs: readonly unknown[]): string[] {
  const path = join(directory, 'proofs.json')
  writeFileSync(path, JSON.stringify(proofs))
  const { stdout } = spawnSync('python3', [script, '--batch', path], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return stdout
    .trim()
    .split('\n')
    .map(line => line.slice(line.indexOf(': ') + 2))
}

describe.skipIf(!python)('a second verifier, in Python’s standard library', () => {
  const proofs = fc.sample(inputs, { numRuns: 1000, seed: 3797 }).map((input): DrawProof => ({ input, ...draw(input) }))

  it('agrees on a thousand random draws', () => {
    expect(judged(proofs)).toEqual(proofs.map(() => 'holds'))
  }, 120_000)

  it('finds one changed winner, step, weight, hash or member of the pool, each time', () => {
    const changed = proofs.slice(0, 300).flatMap((proof, n): unknown[] => {
      const [first] = proof.steps
      if (!first) return []
      const other = { ...first, index: first.index + 1 }
      const changes = [
        {
          ...proof,
          winners: [typeof first.id === 'number' ? first.id + 1000 : `${first.id}x`, ...proof.winners.slice(1)],
        },
        { ...proof, steps: [other, ...proof.steps.slice(1)] },
        {
          ...proof,
          steps: [
            { ...first, hash: first.hash.replace(/^./, sign => (sign === '0' ? '1' : '0')) },
            ...proof.steps.slice(1),
          ],
        },
        { ...proof, key: `${proof.key}0./` },
        { ...proof, poolRoot: '0'.repeat(64) },
        { ...proof, reserves: [...proof.reserves, 'one more'] },
      ]
      return [changes[n % changes.length]]
    })
    expect(changed.length).toBeGreaterThan(200)
    expect(judged(changed).filter(said => !said.startsWith('does not hold'))).toEqual([])
  }, 120_000)

  it('says of half a file that it cannot be read', () => {
    const path = join(directory, 'half.json')
    writeFileSync(path, JSON.stringify(proofs[0]).slice(0, 100))
    const { stdout, status } = spawnSync('python3', [script, path], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([1, expect.stringContaining('cannot be read')])
  })

  it.each([
    ['a member twice', '{"winners": [1], "winners": [2]}', 'twice'],
    [
      'more winners than people',
      '{"input": {"algorithm": "jianghai-1", "pool": 1, "winners": 3, "sources": [1]}}',
      'is no proof',
    ],
    ['a list', '[]', 'is no proof'],
  ])('says what is wrong with %s, and shows no trace', (_, content, sentence) => {
    const path = join(directory, 'unfit.json')
    writeFileSync(path, content)
    const { stdout, stderr, status } = spawnSync('python3', [script, path], { encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([1, expect.stringContaining(sentence), ''])
  })
})
