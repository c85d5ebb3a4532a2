import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import { hashOfRow } from '#kernel/history/records.ts'
import { findOrganisation } from '#server/registry/index.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { bringPage } from './commands/bringPage.ts'
import { acceptFact, correctFact, rejectFact } from './commands/decideFact.ts'
import { describePage, withdrawPage } from './commands/editPage.ts'
import { undoFact, withdrawFact } from './commands/withdrawFact.ts'
import { acceptAll, readPage } from './index.ts'
import { factsList, restingOnFact } from './queries/facts.ts'
import { pageOf, pagesList } from './queries/pages.ts'
import { articles as articleRecords } from './store/articles.ts'
import { facts as factRecords } from './store/facts.ts'
import { added, aFigure, aPage, whole } from './testing/desk.ts'
import { forgetPages } from './testing/forget.ts'
import { pageText } from './testing/page.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const all = { limit: 200 }
const company = '江海演示物流集团有限公司'
const accept = (id: string, version: number) => city.do('staff', ctx => acceptFact(ctx, id, { version }))

describe('bringing a page in', () => {
  it.each(['viewer', 'leader', 'system', 'security', 'audit', 'citizen'])('is refused to %s', async user => {
    const bringing = city.do(user, ctx => bringPage(ctx, { name: '某报', text: '不该收下的一页。' }))
    await expect(bringing).rejects.toMatchObject({ code: expect.stringMatching(/not-found|not-permitted/) })
  })

  it('refuses a page without a word, and one with characters that cannot be kept', async () => {
    const bring = (text: string) => city.do('staff', ctx => bringPage(ctx, { name: '某报', text }))
    await expect(bring(' \n\u3000')).rejects.toMatchObject({ code: 'intake.page-empty' })
    await expect(bring('半个字\ud842')).rejects.toMatchObject({ code: 'evidence.source-unfit' })
    await expect(bring('空\0字')).rejects.toMatchObject({ code: 'evidence.source-unfit' })
  })

  it('keeps the text to the last character, with each fact on the passage that proves it', async () => {
    const text = `${pageText}\r\n 末尾 \t𠮷`
    const id = await aPage(city, text)
    const { page, articles, facts } = await whole(city, id)
    expect(page.text).toBe(text)
    expect(articles.length).toBeGreaterThanOrEqual(3)
    expect(facts.length).toBeGreaterThan(5)
    for (const { fact, state } of facts) {
      expect(state).toBe('pending')
      expect(fact.evidence.text).toBe(text.slice(fact.evidence.start, fact.evidence.end))
    }
    expect(page.counts.pending).toBe(facts.length)
    expect(await city.events(id)).toEqual(['intake.page-read'])
  })

  it('puts into the log the hash of every record as it is stored', async () => {
    const id = await aPage(city, `${pageText}癸`)
    const { articles, facts: read } = await whole(city, id)
    const { rows: entries } = await city.database.pool.query<{ body: string }>(
      'select body from log_entry where subject_id = $1',
      [id],
    )
    const logged = new Map(
      z.object({ rows: z.array(z.tuple([z.string(), z.string()])) }).parse(JSON.parse(entries[0]?.body ?? '')).rows,
    )
    for (const { id: fact } of read) {
      const stored = await city.ask('staff', ctx => factRecords.find(ctx, fact))
      expect(logged.get(`intake_fact:${fact}:1`)).toBe(hashOfRow(stored ?? {}))
    }
    for (const { id: article } of articles) {
      const stored = await city.ask('staff', ctx => articleRecords.find(ctx, article))
      expect(logged.get(`intake_article:${article}:1`)).toBe(hashOfRow(stored ?? {}))
    }
  })

  it('leads the second who brings a text to the first page, and tells another unit nothing of it', async () => {
    const text = '一页只能收一次。江海演示大学成立。'
    const id = await aPage(city, text, { by: 'reporter' })
    const again = (user: string) => city.do(user, ctx => bringPage(ctx, { name: '又一份', text }))
    await expect(again('staff')).rejects.toMatchObject({ code: 'intake.page-exists', params: { page: id } })
    await expect(again('reporter2')).rejects.toMatchObject({
      code: 'intake.page-brought-elsewhere-conflict',
      params: {},
    })
  })

  it('takes a text up again after its page was withdrawn', async () => {
    const text = '撤了还可以再收。江海演示书院落成。'
    const first = await aPage(city, text)
    await city.do('staff', ctx => withdrawPage(ctx, first, { version: 1, reason: '送错了' }))
    const second = await aPage(city, text)
    expect(second).not.toBe(first)
    await expect(city.ask('staff', ctx => pageOf(ctx, first))).rejects.toMatchObject({ code: 'intake.not-found' })
    expect((await whole(city, second)).page.text).toBe(text)
  })
})

describe('who sees a page', () => {
  it('is the office, leaders, and the unit that brought it; others do not learn that it exists', async () => {
    const id = await aPage(city, '科技局送来的一页。江海演示中试基地揭牌。', { by: 'reporter' })
    for (const user of ['staff', 'head', 'leader', 'reporter', 'unithead'])
      expect((await city.ask(user, ctx => pageOf(ctx, id))).id, user).toBe(id)
    for (const user of ['viewer', 'reporter2', 'district', 'system', 'audit', 'citizen'])
      await expect(
        city.ask(user, ctx => pageOf(ctx, id)),
        user,
      ).rejects.toMatchObject({ code: 'intake.not-found' })
    await expect(city.ask('partner', ctx => pageOf(ctx, id), { region: 320600 })).rejects.toMatchObject({
      code: 'intake.not-found',
    })
  })

  it('agrees with the list for every role', async () => {
    for (const user of [
      'viewer',
      'staff',
      'leader',
      'reporter',
      'reporter2',
      'district',
      'unithead',
      'audit',
      'citizen',
    ]) {
      const listed = (await city.ask(user, ctx => pagesList(ctx, all))).rows.map(row => row.id)
      const every = (await city.ask('head', ctx => pagesList(ctx, all))).rows.map(row => row.id)
      const readable: string[] = []
      for (const id of every)
        if (
          await city
            .ask(user, ctx => pageOf(ctx, id))
            .then(
              () => true,
              () => false,
            )
        )
          readable.push(id)
      expect(listed, user).toEqual(readable)
    }
  })
})

describe('deciding a fact', () => {
  it('is refused to everybody but the office', async () => {
    const id = await aPage(city, `${pageText}甲`, { by: 'reporter' })
    const fact = (await whole(city, id)).facts[0]
    if (!fact) throw new Error('the page yielded nothing')
    const decide = (user: string) => city.do(user, ctx => acceptFact(ctx, fact.id, { version: fact.version }))
    for (const user of ['reporter', 'unithead', 'leader'])
      await expect(decide(user), user).rejects.toMatchObject({ code: 'kernel.not-permitted' })
    for (const user of ['viewer', 'reporter2', 'audit', 'citizen'])
      await expect(decide(user), user).rejects.toMatchObject({ code: 'intake.not-found' })
    expect((await decide('staff')).state).toBe('accepted')
    await expect(decide('staff2')).rejects.toMatchObject({
      code: 'intake.fact-changed-conflict',
      params: { by: 'staff' },
    })
  })

  it('keeps the first reading beside the correction, and names what was changed', async () => {
    const id = await aPage(city, `${pageText}乙`)
    const own = await added(city, id, '2150万吨', aFigure(2150))
    const read = (await whole(city, id)).facts.find(({ fact }) => fact.kind === 'organisation' && fact.name === company)
    if (read?.fact.kind !== 'organisation') throw new Error('the company was not read')
    const { evidence: _, confidence: __, ...written } = read.fact
    const fixed = await city.do('staff', ctx =>
      acceptFact(ctx, read.id, { version: read.version, corrected: { ...written, name: '江海演示物流集团' } }),
    )
    expect(fixed.original).toEqual(read.fact)
    expect(fixed.fact).toMatchObject({ name: '江海演示物流集团', evidence: read.fact.evidence })
    expect(fixed.corrected).toEqual(['name'])
    expect(own.original).toBeNull()
    expect(await city.events(read.id)).toEqual(['intake.fact-accepted'])
  })

  it('takes another passage when one is selected, and refuses what is no passage', async () => {
    const id = await aPage(city, `${pageText}丙`)
    const fact = await added(city, id, '2150万吨', aFigure(2150, { period: null }))
    const { page } = await whole(city, id)
    const select = (start: number, end: number) =>
      city.do('staff', ctx => correctFact(ctx, fact.id, { version: fact.version, span: { start, end } }))
    await expect(select(5, 5)).rejects.toMatchObject({ code: 'intake.span-unfit' })
    await expect(select(0, page.text.length + 1)).rejects.toMatchObject({ code: 'intake.span-unfit' })
    const start = page.text.indexOf('全市港口')
    const moved = await select(start, start + 15)
    expect(moved.fact.evidence.text).toBe(page.text.slice(start, start + 15))
    expect(moved.state).toBe('pending')
  })

  it('rejects with a reason, which stays, and can be taken back', async () => {
    const id = await aPage(city, `${pageText}丁`)
    const fact = await added(city, id, '120名', aFigure(120, { period: null }))
    const rejected = await city.do('staff', ctx => rejectFact(ctx, fact.id, { version: 1, reason: '不是指标' }))
    expect(rejected).toMatchObject({ state: 'rejected', reason: '不是指标', decidedBy: 'staff' })
    await expect(accept(fact.id, 2)).rejects.toMatchObject({
      code: 'intake.fact-already-decided',
      params: { state: 'rejected' },
    })
    const back = await city.do('staff2', ctx => undoFact(ctx, fact.id, { version: 2 }))
    expect(back).toMatchObject({ state: 'pending', reason: null, decidedBy: null })
    expect(await city.events(fact.id)).toEqual(['intake.fact-added', 'intake.fact-rejected', 'intake.fact-undone'])
  })
})

describe('two pages that give different numbers', () => {
  it('are shown side by side, left out of bulk acceptance, and decided by a person', async () => {
    const first = await aPage(city, `${pageText}戊`)
    const one = await added(city, first, '2150万吨', aFigure(2150))
    await accept(one.id, 1)
    const second = await aPage(city, `${pageText}己`)
    const two = await added(city, second, '2150万吨', aFigure(0.218, { unit: '亿吨' }))

    const seen = (await whole(city, second)).facts.find(({ id }) => id === two.id)
    expect(seen?.disagrees).toMatchObject([
      { kind: 'figure', others: [{ factId: one.id, sentence: expect.stringContaining('2150万吨') }] },
    ])
    const bulk = await city.do('staff', ctx => acceptAll(ctx, second, { atLeast: 0 }))
    expect(bulk.differing).toBeGreaterThanOrEqual(1)
    expect((await whole(city, second)).facts.find(({ id }) => id === two.id)?.state).toBe('pending')

    const stranger = await added(city, second, '120名', aFigure(120, { indicator: '选手' }))
    await expect(
      city.do('staff', ctx => acceptFact(ctx, stranger.id, { version: 1, insteadOf: [one.id] })),
    ).rejects.toMatchObject({ code: 'intake.not-a-rival' })
    await city.do('staff', ctx => acceptFact(ctx, two.id, { version: 1, insteadOf: [one.id] }))
    expect((await whole(city, first)).facts.find(({ id }) => id === one.id)?.state).toBe('withdrawn')
  })
})

describe('from a page to the registry', () => {
  it('goes only through acceptance; withdrawing shows first what rests on the fact, and yesterday stays as it was', async () => {
    const text = pageText.replaceAll(company, '江海演示航运股份有限公司').concat('庚')
    const name = '江海演示航运股份有限公司'
    const onFile = (asOf?: Date) => city.ask('viewer', ctx => findOrganisation(ctx, name), asOf ? { asOf } : {})
    await forgetPages(city)
    const { page } = await city.do('staff', ctx => readPage(ctx, { name: '演示日报', text, issueDate: '2025-05-12' }))
    expect(await onFile()).toBeUndefined()
    const before = city.clock.now()

    city.clock.pass(60_000)
    const bulk = await city.do('staff', ctx => acceptAll(ctx, page.id, { atLeast: 0.5 }))
    expect(bulk.accepted).toBeGreaterThan(5)
    expect(bulk.counts.accepted).toBe(bulk.accepted)
    const found = await onFile()
    expect(found?.name).toBe(name)
    expect(await onFile(before)).toBeUndefined()
    expect((await whole(city, page.id, { asOf: before })).page.counts).toMatchObject({ accepted: 0 })

    const { facts } = await whole(city, page.id)
    const fact = facts.find(each => each.fact.kind === 'organisation' && each.fact.name === name)
    if (!fact) throw new Error('the company was not read')
    const { items } = await city.ask('viewer', ctx => restingOnFact(ctx, fact.id))
    expect(items).toMatchObject([{ kind: 'organisation', id: found?.id, title: name, movedOn: false }])
    expect(fact.rests).toEqual(items)

    const accepted = city.clock.now()
    city.clock.pass(60_000)
    const withdrawn = await city.do('head', ctx =>
      withdrawFact(ctx, fact.id, { version: fact.version, reason: '报纸次日更正' }),
    )
    expect(withdrawn).toMatchObject({ state: 'withdrawn', reason: '报纸次日更正' })
    expect((await city.ask('staff', ctx => restingOnFact(ctx, fact.id))).items).toEqual([])
    expect((await city.ask('staff', ctx => restingOnFact(ctx, fact.id), { asOf: accepted })).items).toEqual(items)
    await expect(city.ask('viewer', ctx => restingOnFact(ctx, fact.id))).rejects.toMatchObject({
      code: 'intake.not-found',
    })
    expect(await city.events(fact.id)).toEqual(['intake.fact-accepted', 'intake.fact-withdrawn'])
  })

  it('undoes an acceptance with what it drafted, as long as nobody has acted on that', async () => {
    const name = '江海演示造纸研究所'
    const id = await aPage(city, `${name}成立。`)
    const fact = await added(city, id, name, { kind: 'organisation', name, type: '科研院所' })
    const onFile = () => city.ask('staff', ctx => findOrganisation(ctx, name))
    await accept(fact.id, 1)
    expect(await onFile()).toBeDefined()
    await city.do('staff', ctx => undoFact(ctx, fact.id, { version: 2 }))
    expect(await onFile()).toBeUndefined()

    await accept(fact.id, 3)
    city.clock.pass(1000)
    const drafted = await onFile()
    await city.do('head', ctx =>
      ctx.record('registry.organisation-confirmed', { kind: 'organisation', id: drafted?.id ?? '' }),
    )
    await expect(city.do('staff', ctx => undoFact(ctx, fact.id, { version: 4 }))).rejects.toMatchObject({
      code: 'intake.fact-rests-conflict',
      params: { count: 1 },
    })
  })

  it('accepts all of a bulk or nothing', async () => {
    const id = await aPage(city, `${pageText}辛`)
    const fact = await added(city, id, '120名', aFigure(120, { period: null }))
    const broken = city.do('staff', async ctx => {
      await acceptAll(ctx, id, { atLeast: 0 })
      throw new Error('broken off')
    })
    await expect(broken).rejects.toThrow('broken off')
    const { page, facts } = await whole(city, id)
    expect(page.counts.accepted).toBe(0)
    expect(facts.find(each => each.id === fact.id)?.version).toBe(1)
  })
})

describe('the list of facts', () => {
  it('shows viewers what was accepted and nothing else, and the office everything', async () => {
    const viewer = await city.ask('viewer', ctx => factsList(ctx, all))
    expect(viewer.total).toBeGreaterThan(0)
    expect(new Set(viewer.rows.map(row => row.state))).toEqual(new Set(['accepted']))
    const office = await city.ask('staff', ctx =>
      factsList(ctx, { ...all, state: 'pending', kind: 'figure', atLeast: 0.9 }),
    )
    expect(office.total).toBeGreaterThan(0)
    expect(
      office.rows.every(({ fact, state }) => fact.kind === 'figure' && state === 'pending' && fact.confidence >= 0.9),
    ).toBe(true)
    expect((await city.ask('citizen', ctx => factsList(ctx, all))).total).toBe(0)
  })
})

describe('a page', () => {
  it('is withdrawn only while nothing was accepted from it', async () => {
    const id = await aPage(city, `${pageText}壬`, { by: 'reporter' })
    const fact = await added(city, id, '120名', aFigure(120, { period: null }))
    await accept(fact.id, 1)
    const withdraw = (user: string) => city.do(user, ctx => withdrawPage(ctx, id, { version: 1, reason: '送错了' }))
    await expect(withdraw('reporter2')).rejects.toMatchObject({ code: 'intake.not-found' })
    await expect(withdraw('reporter')).rejects.toMatchObject({
      code: 'intake.page-has-accepted-conflict',
      params: { count: 1 },
    })
    await city.do('staff', ctx => undoFact(ctx, fact.id, { version: 2 }))
    await withdraw('reporter')
    expect(await city.events(id)).toEqual(['intake.page-read', 'intake.page-withdrawn'])
  })

  it('marked internal keeps its text from other regions, in its source too', async () => {
    const text = '内部的一页。江海演示情况。'
    const id = await aPage(city, text)
    await city.do('staff', ctx => describePage(ctx, id, { version: 1, internal: true, publication: '内参' }))
    const { page } = await whole(city, id)
    expect(page).toMatchObject({ internal: true, publication: '内参', version: 2 })
    const { rows } = await city.database.pool.query('select internal, publication from source_text where sha256 = $1', [
      sha256OfText(text),
    ])
    expect(rows).toEqual([{ internal: true, publication: '内参' }])
    await expect(
      city.do('staff2', ctx => describePage(ctx, id, { version: 1, internal: false })),
    ).rejects.toMatchObject({ code: 'intake.changed-conflict' })
  })
})
