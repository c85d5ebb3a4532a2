import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extraction } from '#contract/extraction.ts'
import { openEmbedded, openPostgres } from '#kernel/database/open.ts'
import { one, run, sql } from '#kernel/database/sql.ts'
import { aPlace, jianghai, type Place, root, type Said, startProduct } from './product.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianghai-e2e-files-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What nobody who types a command may ever see. */
const stack = /\n\s+at .+:\d+:\d+/

const aDemonstrationPage = join(root, 'demo/pages/13-2025-05-14-two-regions.txt')

describe('the command line', () => {
  it('lists its commands, and each says how it is used', async () => {
    const names = ['serve', 'extract', 'import', 'pack', 'workdays', 'log verify', 'backup', 'restore']
    const list = await jianghai(['--help'], { launcher: true })
    expect(list.code).toBe(0)
    const helps = await Promise.all(names.map(name => jianghai([...name.split(' '), '--help', '--lang', 'en'])))
    for (const [index, name] of names.entries()) {
      expect(list.out).toContain(`  ${name} `)
      expect(helps[index], name).toMatchObject({ code: 0, err: '' })
      expect(helps[index]?.out.startsWith(`jianghai ${name} `), name).toBe(true)
    }
  })

  it('answers wrong usage with the usage and 2', async () => {
    const cases: Array<[string[], string]> = [
      [['sail'], '没有“sail”这个命令'],
      [['log'], '没有“log”这个命令'],
      [['workdays'], '用法不对'],
      [['extract'], '用法不对'],
      [['extract', aDemonstrationPage, '--colour'], '用法不对'],
      [['pack'], '用法不对'],
    ]
    const answers = await Promise.all(cases.map(([arguments_]) => jianghai(arguments_)))
    for (const [index, [arguments_, sentence]] of cases.entries()) {
      expect(answers[index], arguments_.join(' ')).toMatchObject({ code: 2, out: '' })
      expect(answers[index]?.err).toContain(sentence)
      expect(answers[index]?.err).not.toMatch(stack)
    }
  })

  it('refuses what cannot be with one sentence that names it, and 1', async () => {
    const nowhere = join(folder, 'nowhere')
    const cases: Array<[string[], string]> = [
      [['workdays', 'add', '2025-02-30', '1'], '2025-02-30'],
      [['workdays', 'add', '2031-03-03', '1'], '2031'],
      [['workdays', 'add', '2025-03-03', 'two'], 'two'],
      [['extract', join(folder, 'no-such-page.txt')], 'no-such-page.txt'],
      [['extract', root], root],
      [['serve', '--port', 'eighty'], 'eighty'],
      [['log', 'verify', '--data', nowhere], nowhere],
      [['pack', '--list', '--data', nowhere], nowhere],
    ]
    const answers = await Promise.all(
      cases.map(([arguments_]) => jianghai(arguments_, { environment: { DATABASE_URL: '' } })),
    )
    for (const [index, [arguments_, named]] of cases.entries()) {
      const { code, out, err } = answers[index] ?? { code: null, out: '', err: '' }
      expect({ code, out, lines: err.trim().split('\n').length }, arguments_.join(' ')).toEqual({
        code: 1,
        out: '',
        lines: 1,
      })
      expect(err).toContain(named)
    }
  })

  it('counts working days by the Chinese calendar, make-up days and holidays too', async () => {
    // 27 April 2025 is a Sunday that is worked, 1 to 5 May are off; 29 September and 12 October 2024 are worked, 1 to 7 October off.
    const cases: Array<[string[], string]> = [
      [['add', '2025-04-25', '1'], '2025-04-27'],
      [['add', '2025-04-25', '3'], '2025-04-29'],
      [['add', '2025-04-30', '1'], '2025-05-06'],
      [['add', '2024-09-30', '1'], '2024-10-08'],
      [['add', '2024-10-11', '1'], '2024-10-12'],
      [['between', '2025-04-25', '2025-05-06'], '5'],
      [['between', '2025-04-30', '2025-05-05'], '0'],
      [['between', '2024-09-28', '2024-10-13'], '7'],
    ]
    const answers = await Promise.all(cases.map(([arguments_]) => jianghai(['workdays', ...arguments_])))
    for (const [index, [arguments_, answer]] of cases.entries())
      expect(answers[index], arguments_.join(' ')).toEqual({ code: 0, out: `${answer}\n`, err: '' })
  })
})

describe('extract --json', () => {
  it('prints one document of the promised shape whose every piece of evidence is the very characters of the page', async () => {
    const { code, out } = await jianghai(['extract', aDemonstrationPage, '--json', '--issue-date', '2025-05-14'])
    expect(code).toBe(0)
    const read = extraction.parse(JSON.parse(out))
    const page = await readFile(aDemonstrationPage, 'utf8')
    const found = evidenceIn(JSON.parse(out))
    expect(found.length).toBeGreaterThan(60)
    for (const { start, end, text } of found) expect(page.slice(start, end)).toBe(text)
    expect(read.issueDate.value).toBe('2025-05-14')
    expect(read.source.chars).toBe(page.length)
    expect(read.articles.length).toBeGreaterThan(2)
  })

  it('leaves the issue date open, with the reason, where the page prints none', async () => {
    await writeFile(join(folder, 'undated.txt'), '# 河边新栈道\n\n本报讯　昨天，西寺路栈道铺完最后一段。\n')
    const { out } = await jianghai(['extract', join(folder, 'undated.txt'), '--json'])
    const read = extraction.parse(JSON.parse(out))
    expect(read.issueDate.value).toBeNull()
    expect(read.issueDate.basis).not.toBe('')
    expect(read.articles[0]?.datelines.map(({ text, resolved }) => ({ text, resolved }))).toEqual([
      { text: '昨天', resolved: null },
    ])
  })
})

describe('on the data of the demonstration city', () => {
  let place: Place
  let backup: Said
  beforeAll(async () => {
    place = await aPlace({ withCity: true })
    const product = await startProduct({ place })
    // While it runs: the embedded database is then held by the program, which makes the file for who asks.
    backup = await here('backup', join(folder, 'city.backup'))
    expect(await product.stop()).toBe(0)
  })
  afterAll(() => place?.remove())
  const here = (...arguments_: string[]) => jianghai([...arguments_, '--data', place.data], { place })

  it('pack --list gives a line a meeting, and --meeting writes its pack as a document with its matters', async () => {
    const list = await here('pack', '--list')
    expect(list.code).toBe(0)
    const lines = list.out.trim().split('\n')
    const [, meeting] = /^([0-9a-f-]{36}) {2}2025-05-12 /m.exec(list.out) ?? []
    expect(lines.length).toBeGreaterThan(6)
    const out = join(folder, 'pack.docx')
    const written = await here('pack', '--meeting', String(meeting), '--out', out)
    expect(written.code, written.err).toBe(0)
    expect(written.out).toBe('')
    const bytes = await readFile(out)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    const document = Buffer.from(unzipSync(bytes)['word/document.xml'] ?? []).toString('utf8')
    expect(document.replace(/<[^>]+>/g, '')).toContain('首批特色合作园区名单')

    const nobody = await here('pack', '--meeting', '01900000-0000-7000-8000-000000000000', '--out', out)
    expect(nobody.code).toBe(1)
    expect(nobody.err).not.toMatch(stack)
  })

  it('backup and restore carry the whole city to the embedded database with its log and packs, and refuse what would harm', async () => {
    expect(backup, backup.err).toMatchObject({ code: 0 })
    const file = join(folder, 'city.backup')
    const roots = (said: string) => said.match(/^\d{6} entries [1-9]\d* root [0-9a-f]{64}$/gm)
    const other: Place = {
      ...place,
      data: join(folder, 'restored'),
      environment: { ...place.environment, DATABASE_URL: '' },
    }
    const there = (...arguments_: string[]) => jianghai([...arguments_, '--data', other.data], { place: other })
    const restored = await there('restore', file)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    expect(restored.out).toBe(backup.out)

    const [, meeting] = /^([0-9a-f-]{36}) {2}2025-05-12 /m.exec((await here('pack', '--list')).out) ?? []
    // As of a day that is past: a pack of now says when now is.
    const asked = ['pack', '--meeting', String(meeting), '--as-of', '2025-06-20', '--json']
    const [original, copy] = await Promise.all(
      [here, there].map(async run => {
        const out = join(folder, `${run === here ? 'original' : 'copy'}.docx`)
        const json = await run(...asked, '--out', out)
        return { log: (await run('log', 'verify')).out, json: sha256(json.out), docx: sha256(await readFile(out)) }
      }),
    )
    expect(roots(copy?.log ?? '')).toEqual(roots(backup.out))
    expect(copy).toEqual(original)

    const bytes = await readFile(file)
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 4, bytes.length >> 1)
    await writeFile(join(folder, 'damaged.backup'), bytes)
    const cases: Array<[string[], string]> = [
      [['restore', file, '--data', other.data], '恢复只进空目录'],
      [['restore', join(folder, 'damaged.backup'), '--data', join(folder, 'fresh')], '已损坏或不完整'],
      [
        ['restore', join(folder, 'damaged.backup'), '--data', join(folder, 'fresh'), '--lang', 'en'],
        'damaged or incomplete',
      ],
      [['backup', file, '--data', other.data], '备份从不覆盖旧文件'],
    ]
    const answers = await Promise.all(cases.map(([arguments_]) => jianghai(arguments_, { place: other })))
    for (const [index, [arguments_, sentence]] of cases.entries()) {
      expect(answers[index], arguments_.join(' ')).toMatchObject({ code: 1, out: '' })
      expect(answers[index]?.err.trim().split('\n')).toEqual([expect.stringContaining(sentence)])
    }
    expect(await readdir(folder)).not.toContain('fresh')
  }, 300_000)

  it('import brings a page and a table, refuses both a second time or unknown, and keeps going past a bad file', async () => {
    const page = join(folder, 'evening.txt')
    await writeFile(
      page,
      '江海演示晚报 2025年6月25日 星期三 A02版\n\n# 园区接上第二条水线\n\n演示晚报讯 昨天，市水利局局长言不息来到南通创新区，实地查看第二条供水线。截至6月24日，供水线完成投资1.2亿元，占计划的80%。\n\n记者苏晚晴\n',
    )
    const brought = await here('import', page, '--accept', '0.5', '--region', '320600')
    expect(brought, brought.err).toMatchObject({ code: 0 })
    const [, articles, facts, accepted] =
      /^evening\.txt\t(\d+) articles, (\d+) facts, (\d+) accepted\n$/.exec(brought.out) ?? []
    expect(articles).toBe('1')
    expect(Number(facts)).toBeGreaterThan(2)
    expect(Number(accepted)).toBeGreaterThan(0)

    await writeFile(join(folder, 'moods.csv'), 'mood\ncalm\n')
    await writeFile(join(folder, 'organisations.csv'), 'code,name_zh,type\nboardwalk,南通栈道设计室,firm\n')
    const again = await here(
      'import',
      page,
      join(folder, 'moods.csv'),
      join(folder, 'organisations.csv'),
      '--region',
      '320600',
    )
    expect(again.code).toBe(1)
    expect(again.out).toBe('organisations.csv\t1 rows\n')
    expect(again.err).toContain('evening.txt：')
    expect(again.err).toContain('不认识的表“moods”')
    expect(again.err).toContain('3 个文件里有 2 个没有收下')
  })

  it('log verify prints entries and root of each region, and names the entry and the record somebody changed', async () => {
    const whole = await here('log', 'verify')
    expect(whole.code, whole.err).toBe(0)
    expect(whole.out).toMatch(/^320600 entries [1-9]\d* root [0-9a-f]{64}$/m)
    expect(whole.out).toMatch(/^310107 entries [1-9]\d* root [0-9a-f]{64}$/m)
    expect((await here('log', 'verify')).out).toBe(whole.out)

    const kept = join(place.data, 'kept.checkpoint')
    await writeFile(kept, await newestCheckpoint(place))
    const held = await here('log', 'verify', '--checkpoint', kept)
    expect(held.code, held.err).toBe(0)
    expect(held.out).toMatch(/^320600 checkpoint [1-9]\d* is a beginning of the log$/m)
    expect((await here('log', 'verify', '--checkpoint', join(place.data, 'nothing'))).err).toContain('没有这个文件')

    await flipOneCharacter(place, 123)
    const broken = await here('log', 'verify')
    expect(broken.code).toBe(1)
    expect(broken.err).toContain('第 123 条')
    expect(broken.out).not.toContain('320600 entries')
    expect(broken.out).toMatch(/^320600 entry 123 leaf-hash$/m)
    expect(broken.out).toMatch(/^320600 entry \d+ version-hash matter:[0-9a-f-]{36}:\d+$/m)
  })
})

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Evidence = { start: number; end: number; text: string }

/** Every piece of evidence in a document, however deep. */
function evidenceIn(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn)
  if (value === null || typeof value !== 'object') return []
  const own =
    'start' in value && 'end' in value && 'text' in value && typeof value.text === 'string'
      ? [{ start: Number(value.start), end: Number(value.end), text: value.text }]
      : []
  return [...own, ...Object.values(value).flatMap(evidenceIn)]
}

/** The newest signed checkpoint of the city, as somebody outside would have kept it. */
async function newestCheckpoint({ data, environment }: Place): Promise<string> {
  const database = environment.DATABASE_URL ? await openPostgres(environment.DATABASE_URL) : await openEmbedded(data)
  try {
    const newest = await one(
      database.db,
      sql<{ note: string }>`select note from log_checkpoint where region_id = 320600 order by size desc limit 1`,
    )
    return newest?.note ?? ''
  } finally {
    await database.close()
  }
}

/** Changes one character of one entry and of one record behind the product's back, as somebody with the database in hand could. */
async function flipOneCharacter({ data, environment }: Place, index: number): Promise<void> {
  const database = environment.DATABASE_URL ? await openPostgres(environment.DATABASE_URL) : await openEmbedded(data)
  try {
    const entry = await one(
      database.db,
      sql<{ id: string; body: string }>`select e.id, e.body from log_entry e
        join log_leaf l on l.region_id = e.region_id and l.entry_id = e.id
        where l.region_id = 320600 and l.index = ${index}`,
    )
    if (!entry) throw new Error(`there is no entry ${index}`)
    const changed = entry.body.replace('320600', '320601')
    expect(changed).not.toBe(entry.body)
    await run(database.db, sql`update log_entry set body = ${changed} where region_id = 320600 and id = ${entry.id}`)
    const aMatter = sql`(select id from matter where region_id = 320600 order by id limit 1)`
    await run(database.db, sql`update matter set title = title || '。' where region_id = 320600 and id = ${aMatter}`)
  } finally {
    await database.close()
  }
}
