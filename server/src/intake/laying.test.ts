import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayPage } from '#contract/intake/laying.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { datePage } from './commands/datePage.ts'
import { acceptFact, correctFact, rejectFact } from './commands/decideFact.ts'
import { layPage, undoLaying } from './commands/layPage.ts'
import { added, aFigure, aPage, whole } from './testing/desk.ts'
import { pageText } from './testing/page.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const lay = async (pageId: string, told: Omit<LayPage, 'version'>, by = 'staff') => {
  const { page } = await whole(city, pageId)
  return city.do(by, ctx => layPage(ctx, pageId, { version: page.version, ...told }))
}
const undo = async (pageId: string) => {
  const { page } = await whole(city, pageId)
  return city.do('staff', ctx => undoLaying(ctx, pageId, { version: page.version }))
}
/** What a page says, without ids and versions. */
const said = async (pageId: string) => {
  const { page, articles } = await whole(city, pageId)
  return articles.map(({ title, span, position, facts }) => ({
    title,
    span,
    position,
    text: page.text.slice(span.start, span.end),
    facts: facts.map(({ fact, state }) => ({ fact, state })),
  }))
}
const second = '集装箱吞吐量19.8万标箱'
/** The second article in two lines, so that it can be split between them. */
const text = (end: string) => pageText.replace(`${second}`, `\n${second}`) + end

describe('an article', () => {
  it('is split where a person says so; its facts go with their passages and keep what was decided', async () => {
    const id = await aPage(city, text('甲'))
    const before = await whole(city, id)
    const at = before.page.text.indexOf(second)
    const [figure] = before.facts.filter(({ fact }) => fact.kind === 'figure' && fact.evidence.start >= at)
    const [first] = before.articles[0]?.facts ?? []
    if (!figure || !first) throw new Error('the test page reads otherwise')
    await city.do('staff', ctx => acceptFact(ctx, figure.id, { version: 1 }))
    await city.do('staff', ctx => rejectFact(ctx, first.id, { version: 1 }))
    city.clock.pass(1000)
    const then = city.clock.now()
    city.clock.pass(1000)
    await lay(id, { act: 'begins', at: at + 2 })

    const after = await whole(city, id)
    expect(after.articles).toHaveLength(before.articles.length + 1)
    expect(after.articles.map(({ position }) => position)).toEqual(after.articles.map((_, index) => index + 1))
    expect(after.articles.find(({ span }) => span.start === at)?.facts.map(each => each.id)).toContain(figure.id)
    const found = after.facts.find(each => each.id === figure.id)
    expect(found).toMatchObject({ state: 'accepted', fact: figure.fact })
    // What was not touched is as it was, to the version.
    expect(after.articles[0]?.facts.map(each => [each.id, each.version])).toEqual(
      before.articles[0]?.facts.map(each => [each.id, each.id === first.id ? 2 : each.version]),
    )
    for (const { fact } of after.facts)
      expect(fact.evidence.text).toBe(after.page.text.slice(fact.evidence.start, fact.evidence.end))
    expect((await whole(city, id, { asOf: then })).articles).toHaveLength(before.articles.length)

    const laid = await said(id)
    await undo(id)
    const back = await said(id)
    expect(back).toHaveLength(before.articles.length)
    expect(back.map(each => each.text)).toEqual(
      before.articles.map(({ span }) => after.page.text.slice(span.start, span.end)),
    )
    await lay(id, { act: 'begins', at })
    expect(await said(id)).toEqual(laid)
    // Said the other way round of the same line, the first is taken off.
    await lay(id, { act: 'joins', at })
    expect(await said(id)).toEqual(back)
  })

  it('is joined to the one before; corrected and hand-written facts stay', async () => {
    const id = await aPage(city, text('乙'))
    const before = await whole(city, id)
    const task = before.articles[1]?.facts.find(({ fact }) => fact.kind === 'figure')
    if (!task || task.fact.kind !== 'figure') throw new Error('the test page reads otherwise')
    const { evidence: _, confidence: __, ...written } = task.fact
    await city.do('staff', ctx =>
      correctFact(ctx, task.id, { version: 1, corrected: { ...written, indicator: '吞吐总量' } }),
    )
    const own = await added(city, id, second, aFigure(19.8, { unit: '万标箱' }))
    await lay(id, { act: 'joins', at: before.articles[1]?.span.start ?? 0 })
    const after = await whole(city, id)
    expect(after.articles).toHaveLength(before.articles.length - 1)
    const inFirst = after.articles[0]?.facts ?? []
    expect(inFirst.find(each => each.id === task.id)?.fact).toMatchObject({ indicator: '吞吐总量' })
    expect(inFirst.map(each => each.id)).toContain(own.id)
    expect(after.page.text).toBe(before.page.text)
  })
})

describe('a broken column', () => {
  it('is mended by hand, and stays so when the page is read from another day', async () => {
    const broken = `## 港口新闻\n\n本报讯 2025年4月，全市港口货物吞吐量\n\n江海演示港务局。\n\n2150万吨，同比增长3.2%。丙`
    const id = await aPage(city, broken)
    const at = broken.indexOf('2150万吨')
    await lay(id, { act: 'moves', at, after: broken.indexOf('本报讯') })
    await lay(id, { act: 'continues', at })
    const figure = async () =>
      (await whole(city, id)).facts.find(({ fact }) => fact.kind === 'figure' && fact.value === 2150)?.fact
    const mended = await figure()
    expect(mended?.evidence.text).toBe(broken.slice(mended?.evidence.start, mended?.evidence.end))
    expect(mended).toMatchObject({ indicator: expect.stringContaining('货物吞吐量') })
    const { page } = await whole(city, id)
    await city.do('staff', ctx => datePage(ctx, id, { version: page.version, issueDate: '2025-05-20' }))
    expect(await figure()).toEqual(mended)
  })
})

describe('laying a page', () => {
  it('is refused to others, of no line, and of a line that lies so already', async () => {
    const id = await aPage(city, text('丁'))
    const { page, articles } = await whole(city, id)
    const at = page.text.indexOf(second)
    await expect(lay(id, { act: 'begins', at }, 'reporter')).rejects.toMatchObject({
      code: expect.stringMatching(/not-found|not-permitted/),
    })
    const refused = (told: Omit<LayPage, 'version'>, code: string) =>
      expect(lay(id, told)).rejects.toMatchObject({ code })
    await refused({ act: 'begins', at: articles[1]?.span.start ?? 0 }, 'intake.line-lies-so')
    await refused({ act: 'joins', at }, 'intake.line-lies-so')
    await refused({ act: 'joins', at: articles[0]?.span.start ?? 0 }, 'intake.line-lies-so')
    await refused({ act: 'breaks', at: page.text.indexOf('\n\n') + 1 }, 'intake.line-unfit')
    await refused({ act: 'moves', at, after: articles[0]?.span.start ?? 0 }, 'intake.line-unfit')
    await expect(undo(id)).rejects.toMatchObject({ code: 'intake.nothing-laid' })
    const stale = city.do('staff', ctx => layPage(ctx, id, { version: 99, act: 'begins', at }))
    await expect(stale).rejects.toMatchObject({ code: 'intake.changed-conflict' })
    expect(await city.events(id)).toEqual(['intake.page-read'])
  })
})
