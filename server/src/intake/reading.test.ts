import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sources } from '#kernel/evidence/sources.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { bringPage } from './commands/bringPage.ts'
import { datePage } from './commands/datePage.ts'
import { acceptFact, rejectFact } from './commands/decideFact.ts'
import { pagesList } from './queries/pages.ts'
import { patiently } from './reading/desk.ts'
import { facts } from './store/facts.ts'
import { aPage, whole } from './testing/desk.ts'
import { pageText } from './testing/page.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const resolved = (page: Awaited<ReturnType<typeof whole>>, text: string) =>
  page.articles.flatMap(article => article.datelines).find(line => line.text === text)?.resolved

describe('the issue date', () => {
  it('is left open with its reason where the page prints none, and nothing is resolved from a guess', async () => {
    const id = await aPage(city, pageText, { issueDate: null })
    const seen = await whole(city, id)
    expect(seen.page).toMatchObject({ issueDate: null, dateStanding: 'open' })
    expect(seen.page.dateBasis).toBeTruthy()
    expect(resolved(seen, '昨天')).toBeNull()
  })

  it('set by a person moves 昨天 and no decision', async () => {
    const id = await aPage(city, `${pageText}甲`, { issueDate: null })
    const before = await whole(city, id)
    const [first, second] = before.facts
    if (!first || !second) throw new Error('the page yielded nothing')
    await city.do('staff', ctx => acceptFact(ctx, first.id, { version: 1 }))
    await city.do('staff', ctx => rejectFact(ctx, second.id, { version: 1 }))
    const asked = city.clock.now()
    city.clock.pass(1000)

    const date = (user: string, issueDate: string | null, version: number) =>
      city.do(user, ctx => datePage(ctx, id, { version, issueDate }))
    await expect(date('viewer', '2025-05-12', 1)).rejects.toMatchObject({ code: 'intake.not-found' })
    await date('staff', '2025-05-12', 1)
    const after = await whole(city, id)
    expect(after.page).toMatchObject({ issueDate: '2025-05-12', dateStanding: 'given', dateBasis: null })
    expect(resolved(after, '昨天')).toBe('2025-05-11')
    const decisions = (page: typeof after) =>
      page.facts.filter(({ state }) => state !== 'pending').map(({ id, state }) => [id, state])
    expect(decisions(after)).toEqual([
      [first.id, 'accepted'],
      [second.id, 'rejected'],
    ])
    expect(resolved(await whole(city, id, { asOf: asked }), '昨天')).toBeNull()
    const kept = await city.ask('staff', ctx => sources.find(ctx, after.page.sourceId))
    expect(kept?.issueDate).toBe('2025-05-12')

    await date('staff', null, 2)
    expect((await whole(city, id)).page).toMatchObject({ issueDate: null, dateStanding: 'open' })
    expect(resolved(await whole(city, id), '昨天')).toBeNull()
  })

  it('names decided facts that would now read otherwise, and changes only those nobody touched', async () => {
    const id = await aPage(city, `${pageText}乙`, { issueDate: null })
    const [first, second] = (await whole(city, id)).facts.filter(({ fact }) => fact.kind === 'organisation')
    if (!first || !second) throw new Error('the page names too few organisations')
    // As if the reader had been of another mind when the page was read.
    for (const { id: fact } of [first, second])
      await city.do('staff', async ctx => {
        const found = await facts.lock(ctx, fact)
        if (found?.fact.kind !== 'organisation') throw new Error('gone')
        const other = { ...found.fact, type: '另一类' }
        await facts.change(ctx, found, { fact: other, original: other })
      })
    await city.do('staff', ctx => acceptFact(ctx, first.id, { version: 2 }))

    const dated = await city.do('staff', ctx => datePage(ctx, id, { version: 1, issueDate: '2025-05-12' }))
    expect(dated.decidedDiffering).toEqual([first.id])
    const after = new Map((await whole(city, id)).facts.map(fact => [fact.id, fact]))
    expect(after.get(first.id)).toMatchObject({ state: 'accepted', fact: { type: '另一类' }, corrected: ['type'] })
    expect(after.get(first.id)?.original).toEqual(first.fact)
    expect(after.get(second.id)).toMatchObject({ state: 'pending', fact: second.fact, corrected: [] })
  })
})

describe('a long page', () => {
  const paragraph =
    '江海演示机械有限公司昨天在崇川区开工建设二期厂房，总投资18亿元。市工信局局长陶远山要求各单位按月报送进度。\n\n'
  const long = `## 二期厂房开工\n\n${paragraph.repeat(900)}`

  it('keeps no transaction waiting: it is refused until it is read, stored once, and others go on meanwhile', async () => {
    const bring = () =>
      city.do('staff', ctx => bringPage(ctx, { name: '长页', text: long, issueDate: '2025-05-12' }, 1))
    await expect(bring()).rejects.toMatchObject({
      code: 'intake.reading-unavailable',
      status: 503,
      params: { name: '长页' },
    })
    const meanwhile = await city.ask('staff', ctx => pagesList(ctx, { limit: 50, find: '长页' }))
    expect(meanwhile.total).toBe(0)

    let brought: Awaited<ReturnType<typeof bring>> | undefined
    while (!brought) {
      brought = await bring().catch(error => {
        if (error instanceof Refusal && error.code === 'intake.reading-unavailable') return undefined
        throw error
      })
      await pause(50)
    }
    const stored = await city.ask('staff', ctx => pagesList(ctx, { limit: 50, find: '长页' }))
    expect(stored.rows).toMatchObject([{ id: brought.page.id, chars: long.length }])
    expect(stored.rows[0]?.counts.pending).toBe(brought.facts)
    await expect(bring()).rejects.toMatchObject({ code: 'intake.page-exists' })
  })
})

describe('the reading desk', () => {
  it('starts a piece of work once for all who ask, and afresh after it failed', async () => {
    let started = 0
    let fail = () => {}
    const work = () => {
      started++
      if (started > 1) return Promise.resolve(started)
      return new Promise<number>((_, reject) => {
        fail = () => reject(refuse('intake.page-empty', { name: '坏页' }))
      })
    }
    const ask = () => patiently('desk test', '坏页', 1, work)
    await expect(ask()).rejects.toMatchObject({ code: 'intake.reading-unavailable' })
    await expect(ask()).rejects.toMatchObject({ code: 'intake.reading-unavailable' })
    const waiting = patiently('desk test', '坏页', 60_000, work)
    fail()
    await expect(waiting).rejects.toMatchObject({ code: 'intake.page-empty' })
    expect(started).toBe(1)
    expect(await patiently('desk test', '坏页', 60_000, work)).toBe(2)
    expect(await patiently('desk test', '坏页', 60_000, work)).toBe(2)
  })

  it('takes only so much at once', async () => {
    let finish = () => {}
    const gate = new Promise<void>(resolve => {
      finish = resolve
    })
    const refused = await Promise.allSettled(
      Array.from({ length: 9 }, (_, n) => patiently(`pile ${n}`, '一叠', 1, () => gate)),
    )
    expect(
      refused.filter(each => each.status === 'rejected' && each.reason.code === 'intake.reading-too-many'),
    ).toHaveLength(1)
    finish()
    await gate
  })
})

it('reads files by their content: a text in GB18030 comes out as its characters', async () => {
  const bytes = Buffer.concat([
    Buffer.from('bdadbaa3d1ddcabeb4f3d1a7', 'hex'), // 江海演示大学
    Buffer.from('b3c9c1a2a1a3', 'hex'), // 成立。
  ])
  const { page } = await city.do('staff', ctx => bringPage(ctx, { name: '旧稿.txt', bytes }))
  expect((await whole(city, page.id)).page.text).toBe('江海演示大学成立。')
  const broken = city.do('staff', ctx => bringPage(ctx, { name: '坏.docx', bytes: Buffer.from('PK\u0003\u0004坏') }))
  await expect(broken).rejects.toBeInstanceOf(Refusal)
})
