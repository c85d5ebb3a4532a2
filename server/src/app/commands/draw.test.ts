import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { main } from '../main.ts'

const directory = mkdtempSync(join(tmpdir(), 'jianghai-draw-'))
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}

/** Runs a command of the command line; gives its exit code and what it wrote. */
async function ran(...argv: string[]) {
  const written = { out: '', error: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written.out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    written.error += String(text)
    return true
  })
  const code = await main([...argv, '--lang', 'en'], {})
  vi.restoreAllMocks()
  return { code, ...written }
}

const input = { algorithm: 'jianghai-1', pool: ['甲', '乙', '丙', '丁'], winners: 2, reserves: 1, sources: [9319, 'x'] }

describe('draw run and draw verify', () => {
  it('print a proof that verifies itself, to standard output only', async () => {
    const run = await ran('draw', 'run', file('input.json', JSON.stringify(input)), '--json')
    expect([run.code, run.error]).toEqual([0, ''])
    const proof = JSON.parse(run.out)
    expect(proof.input).toEqual(input)
    expect(proof.winners).toHaveLength(2)
    const verified = await ran('draw', 'verify', file('proof.json', run.out))
    expect(verified).toMatchObject({ code: 0, error: '' })
    expect(verified.out).toContain('Everything agrees: 2 winners, 1 reserves.')
    const told = await ran('draw', 'verify', file('proof.json', run.out), '--json')
    expect(JSON.parse(told.out)).toMatchObject({ holds: true })
  })

  it('print winners and reserves for people', async () => {
    const { out } = await ran('draw', 'run', file('input.json', JSON.stringify(input)))
    expect(out.trim().split('\n')).toHaveLength(4)
    expect(out).toMatch(/^key 9319\.\/"x"\/\n1\t/)
  })

  it.each([
    [
      'a changed winner',
      (proof: { winners: string[] }) => ({ ...proof, winners: [...proof.winners].reverse() }),
      'winners[0]',
    ],
    [
      'a changed pool',
      (proof: { input: { pool: string[] } }) => ({
        ...proof,
        input: { ...proof.input, pool: ['乙', '甲', '丙', '丁'] },
      }),
      'poolRoot',
    ],
  ])('name the first difference and end with 1: %s', async (_, change, field) => {
    const { out } = await ran('draw', 'run', file('input.json', JSON.stringify(input)), '--json')
    const verified = await ran('draw', 'verify', file('bad.json', JSON.stringify(change(JSON.parse(out)))))
    expect(verified.code).toBe(1)
    expect(verified.error).toContain(field)
    expect(verified.error).not.toMatch(/ at .*\.ts/)
  })

  it.each([
    ['half a file', '{"input":\n {"algorithm": "jianghai-1", "po', 'it ends at character 42. It may have been cut off'],
    ['half a file, in the middle of a Chinese character', Buffer.from('{"pool": ["甲').subarray(0, -1), 'cut off'],
    ['no JSON', '{"pool": [1,,2]}', 'is not JSON'],
    ['one member twice, which two verifiers could read as two draws', '{"winners": 1, "winners": 2}', 'winners'],
    ['no text', Uint8Array.of(0xff, 0xfe, 0x00), 'not UTF-8'],
    ['no object', '[]', 'must be one JSON object'],
    ['a slip in a name', JSON.stringify({ ...input, exlude: [] }), 'exlude'],
    ['more winners than people', JSON.stringify({ ...input, winners: 9 }), 'only 4 can be drawn'],
  ])('refuse in a sentence, with 1: %s', async (_, content, sentence) => {
    const { code, out, error } = await ran('draw', 'run', file('unfit.json', content))
    expect([code, out]).toEqual([1, ''])
    expect(error).toContain(sentence)
    expect(error.trim().split('\n')).toHaveLength(1)
  })

  it('refuse a file that is not there, and say how they are called', async () => {
    expect((await ran('draw', 'run', join(directory, 'none.json'))).code).toBe(1)
    expect((await ran('draw', 'run')).code).toBe(2)
    expect((await ran('draw', 'verify', 'a', 'b')).code).toBe(2)
    expect((await ran('draw', 'verify', '--help')).code).toBe(0)
  })
})
