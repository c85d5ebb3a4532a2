import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '#contract/words.ts'
import { Refusal } from '../refusal.ts'
import { writeLines } from './lines.ts'
import { restoreBackup } from './restore.ts'
import { verifyBackup } from './write.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianghai-damage-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const root = sha256('')

/** A small backup as its lines: one table, one file, an empty log. */
const table = ['{"table":"region","columns":["region_id","name_zh"]}', '["320600","南通市"]', '["310107",null]']
const file = [
  JSON.stringify({ file: 'keys/log.pem', mode: 0o600 }),
  JSON.stringify(Buffer.from('a key').toString('base64')),
]
const last = {
  tables: [{ name: 'region', rows: 2, sha256: sha256(`${table.join('\n')}\n`) }],
  files: [{ path: 'keys/log.pem', size: 5, sha256: sha256('a key') }],
  sequences: [{ name: 'log_ordinal', last: '12', called: true }],
  logs: [{ regionId: 320600, size: 0, root }],
}
const head = JSON.stringify({
  jianghai: 'backup',
  product: '0',
  takenAt: '2026-11-28T04:00:00Z',
  engine: 'embedded',
  migrations: [],
})
const whole = [head, ...table, ...file, JSON.stringify(last)]

let made = 0
async function written(lines: readonly string[]): Promise<string> {
  const path = join(folder, `${made++}.backup`)
  await writeLines(
    path,
    (async function* () {
      yield* lines
    })(),
  )
  return path
}

/** What a person is told about a file; a fault or an acceptance is seen as itself. */
const verdict = (path: string): Promise<string> =>
  verifyBackup(path).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refusal ? error.code : `fault: ${String(error)}`),
  )

/** The verdicts on copies of a file, each changed in its own way, by how often each was given. */
async function verdicts(copies: Iterable<Uint8Array>): Promise<Record<string, number>> {
  const path = join(folder, 'changed.backup')
  const counts: Record<string, number> = {}
  for (const copy of copies) {
    await writeFile(path, copy)
    const said = await verdict(path)
    counts[said] = (counts[said] ?? 0) + 1
  }
  return counts
}

describe('a damaged backup', () => {
  it('is noticed whichever byte is flipped, wherever it is cut off, and whatever is added', async () => {
    const bytes = await readFile(await written(whole))
    expect(await verdict(await written(whole))).toBe('accepted')
    const opening = bytes.indexOf(10) + 1

    const flipped = await verdicts(
      Array.from(bytes.keys(), at => {
        const copy = Buffer.from(bytes)
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << (at % 8)), at)
        return copy
      }),
    )
    const cut = await verdicts(Array.from(bytes.keys(), length => bytes.subarray(0, length)))
    const longer = await verdicts([Buffer.concat([bytes, Buffer.from([0])]), Buffer.concat([bytes, bytes])])
    console.log(`${bytes.length} bytes flipped, ${bytes.length} cuts`, flipped, cut)
    const {
      'backup.damaged': damaged = 0,
      'backup.not-a-backup': unknown = 0,
      'backup.format-newer': newer = 0,
      ...rest
    } = flipped
    expect([damaged + unknown + newer, rest]).toEqual([bytes.length, {}])
    expect(damaged).toBeGreaterThanOrEqual(bytes.length - opening)
    expect(cut).toEqual({ 'backup.not-a-backup': opening, 'backup.damaged': bytes.length - opening })
    expect(longer).toEqual({ 'backup.damaged': 2 })
  })

  it('is noticed when its parts do not fit its end, though every byte is as it was written', async () => {
    const planted: Record<string, string[]> = {
      'a row is missing': whole.filter(line => !line.startsWith('["310107"')),
      'a row is there twice': whole.flatMap(line => (line.startsWith('["310107"') ? [line, line] : [line])),
      'rows changed places': [
        head,
        String(table[0]),
        String(table[2]),
        String(table[1]),
        ...file,
        JSON.stringify(last),
      ],
      'a value is another': whole.map(line => line.replace('南通市', '南京市')),
      'a column has another name': whole.map(line => line.replace('"name_zh"]', '"name_en"]')),
      'the file is missing': [head, ...table, JSON.stringify(last)],
      'the file is another': whole.map(line =>
        line.replace(String(file[1]), JSON.stringify('YSBrZXk='.replace('Z', 'Y'))),
      ),
      'the end is missing': whole.slice(0, -1),
      'something follows the end': [...whole, ...table],
      'the head is missing': whole.slice(1),
      'a line is none': [head, 'nonsense', ...whole.slice(1)],
      'a row stands before any table': [head, '["1"]', ...whole.slice(1)],
      'a file leads out of the directory': whole.map(line => line.replaceAll('keys/log.pem', '../log.pem')),
      'it is empty': [],
    }
    for (const [what, lines] of Object.entries(planted))
      expect(await verdict(await written(lines)), what).toBe('backup.damaged')
  })

  it('whose log does not compute to its root is refused as such', async () => {
    const other = { ...last, logs: [{ regionId: 320600, size: 3, root }] }
    expect(await verdict(await written([...whole.slice(0, -1), JSON.stringify(other)]))).toBe('backup.log-broken')
  })

  it('and what is no backup, or one of a newer format, is told in one sentence in each language, and nothing is opened', async () => {
    const newer = await written(whole)
    await writeFile(newer, (await readFile(newer)).toString('latin1').replace('backup 1\n', 'backup 2\n'), 'latin1')
    const picture = join(folder, 'picture.png')
    await writeFile(picture, Buffer.from('89504e470d0a1a0a', 'hex'))
    const damaged = await written(whole)
    await writeFile(damaged, (await readFile(damaged)).subarray(0, -1))
    const cases: Array<[string, string, string, string]> = [
      [newer, 'backup.format-newer', '请用更新的版本恢复', 'with a newer version'],
      [picture, 'backup.not-a-backup', '不是江海协同的备份文件', 'is not a backup'],
      [damaged, 'backup.damaged', '已损坏或不完整', 'damaged or incomplete'],
      [join(folder, 'nowhere'), 'backup.file-not-found', '没有这个备份文件', 'no such backup'],
      [folder, 'backup.file-unreadable', '读不了这个备份文件', 'Cannot read'],
    ]
    for (const [path, code, zh, en] of cases) {
      const directory = join(folder, 'target')
      const open = () => Promise.reject(new Error('nothing may be opened'))
      const error = await restoreBackup(path, { directory, open, migrations: [] }).catch((caught: unknown) => caught)
      if (!(error instanceof Refusal)) throw error
      expect(error.code).toBe(code)
      expect(sentenceOf('zh', error.code, error.params)).toContain(zh)
      expect(sentenceOf('en', error.code, error.params)).toContain(en)
      for (const language of ['zh', 'en'] as const)
        expect(sentenceOf(language, error.code, error.params)).toContain(path)
    }
  })
})
