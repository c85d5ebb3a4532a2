import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LessonRow } from '#contract/intake/lessons.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { bringPage } from '../commands/bringPage.ts'
import { datePage } from '../commands/datePage.ts'
import { acceptFact, rejectFact } from '../commands/decideFact.ts'
import { withdrawPage } from '../commands/editPage.ts'
import { undoFact, withdrawFact } from '../commands/withdrawFact.ts'
import { whole } from '../testing/desk.ts'
import { lessonOf, lessonsList } from './lessons.ts'
import { switchLesson } from './switchLesson.ts'
import { type Bulletin, firstBulletin, secondBulletin } from './testing/bulletins.ts'
import { correctionsNeeded, review, undoAll } from './testing/review.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const bring = async (text: string, publication: string | null, by = 'staff') =>
  (await city.do(by, ctx => bringPage(ctx, { name: '一份简报', text, publication, issueDate: '2025-05-12' }))).page.id

/** How many corrections a page needs as it would be read now; the page is withdrawn again. */
async function neededNow(bulletin: Bulletin, publication: string): Promise<number> {
  const page = await bring(bulletin.text, publication)
  const needed = await correctionsNeeded(city, page, bulletin)
  const { version } = (await whole(city, page)).page
  await city.do('staff', ctx => withdrawPage(ctx, page, { version, reason: '只是试读' }))
  return needed
}

const lessonsNow = async (query: object = {}): Promise<LessonRow[]> =>
  (await city.ask('staff', ctx => lessonsList(ctx, { limit: 200, ...query }))).rows
const switchTo = (lesson: { id: string; version: number }, on: boolean, by = 'staff') =>
  city.do(by, ctx => switchLesson(ctx, lesson.id, { version: lesson.version, on }))

describe('a page read, corrected by a person, and the next of the same kind', () => {
  const paper = '链务简报'
  let first: string
  let before: number

  it('needs many corrections where nothing was taught', async () => {
    before = await neededNow(secondBulletin, paper)
    expect(before).toBeGreaterThanOrEqual(10)
    first = await bring(firstBulletin.text, paper)
    expect(await review(city, first, firstBulletin)).toBeGreaterThanOrEqual(10)
  })

  it('needs at most a third of them for the same paper, and no fewer for another', async () => {
    expect(await neededNow(secondBulletin, paper)).toBeLessThanOrEqual(before / 3)
    expect(await neededNow(secondBulletin, '别家简报')).toBeGreaterThanOrEqual(before)
  })

  it('needs as many as before with every lesson switched off, and few again with them on', async () => {
    for (const lesson of await lessonsNow()) await switchTo(lesson, false)
    expect(await lessonsNow({ standing: 'on' })).toEqual([])
    // What was accepted stands in the registry all the same: its word for the office's kind is then the registry's.
    expect(await neededNow(secondBulletin, paper)).toBeGreaterThanOrEqual(before)
    for (const lesson of await lessonsNow()) await switchTo(lesson, true)
    expect(await neededNow(secondBulletin, paper)).toBeLessThanOrEqual(before / 3)
  })

  it('is read the same with the same lessons, and as of an instant the lessons of then are listed', async () => {
    const read = async () => {
      const page = await bring(secondBulletin.text, paper)
      const { page: seen, facts } = await whole(city, page)
      await city.do('staff', ctx => withdrawPage(ctx, page, { version: seen.version, reason: '只是试读' }))
      return facts.map(({ fact }) => fact)
    }
    expect(await read()).toEqual(await read())
  })

  it('needs as many as before once the decisions are undone, and what they taught is gone', async () => {
    const standing = await lessonsNow()
    const then = city.clock.now()
    city.clock.pass(1000)
    await undoAll(city, first)
    expect(await lessonsNow()).toEqual([])
    expect(await neededNow(secondBulletin, paper)).toBe(before)
    const asOf = await city.ask('staff', ctx => lessonsList(ctx, { limit: 200 }), { asOf: then })
    expect(asOf.rows.map(({ id }) => id)).toEqual(standing.map(({ id }) => id))
  })
})

describe('a lesson', () => {
  const text = (n: number) => `## 第${n}次联络\n\n5月9日，特邀望潮材料研究院参加第${n}次联络。\n`
  let n = 0
  const aRejected = async (publication: string | null, by = 'staff', misread?: boolean) => {
    const page = await bring(text(++n), publication, by)
    const [fact] = (await whole(city, page)).facts.filter(each => each.fact.kind === 'organisation')
    if (!fact) throw new Error('no organisation was read')
    const { id, version } = fact
    return { page, fact, rejected: await city.do('staff', ctx => rejectFact(ctx, id, { version, misread })) }
  }
  const confidenceOn = async (publication: string | null, by = 'staff') => {
    const page = await bring(text(++n), publication, by)
    return (await whole(city, page)).facts.find(each => each.fact.kind === 'organisation')?.fact.confidence
  }

  it('says which decision on which page taught it, and what it makes of a pattern that was not taken', async () => {
    const before = await confidenceOn('潮报')
    const { fact, page } = await aRejected('潮报')
    const [lesson] = await lessonsNow({ kind: 'pattern' })
    if (!lesson || before === undefined) throw new Error('nothing was taught')
    expect(lesson).toMatchObject({
      kind: 'pattern',
      factKind: 'organisation',
      read: '…研究院',
      gives: 'wrong',
      decision: 'rejected',
      source: '潮报',
      factId: fact.id,
      pageId: page,
      passage: '特邀望潮材料研究院',
      taughtBy: expect.stringMatching(/./),
      validFrom: '2025-05-08',
    })
    const detail = await city.ask('leader', ctx => lessonOf(ctx, lesson.id))
    expect(detail.pattern).toEqual({ right: 0, wrong: 1, ofNine: 0.8 })
    expect(await confidenceOn('潮报')).toBeCloseTo((8 * before) / 9, 3)
    expect(await confidenceOn('汐报')).toBe(before)
  })

  it('holds on the pages of the unit that brought it where no paper is named, and on all where neither is', async () => {
    const before = await confidenceOn('汐报')
    await aRejected(null, 'reporter')
    expect(await confidenceOn(null, 'reporter')).toBeLessThan(before ?? 0)
    expect(await confidenceOn(null, 'reporter2')).toBe(before)
    await aRejected(null)
    expect(await confidenceOn(null, 'reporter2')).toBeLessThan(before ?? 0)
  })

  it('is taught by what was read wrong, and by nothing that was read right and is not wanted', async () => {
    const [before, had] = [await confidenceOn('滩报'), (await lessonsNow()).length]
    const { rejected } = await aRejected('滩报', 'staff', false)
    expect(rejected.state).toBe('rejected')
    expect(await lessonsNow()).toHaveLength(had)
    expect(await confidenceOn('滩报')).toBe(before)
  })

  it('goes with its decision: undone, withdrawn, or with the page', async () => {
    const had = (await lessonsNow()).length
    const { rejected } = await aRejected('湾报')
    expect(await lessonsNow()).toHaveLength(had + 1)
    const { id, version } = await city.do('staff', ctx => undoFact(ctx, rejected.id, { version: rejected.version }))
    expect(await lessonsNow()).toHaveLength(had)

    const taken = await city.do('staff', ctx =>
      acceptFact(ctx, id, {
        version,
        corrected: { kind: 'organisation', name: '望潮材料研究院', type: '科研院所' },
      }),
    )
    expect((await lessonsNow()).length).toBeGreaterThan(had)
    await city.do('staff', ctx => withdrawFact(ctx, id, { version: taken.version, reason: '没有这家' }))
    expect(await lessonsNow()).toHaveLength(had)

    const { page } = await aRejected('湾报')
    const { version: now } = (await whole(city, page)).page
    await city.do('staff', ctx => withdrawPage(ctx, page, { version: now, reason: '送错了' }))
    expect(await lessonsNow()).toHaveLength(had)
  })

  it('is used when a page gets another issue date, as when it was brought', async () => {
    const page = await bring(text(++n), '潮报')
    const { page: seen, facts } = await whole(city, page)
    await city.do('staff', ctx => datePage(ctx, page, { version: seen.version, issueDate: '2025-05-20' }))
    expect((await whole(city, page)).facts.map(({ fact }) => fact.confidence)).toEqual(
      facts.map(({ fact }) => fact.confidence),
    )
  })

  it('is switched by the office only, once, and in the version that was seen', async () => {
    const [lesson] = await lessonsNow()
    if (!lesson) throw new Error('nothing was taught')
    for (const user of ['leader', 'viewer', 'reporter', 'system', 'partner', 'citizen'])
      await expect(switchTo(lesson, false, user), user).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|not-permitted/),
      })
    await expect(switchTo(lesson, true)).rejects.toMatchObject({ code: 'intake.lesson-on-already' })
    const off = await switchTo(lesson, false)
    expect(off).toMatchObject({ off: true })
    await expect(switchTo(lesson, true)).rejects.toMatchObject({ code: 'intake.changed-conflict' })
    await expect(switchTo(off, false)).rejects.toMatchObject({ code: 'intake.lesson-off-already' })
    expect(await switchTo(off, true)).toMatchObject({ off: false })
  })

  it('is shown to the office and leaders, and to nobody of another city', async () => {
    const [lesson] = await lessonsNow()
    for (const user of ['viewer', 'reporter', 'system'])
      expect((await city.ask(user, ctx => lessonsList(ctx, { limit: 50 }))).rows, user).toEqual([])
    expect((await city.ask('leader', ctx => lessonsList(ctx, { limit: 50 }))).rows.length).toBeGreaterThan(0)
    await expect(city.ask('putuostaff', ctx => lessonOf(ctx, lesson?.id ?? ''))).rejects.toMatchObject({
      code: 'intake.not-found',
    })
    await expect(city.ask('staff', ctx => lessonOf(ctx, lesson?.factId ?? ''))).rejects.toMatchObject({
      code: 'intake.not-found',
    })
    await expect(city.ask('viewer', ctx => lessonOf(ctx, lesson?.id ?? ''))).rejects.toMatchObject({
      code: 'intake.not-found',
    })
  })
})
