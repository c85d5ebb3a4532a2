import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '#kernel/files/index.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { MOST_OF_A_LOOK } from './commands/collectSource.ts'
import { pageOf } from './queries/pages.ts'
import { sourcesList } from './queries/sources.ts'
import { again, delivered, look, lookAfter, outcomes, setUpSources, startLooking } from './testing/looks.ts'

let city: City
let folder: string
let series = 0
let name = ''

beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianghai-watched-'))
  name = `收件夹${++series}`
  watch()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const watch = (more: object = {}) => setUpSources(city, { name, kind: 'folder', path: folder, settle: 0.05, ...more })
/** A page unlike any other of this file. */
const text = (n: number | string) =>
  `## 第${series}之${n}号港区公布数据\n\n本报讯 市统计局发布数据，2025年4月，江海第${series}之${n}港区货物吞吐量21${series}万吨，同比增长3.${series}%。\n`
const put = (path: string, content: string | Uint8Array) => writeFile(join(folder, path), content)
const lookedAt = async (rows: Promise<Awaited<ReturnType<typeof look>>>) => {
  const found = (await rows).find(each => each.name === name)
  if (!found) throw new Error('the source is not listed')
  return found
}

describe('a watched folder', () => {
  it('brings each file once as a page, with the day of its folder and what the settings say of it', async () => {
    watch({ publication: '江海演示日报', internal: true, unit: 'science' })
    await mkdir(join(folder, '2025-05-12'))
    await put('2025-05-12/第3版.txt', text(1))
    const source = await lookedAt(look(city))
    expect(source).toMatchObject({ kind: 'folder', error: null, hasMore: false, isLooking: false })
    expect(source.place).toBe(`…/tmp/${folder.slice(folder.lastIndexOf('/') + 1)}`)
    expect(source.counts).toEqual([{ state: 'brought', today: 1, week: 1, total: 1 }])
    const [only] = await delivered(city, name)
    expect(only).toMatchObject({ name: '第3版.txt', state: 'brought', error: null, may: [] })
    const page = await city.ask('staff', ctx => pageOf(ctx, only?.page?.id ?? ''))
    expect(page).toMatchObject({
      issueDate: '2025-05-12',
      publication: '江海演示日报',
      internal: true,
      broughtBy: null,
      unit: { nameZh: '市科技局' },
    })
    await lookAfter(city, 15)
    expect(await delivered(city, name)).toHaveLength(1)
  })

  it('tells a file whose text is here already as known, and brings one that changed as another', async () => {
    await put('甲.txt', text(1))
    await look(city)
    await put('乙.txt', text(1))
    await put('甲.txt', `${text(1)}\n更正：增长3.9%。\n`)
    await lookAfter(city, 15)
    const rows = await delivered(city, name)
    expect(outcomes(rows).toSorted()).toEqual(['乙.txt known', '甲.txt brought', '甲.txt brought'])
    const pageIds = rows.map(row => row.page?.id)
    expect(new Set(pageIds).size).toBe(2)
  })

  it('passes over hidden and unfinished files and links, also such as lead out of it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'jianghai-outside-'))
    await writeFile(join(outside, 'secret.txt'), text('secret'))
    await symlink(outside, join(folder, 'out'))
    await symlink(join(outside, 'secret.txt'), join(folder, 'secret.txt'))
    for (const path of ['.hidden.txt', '~$稿.docx', '稿.docx.part', '稿.pdf.crdownload', '稿.tmp', 'Thumbs.db'])
      await put(path, text(path))
    await put('稿.txt', text(1))
    await look(city)
    expect(outcomes(await delivered(city, name))).toEqual(['稿.txt brought'])
    await rm(outside, { recursive: true })
  })

  it('leaves a file that is being written for the next look, which comes in a minute', async () => {
    watch({ settle: 0.4 })
    await put('慢.txt', '第一段。')
    const { runner, faults } = await startLooking(city)
    await pause(150)
    await put('慢.txt', text(1))
    while ((await city.ask('staff', sourcesList)).sources.some(each => each.isLooking)) await pause(10)
    await runner.stop()
    expect(faults).toEqual([])
    expect(await delivered(city, name)).toEqual([])
    expect(await lookedAt(lookAfter(city, 1))).toMatchObject({ hasMore: false })
    expect(outcomes(await delivered(city, name))).toEqual(['慢.txt brought'])
  })

  it('tells of what cannot be brought and why, and brings the others; it changes nothing there', async () => {
    await put('空.txt', '')
    await put('坏.pdf', '%PDF-1.7 不是PDF')
    await put('图.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))
    await put('大.txt', new Uint8Array(limits.file + 1))
    await put('好.txt', text(1))
    const source = await lookedAt(look(city))
    expect(source.error).toBeNull()
    const rows = await delivered(city, name)
    expect(outcomes(rows).toSorted()).toEqual([
      '图.png refused files.unknown-type',
      '坏.pdf refused files.unreadable',
      '大.txt refused files.too-large',
      '好.txt brought',
      '空.txt refused files.empty',
    ])
    expect(rows.find(row => row.name === '空.txt')?.may).toEqual(['intake.try-again'])
    expect((await readdir(folder)).toSorted()).toEqual(rows.map(row => row.name).toSorted())
    expect(await readFile(join(folder, '好.txt'), 'utf8')).toBe(text(1))
  })

  it('is told as unreachable, left alone for longer each time, and looked at again when it is back', async () => {
    await rm(folder, { recursive: true })
    expect(await lookedAt(look(city))).toMatchObject({ error: { code: 'sources.folder-unreachable' }, goodAt: null })
    const first = city.clock.now()
    await lookAfter(city, 15)
    const { nextAt } = await lookedAt(lookAfter(city, 15))
    // Failed at 0 and 15 minutes: the next is 30 minutes after the second, and was not made at 30.
    expect(new Date(nextAt ?? 0).getTime() - first.getTime()).toBe(45 * 60_000)
    await mkdir(folder)
    await put('来.txt', text(1))
    expect(await lookedAt(lookAfter(city, 15))).toMatchObject({ error: null, goodAt: city.clock.now().toISOString() })
    expect(outcomes(await delivered(city, name))).toEqual(['来.txt brought'])
  })

  it('with more than one look brings is gone on with a minute later, oldest first', async () => {
    const count = MOST_OF_A_LOOK.things + 2
    for (let n = 0; n < count; n++) {
      await put(`${n}.txt`, '')
      await utimes(join(folder, `${n}.txt`), 1_700_000_000 + n, 1_700_000_000 + n)
    }
    expect(await lookedAt(look(city))).toMatchObject({ hasMore: true })
    expect((await delivered(city, name)).map(row => row.name)).toContain('0.txt')
    expect(await lookedAt(lookAfter(city, 1))).toMatchObject({ hasMore: false })
    const rows = await delivered(city, name)
    expect(rows).toHaveLength(count)
    expect(
      rows
        .slice(-2)
        .map(row => row.name)
        .toSorted(),
    ).toEqual([`${count - 2}.txt`, `${count - 1}.txt`])
  })

  it('whose unit is not on file brings nothing and says so', async () => {
    watch({ unit: '没有的局' })
    await put('甲.txt', text(1))
    expect((await lookedAt(look(city))).error).toEqual({ code: 'sources.unit-not-known', params: { unit: '没有的局' } })
    expect(await delivered(city, name)).toEqual([])
  })
})

describe('a look that breaks off', () => {
  it('is taken up again, and nothing is brought twice', async () => {
    for (let n = 0; n < 6; n++) await put(`${n}.txt`, text(n))
    const { runner } = await startLooking(city)
    while ((await delivered(city, name)).length === 0) await pause(5)
    await runner.stop()
    await look(city)
    const rows = await delivered(city, name)
    expect(outcomes(rows).toSorted()).toEqual([0, 1, 2, 3, 4, 5].map(n => `${n}.txt brought`))
    expect(new Set(rows.map(row => row.page?.id)).size).toBe(6)
  })
})

describe('trying again', () => {
  it('looks at once, and says of what was mended that it was brought and of what is gone that it is gone', async () => {
    await put('空.txt', '')
    await put('没.txt', '')
    await look(city)
    const [first, second] = await delivered(city, name)
    if (!first || !second) throw new Error('two were delivered')
    await rm(join(folder, '没.txt'))
    for (const each of [first, second]) await again(city, each)
    await expect(again(city, first)).rejects.toMatchObject({ code: 'intake.changed-conflict' })
    await look(city)
    expect(outcomes(await delivered(city, name)).toSorted()).toEqual([
      '没.txt failed sources.gone',
      '空.txt refused files.empty',
    ])
    // Nothing tries it again by itself.
    expect((await delivered(city, name)).map(row => row.againAt)).toEqual([null, null])
  })

  it('is not for what was brought', async () => {
    await put('甲.txt', text(1))
    await look(city)
    const [only] = await delivered(city, name)
    if (!only) throw new Error('one was delivered')
    await expect(again(city, only)).rejects.toMatchObject({ code: 'intake.delivery-done' })
  })
})
