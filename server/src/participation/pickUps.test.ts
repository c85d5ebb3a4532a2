import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { ownPrizes } from '#contract/participation/draws.ts'
import { pickUp } from '#contract/participation/pickUp.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { withdrawQuiz } from './commands/quizzes.ts'
import { quizDetail } from './queries/quizzes.ts'
import { holdersOf, prizesOf } from './store/prizes.ts'
import { aDraw, aPlayedQuiz } from './testing/aPublishedDraw.ts'
import { aQuiz } from './testing/aQuiz.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const at = (path: string) => `/api/${NANTONG}/participation${path}`
const codeOf = ({ body }: { body: unknown }) => refusal.parse(body).refusal.code
const hall = { place: '市政务服务中心一楼3号窗口', times: '工作日9:00–17:00', bring: '身份证原件、领奖码' }
const library = { place: '市图书馆服务台', times: '周六10:00–16:00', bring: '身份证原件' }
const put = (path: string, body: object, as = 'staff') => server.as(as).put(at(`${path}/pick-up`), body)
const get = async (path: string, query = '') =>
  pickUp.parse((await server.as('staff').get(at(`${path}/pick-up${query}`))).body)

describe('where and when a prize is fetched', () => {
  it('is of the quiz, and of a draw that has its own; winners read it before and after claiming, and what stood is kept', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 4)
    const quiz = `/quizzes/${quizId}`
    expect(await get(quiz)).toMatchObject({ shown: null, isOfQuiz: false, version: 0, versions: [] })
    expect((await put(quiz, { ...hall, version: 0 })).status).toBe(200)
    const draw = await aDraw(city, quizId, 1)
    const [first] = await city.do('staff', ctx => prizesOf(ctx, draw))
    const holder = (await city.do('staff', ctx => holdersOf(ctx, [first?.id ?? '']))).get(first?.id ?? '')
    const winner = players.find(({ id }) => id === holder?.citizenId) ?? expect.fail()
    const own = async () =>
      ownPrizes.parse((await server.as().get(at('/own/prizes'), { cookie: winner.cookie })).body).prizes[0]?.pickUp
    expect(await own()).toEqual({ ...hall, changedAt: null })
    expect(await get(`/draws/${draw}`)).toMatchObject({ shown: hall, isOfQuiz: true, version: 0, versions: [] })

    const before = city.clock.now()
    city.clock.pass(60_000)
    const changed = pickUp.parse(
      (await put(quiz, { ...hall, times: '每天9:00–20:00', version: 1, reason: '周末也有人' }, 'head')).body,
    )
    expect(changed.versions.map(({ times, by, why }) => [times, by, why])).toEqual([
      ['工作日9:00–17:00', 'staff', null],
      ['每天9:00–20:00', 'head', '周末也有人'],
    ])
    expect(await own()).toEqual({ ...hall, times: '每天9:00–20:00', changedAt: city.clock.now().toISOString() })
    // As of the day before, it is what stood then.
    expect(await get(quiz, `?asOf=${before.toISOString()}`)).toMatchObject({ shown: hall, version: 1 })

    expect((await put(`/draws/${draw}`, { ...library, version: 0 })).status).toBe(200)
    expect(await own()).toEqual({ ...library, changedAt: null })
    expect(await get(`/draws/${draw}`)).toMatchObject({ shown: library, isOfQuiz: false, version: 1 })
    expect((await get(quiz)).shown?.place).toBe(hall.place)
    expect(await city.events(draw)).not.toContain('participation.pick-up-set')
  })

  it('is refused on another version, for a quiz that draws nobody and one taken back, and to who is not of the office', async () => {
    const { quizId } = await aPlayedQuiz(city, 2)
    const quiz = `/quizzes/${quizId}`
    expect((await put(quiz, { ...hall, version: 0 })).status).toBe(200)
    expect(codeOf(await put(quiz, { ...library, version: 0 }))).toBe('participation.changed-conflict')
    const empty = await put(quiz, { ...hall, place: ' ', version: 1 })
    expect(refusal.parse(empty.body).refusal.fields.map(({ path }) => path)).toEqual(['place'])
    const plain = await aQuiz(city, { draws: null })
    expect(codeOf(await put(`/quizzes/${plain}`, { ...hall, version: 0 }))).toBe('participation.no-prizes')
    expect((await put(quiz, { ...hall, version: 1 }, 'leader')).status).toBe(403)
    const { version } = await city.do('head', ctx => quizDetail(ctx, quizId))
    await city.do('head', ctx => withdrawQuiz(ctx, quizId, { version, reason: '办错了' }))
    expect((await put(quiz, { ...hall, version: 1 })).status).toBe(410)
    expect((await get(quiz)).may).toEqual(['participation.see-prizes'])
  })

  it('is set once where two people set it first at the same time', async () => {
    const { quizId } = await aPlayedQuiz(city, 2)
    const both = await Promise.all(
      ['staff', 'staff2'].map(as => put(`/quizzes/${quizId}`, { ...hall, version: 0 }, as)),
    )
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })
})
