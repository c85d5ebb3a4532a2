import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOrganisation } from '#server/registry/index.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { acceptAbove } from './commands/acceptAbove.ts'
import { acceptFact, rejectFact } from './commands/decideFact.ts'
import { undoFact, undoFacts } from './commands/withdrawFact.ts'
import { changesOf } from './queries/facts.ts'
import { added, aFigure, aPage, whole } from './testing/desk.ts'
import { pageText } from './testing/page.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const states = async (pageId: string) =>
  new Map((await whole(city, pageId)).facts.map(({ id, state }) => [id, state] satisfies [string, string]))

describe('an acceptance in bulk', () => {
  it('is taken back whole, with what it drafted', async () => {
    const name = '江海演示物流集团有限公司'
    const id = await aPage(city, `${pageText}甲`)
    const bulk = await city.do('staff', ctx => acceptAbove(ctx, id, { atLeast: 0.5 }))
    expect(bulk.facts).toHaveLength(bulk.accepted)
    expect(await city.ask('staff', ctx => findOrganisation(ctx, name))).toBeDefined()

    const undone = await city.do('staff', ctx => undoFacts(ctx, id, bulk.facts))
    expect(undone.facts.map(each => each.version)).toEqual(bulk.facts.map(each => each.version + 1))
    expect(undone.counts).toMatchObject({ accepted: 0 })
    expect(new Set((await states(id)).values())).toEqual(new Set(['pending']))
    expect(await city.ask('staff', ctx => findOrganisation(ctx, name))).toBeUndefined()
  })

  it('is taken back whole or not at all, and only on its own page', async () => {
    const id = await aPage(city, `${pageText}乙`)
    const { facts } = await city.do('staff', ctx => acceptAbove(ctx, id, { atLeast: 0.5 }))
    const [first] = facts
    if (!first) throw new Error('nothing was accepted')
    city.clock.pass(1000)
    await city.do('staff2', ctx => undoFact(ctx, first.id, first))
    const undoing = (pageId: string) => city.do('staff', ctx => undoFacts(ctx, pageId, facts))
    await expect(undoing(id)).rejects.toMatchObject({ code: 'intake.fact-changed-conflict', params: { by: 'staff2' } })
    const left = await states(id)
    expect(facts.slice(1).every(each => left.get(each.id) === 'accepted')).toBe(true)
    const other = await aPage(city, `${pageText}丙`)
    await expect(undoing(other)).rejects.toMatchObject({ code: 'intake.not-found' })
    await expect(city.do('reporter', ctx => undoFacts(ctx, id, facts.slice(1)))).rejects.toMatchObject({
      code: expect.stringMatching(/not-found|not-permitted/),
    })
  })
})

describe('taking this number instead of the one on file', () => {
  it('is undone with the one on file back in its place', async () => {
    const first = await aPage(city, `${pageText}丁`)
    const one = await added(city, first, '2150万吨', aFigure(2150))
    await city.do('staff', ctx => acceptFact(ctx, one.id, { version: 1 }))
    const second = await aPage(city, `${pageText}戊`)
    const two = await added(city, second, '2150万吨', aFigure(2250))
    const taken = await city.do('staff', ctx => acceptFact(ctx, two.id, { version: 1, insteadOf: [one.id] }))
    expect((await states(first)).get(one.id)).toBe('withdrawn')
    await city.do('staff', ctx => undoFact(ctx, two.id, { version: taken.version }))
    expect((await states(second)).get(two.id)).toBe('pending')
    expect((await states(first)).get(one.id)).toBe('accepted')
  })
})

describe('a fact added by hand', () => {
  it('is taken away again while it waits; what the reader read is not', async () => {
    const id = await aPage(city, `${pageText}己`)
    const before = (await whole(city, id)).facts
    const fact = await added(city, id, '120名', aFigure(120, { period: null }))
    const then = city.clock.now()
    city.clock.pass(1000)
    await city.do('staff', ctx => undoFact(ctx, fact.id, { version: 1 }))
    expect((await whole(city, id)).facts).toEqual(before)
    expect((await whole(city, id, { asOf: then })).facts).toHaveLength(before.length + 1)
    const [read] = before
    await expect(city.do('staff', ctx => undoFact(ctx, read?.id ?? '', { version: 1 }))).rejects.toMatchObject({
      code: 'intake.fact-undecided',
    })
    expect(await city.events(fact.id)).toEqual(['intake.fact-added', 'intake.fact-taken-away'])
  })
})

describe('two people at one page', () => {
  it('see what the other said, and the second is told who was first, when, and what they said', async () => {
    const id = await aPage(city, `${pageText}庚`)
    const [fact] = (await whole(city, id)).facts
    if (!fact) throw new Error('nothing was read')
    const since = city.clock.now().toISOString()
    city.clock.pass(60_000)
    await city.do('staff', ctx => rejectFact(ctx, fact.id, { version: fact.version }))
    await expect(city.do('staff2', ctx => acceptFact(ctx, fact.id, { version: fact.version }))).rejects.toMatchObject({
      code: 'intake.fact-changed-conflict',
      params: {
        by: 'staff',
        on: expect.stringMatching(/^2025-05-/),
        time: expect.stringMatching(/^\d\d:\d\d$/),
        state: 'rejected',
      },
      field: 'version',
    })
    const seenBy = (user: string) => city.ask(user, ctx => changesOf(ctx, id, since))
    expect((await seenBy('staff2')).changes).toMatchObject([
      { factId: fact.id, by: 'staff', isOwn: false, state: 'rejected', version: 2 },
    ])
    expect((await seenBy('staff')).changes).toMatchObject([{ isOwn: true }])
    const { now } = await seenBy('staff2')
    expect((await city.ask('staff2', ctx => changesOf(ctx, id, now))).changes).toEqual([])
    await expect(seenBy('viewer')).rejects.toMatchObject({ code: 'intake.not-found' })
  })
})
