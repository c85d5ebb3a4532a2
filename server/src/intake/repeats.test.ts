import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { bringPage } from './commands/bringPage.ts'
import { datePage } from './commands/datePage.ts'
import { acceptFact } from './commands/decideFact.ts'
import { withdrawPage } from './commands/editPage.ts'
import { judgeRepeat } from './commands/judgeRepeat.ts'
import { layPage, undoLaying } from './commands/layPage.ts'
import { acceptAll } from './index.ts'
import { articleOf } from './queries/facts.ts'
import { differenceFromFirst } from './queries/repeats.ts'
import { aPage as aPageOf, whole } from './testing/desk.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const aPage = (of: City, text: string, more: Parameters<typeof aPageOf>[2] = {}) =>
  aPageOf(of, text, { ...more, isKnown: true })

let series = 0
/** An article of its own for each test, with two figures and a project. */
function article() {
  const n = ++series
  return `## 第${n}号港区公布四月份数据

本报讯 市统计局发布数据，2025年4月，江海第${n}港区货物吞吐量21${n}0万吨，同比增长3.${n}%。江海第${n}港区集装箱吞吐量19.${n}万标箱，环比持平。昨天，江海第${n}物流集团有限公司与南通第${n}港务局签署合作框架协议，第${n}号沿江物流走廊项目总投资4${n}亿元，首期建设两座仓库，后续工程按计划推进。`
}
const judge = (articleId: string, version: number, verdict: 'same' | 'correction' | 'different', user = 'staff') =>
  city.do(user, ctx => judgeRepeat(ctx, articleId, { version, verdict }))
const onlyArticle = async (pageId: string, by = 'staff') => {
  const { articles } = await whole(city, pageId, { by })
  const [only] = articles
  if (!only) throw new Error('the page has an article')
  return only
}

describe('an article that was here before', () => {
  it('in another paper is linked with the first, and its facts wait for nobody again', async () => {
    const text = article()
    const first = await onlyArticle(await aPage(city, text))
    const second = await onlyArticle(
      await aPage(city, text.replace('本报讯 ', '晚报讯　').replace('公布四月份', '晒出四月份')),
    )
    expect(first.facts.length).toBeGreaterThan(2)
    expect(second.facts).toEqual([])
    expect(second.counts.pending).toBe(0)
    expect(second.repeats).toBe('open')
    expect(second.repeat).toMatchObject({ verdict: null, first: { articleId: first.id, pageId: first.pageId } })
    expect(second.repeat?.facts.map(each => each.firstFactId).sort()).toEqual(first.facts.map(each => each.id).sort())
    for (const { span, state } of second.repeat?.facts ?? []) {
      expect(state).toBe('pending')
      expect(span.end).toBeGreaterThan(span.start)
    }
    const again = await city.ask('staff', ctx => articleOf(ctx, first.id, 0))
    expect(again.repeatedIn).toMatchObject([{ articleId: second.id, verdict: null }])
    // What stands in no fact of its own is no unread sentence: it is read, and counted there.
    expect(second.unreadTotal).toBe(first.unreadTotal)
  })

  it('cannot be counted twice: accepting everything on both pages accepts each once', async () => {
    const text = article()
    const [one, two] = [await aPage(city, text), await aPage(city, `${text}\n`)]
    const accepted = await city.do('staff', ctx => acceptAll(ctx, one, { atLeast: 0 }))
    expect(accepted.accepted).toBeGreaterThan(2)
    expect(await city.do('staff', ctx => acceptAll(ctx, two, { atLeast: 0 }))).toMatchObject({ accepted: 0 })
    expect((await onlyArticle(two)).repeat?.facts.every(each => each.state === 'accepted')).toBe(true)
  })

  it('corrected later: only what was corrected waits, beside the number it contradicts', async () => {
    const text = article()
    const first = await aPage(city, text)
    await city.do('staff', ctx => acceptAll(ctx, first, { atLeast: 0 }))
    const corrected = text.replace(/货物吞吐量(\d+)万吨/, '货物吞吐量9999万吨')
    const second = await onlyArticle(await aPage(city, corrected, { issueDate: '2025-05-13' }))
    expect(second.facts.map(({ fact }) => (fact.kind === 'figure' ? fact.value : fact.kind))).toEqual([9999])
    expect(second.facts[0]?.disagrees).toHaveLength(1)

    await judge(second.id, second.repeat?.version ?? 0, 'correction')
    const { rows } = await city.ask('staff', ctx => differenceFromFirst(ctx, second.id))
    const changed = rows.flatMap(row => (row.later ?? []).filter(piece => piece.differs).map(piece => piece.text))
    expect(changed).toEqual(['9999'])
    expect(rows.every(row => row.first !== null && row.later !== null)).toBe(true)
  })

  it('is different when a person says so: its facts wait like all others; and may be said anew', async () => {
    const text = article()
    const first = await onlyArticle(await aPage(city, text))
    const page = await aPage(city, `${text}\n\n`)
    const repeat = (await onlyArticle(page)).repeat
    await judge((await onlyArticle(page)).id, repeat?.version ?? 0, 'different')
    const apart = await onlyArticle(page)
    expect(apart.facts.length).toBe(first.facts.length)
    expect(apart.repeat).toMatchObject({ verdict: 'different', decidedBy: 'staff', facts: [] })
    const [one] = apart.facts
    await city.do('staff', ctx => acceptFact(ctx, one?.id ?? '', { version: 1 }))

    await judge(apart.id, apart.repeat?.version ?? 0, 'same')
    const same = await onlyArticle(page)
    expect(same.facts.map(each => each.id)).toEqual([one?.id])
    expect(same.repeat?.facts).toHaveLength(first.facts.length - 1)
    expect(await city.events(page)).toEqual(['intake.page-read', 'intake.repeat-judged', 'intake.repeat-judged'])
  })

  it('is known as it was at each instant', async () => {
    const text = article()
    await aPage(city, text)
    const page = await aPage(city, `${text} `)
    const before = city.clock.now()
    city.clock.pass(60_000)
    const { id, repeat } = await onlyArticle(page)
    await judge(id, repeat?.version ?? 0, 'different')
    const then = await whole(city, page, { asOf: before })
    expect(then.articles[0]?.repeat?.verdict).toBeNull()
    expect(then.facts).toEqual([])
  })

  it('stands by itself once the first page is withdrawn', async () => {
    const text = article()
    const first = await aPage(city, text)
    const page = await aPage(city, `${text}　`)
    await city.do('staff', ctx => withdrawPage(ctx, first, { version: 1, reason: '送错了' }))
    const left = await onlyArticle(page)
    expect(left.repeat).toBeNull()
    expect(left.facts.length).toBeGreaterThan(2)
  })

  it('keeps pointing to the first when its page is dated anew', async () => {
    const text = article()
    const first = await onlyArticle(await aPage(city, text))
    const page = await aPage(city, `${text}\t`)
    await city.do('staff', ctx => datePage(ctx, page, { version: 1, issueDate: '2025-05-14' }))
    const dated = await onlyArticle(page)
    expect(dated.facts).toEqual([])
    expect(dated.repeat?.facts).toHaveLength(first.facts.length)
  })

  it('printed a third time points to the first, not to the second', async () => {
    const text = article()
    const first = await onlyArticle(await aPage(city, text))
    await aPage(city, `${text}。`)
    const third = await onlyArticle(await aPage(city, `${text}！`))
    expect(third.repeat?.first?.articleId).toBe(first.id)
  })

  it('of a page another unit brought is told without saying where', async () => {
    const text = article()
    await aPage(city, text, { by: 'reporter' })
    const second = await aPage(city, `${text} 又一份`, { by: 'reporter2' })
    const seen = await onlyArticle(second, 'reporter2')
    expect(seen.repeat).toMatchObject({ first: null })
    await expect(city.ask('reporter2', ctx => differenceFromFirst(ctx, seen.id))).rejects.toMatchObject({
      code: 'intake.not-found',
    })
    expect((await onlyArticle(second)).repeat?.first).not.toBeNull()
  })
})

describe('an article that was cut by hand', () => {
  /** Two paragraphs, each long enough to be an article of its own. */
  const twoParts = () => {
    const [one, two] = [article(), article()]
    const body = (two.split('\n\n')[1] ?? '').replace('本报讯 ', '')
    return { text: `${one}\n\n${body}`, at: `${one}\n\n`.length }
  }
  const cut = async (pageId: string, at: number) => {
    const { page } = await whole(city, pageId)
    await city.do('staff', ctx => layPage(ctx, pageId, { version: page.version, act: 'begins', at }))
    return (await whole(city, pageId)).articles
  }

  it('is pointed to by the piece a later article shares most with, and counted once when that is read again', async () => {
    const { text, at } = twoParts()
    const first = await aPage(city, text)
    const later = await aPage(city, `## 又见\n\n${text.slice(at)}`, { issueDate: '2025-05-13' })
    const [, second] = await cut(first, at)
    expect((await onlyArticle(later)).repeat?.first?.articleId).toBe(second?.id)
    await city.do('staff', ctx => datePage(ctx, later, { version: 1, issueDate: '2025-05-14' }))
    const again = await onlyArticle(later)
    expect(again.facts).toEqual([])
    expect(again.repeat?.facts.length).toBeGreaterThan(1)

    // The whole printed once more is one repeat, whatever was cut of the first; each piece is found by its own sketch.
    const third = await aPage(city, `## 三见\n\n${text.slice(at)}`, { issueDate: '2025-05-15' })
    expect((await onlyArticle(third)).repeat?.first?.articleId).toBe(second?.id)
  })

  it('repeats piece by piece what it repeated as a whole, is judged piece by piece, and joined again is one', async () => {
    const { text, at } = twoParts()
    const first = await onlyArticle(await aPage(city, text))
    const page = await aPage(city, `${text}\n`)
    const pieces = await cut(page, at)
    expect(pieces.map(({ repeat }) => repeat?.first?.articleId)).toEqual([first.id, first.id])
    expect(pieces.flatMap(({ facts }) => facts)).toEqual([])
    for (const { id, repeat } of pieces) await judge(id, repeat?.version ?? 0, 'different')
    const apart = (await whole(city, page)).articles
    expect(apart.every(({ facts }) => facts.length > 1)).toBe(true)
    for (const { id, repeat } of apart) await judge(id, repeat?.version ?? 0, 'same')
    expect((await whole(city, page)).facts).toEqual([])

    const { page: row } = await whole(city, page)
    await city.do('staff', ctx => undoLaying(ctx, page, { version: row.version }))
    const joined = await onlyArticle(page)
    expect(joined.facts).toEqual([])
    expect(joined.repeat?.facts).toHaveLength(first.facts.length)
  })
})

describe('saying what an article is', () => {
  it('is refused to those who do not review, for an article that repeats nothing, and over a newer word', async () => {
    const text = article()
    const first = await onlyArticle(await aPage(city, text))
    const { id, repeat } = await onlyArticle(await aPage(city, `${text} `))
    for (const user of ['reporter', 'viewer', 'leader', 'citizen'])
      await expect(judge(id, 1, 'same', user), user).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|not-permitted/),
      })
    await expect(judge(first.id, 1, 'same')).rejects.toMatchObject({ code: 'intake.no-repeat' })
    await judge(id, repeat?.version ?? 0, 'same')
    await expect(judge(id, repeat?.version ?? 0, 'different')).rejects.toMatchObject({
      code: 'intake.changed-conflict',
      field: 'version',
    })
  })
})

it('pages that came before there were sketches are found too', async () => {
  const text = article()
  const first = await onlyArticle(await aPage(city, text))
  await city.database.pool.query('delete from intake_sketch where region_id = 320600')
  const second = await city.do('staff', ctx => bringPage(ctx, { name: '又一份', text: `${text}　　` }))
  expect((await onlyArticle(second.page.id)).repeat?.first?.articleId).toBe(first.id)
})
