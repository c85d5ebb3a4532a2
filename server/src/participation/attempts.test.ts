import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { attemptOf } from './queries/attempt.ts'
import { aPlayer, aQuiz, rightOption } from './testing/aQuiz.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const attempts = async (quizId: string) =>
  (
    await one(
      city.database.db,
      sql<{ n: number }>`select count(*)::int n from quiz_attempt where region_id = ${NANTONG} and quiz_id = ${quizId}`,
    )
  )?.n
const finishedEntries = async (attemptId: string) =>
  (await city.events(attemptId)).filter(event => event === 'participation.attempt-finished').length

describe('an attempt', () => {
  it('has the questions the rules say, with options shuffled, and tells nowhere which is right', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    expect(attempt.questions).toHaveLength(5)
    expect(attempt.result).toBeNull()
    expect(new Date(attempt.endsAt).getTime() - new Date(attempt.startedAt).getTime()).toBe(300_000)
    for (const { options } of attempt.questions) expect(options).toHaveLength(4)
    const said = JSON.stringify([attempt, await player.answer(attempt.id, 1, 0)])
    expect(said).not.toMatch(/right|isRight|解析|explanation|option"/)
    const others = await Promise.all(Array.from({ length: 6 }, async () => (await aPlayer(city)).start(quiz)))
    const papers = others.map(({ questions }) => questions.map(({ options }) => rightOption(options)).join())
    expect(new Set(papers).size).toBeGreaterThan(1)
  })

  it('counts what was saved, with the time by the server’s clock in tenths of a second', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    for (const { position, options } of attempt.questions)
      if (position !== 2) await player.answer(attempt.id, position, rightOption(options))
    city.clock.pass(61_299)
    const done = await player.submit(attempt.id)
    expect(done.result).toMatchObject({ score: 80, tenths: 612, closedByClock: false, place: 1, of: 1 })
    expect(done.result?.questions?.map(({ isRight }) => isRight)).toEqual([true, false, true, true, true])
    expect(done.result?.questions?.[0]).toMatchObject({ source: '测试文件' })
  })

  it('counts once, whatever is sent how often, and has one entry in the log', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    await player.answer(attempt.id, 1, rightOption(attempt.questions[0]?.options ?? []))
    city.clock.pass(20_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => player.submit(attempt.id)))
    expect(new Set(answers.map(({ result }) => JSON.stringify(result)))).toHaveProperty('size', 1)
    expect(answers[0]?.result).toMatchObject({ score: 20, place: 1, of: 1 })
    expect(await finishedEntries(attempt.id)).toBe(1)
    city.clock.pass(20_000)
    expect((await player.submit(attempt.id)).result).toEqual(answers[0]?.result)
  })

  it('takes the last answer to a question, gives a saved one back, and refuses one that is not on the paper', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    expect(await player.answer(attempt.id, 1, 0)).toMatchObject({ position: 1, choice: 0, answered: 1 })
    expect(await player.answer(attempt.id, 1, 0)).toMatchObject({ answered: 1 })
    expect(await player.answer(attempt.id, 3, 2)).toMatchObject({ answered: 2 })
    expect(await player.answer(attempt.id, 1, null)).toMatchObject({ choice: null, answered: 1 })
    expect(await player.answer(attempt.id, 1, 3)).toMatchObject({ answered: 2 })
    expect(await codeOf(player.answer(attempt.id, 6, 0))).toBe('participation.position-unfit')
    expect(await codeOf(player.answer(attempt.id, 0, 0))).toBe('participation.position-unfit')
    expect(await codeOf(player.answer(attempt.id, 2, 4))).toBe('participation.choice-unfit')
    const again = await player.ask(ctx => attemptOf(ctx, attempt.id))
    expect(again.questions.map(({ choice }) => choice)).toEqual([3, null, 2, null, null])
  })

  it('is nobody else’s: another’s id is not there, and neither is one nobody has', async () => {
    const quiz = await aQuiz(city)
    const [player, other] = [await aPlayer(city), await aPlayer(city)]
    const attempt = await player.start(quiz)
    for (const id of [attempt.id, '0197c7c3-7a2e-7000-8000-000000000001']) {
      expect(await codeOf(other.answer(id, 1, 0))).toBe('participation.not-found')
      expect(await codeOf(other.submit(id))).toBe('participation.not-found')
      expect(await codeOf(other.ask(ctx => attemptOf(ctx, id)))).toBe('participation.not-found')
    }
  })
})

describe('the time of an attempt', () => {
  it('is over at its end: an answer is refused, and handing in closes it by the clock with what was saved', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    await player.answer(attempt.id, 1, rightOption(attempt.questions[0]?.options ?? []))
    city.clock.pass(299_999)
    await player.answer(attempt.id, 2, rightOption(attempt.questions[1]?.options ?? []))
    city.clock.pass(1)
    expect(await codeOf(player.answer(attempt.id, 3, 0))).toBe('participation.time-over')
    city.clock.pass(3_600_000)
    const done = await player.submit(attempt.id)
    expect(done.result).toMatchObject({ score: 40, tenths: 3000, closedByClock: true })
    expect(done.finishedAt).toBe(attempt.endsAt)
    expect(await codeOf(player.answer(attempt.id, 3, 0))).toBe('participation.time-over')
  })

  it('ends with the quiz where that comes first', async () => {
    const quiz = await aQuiz(city, { closesAt: new Date(city.clock.now().getTime() + 60_000).toISOString() })
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    city.clock.pass(60_000)
    expect(await codeOf(player.answer(attempt.id, 1, 0))).toBe('participation.time-over')
    expect((await player.submit(attempt.id)).result).toMatchObject({ tenths: 600, closedByClock: true })
    expect(await codeOf(player.start(quiz))).toBe('participation.over')
  })

  it('lets nothing be added after it was handed in', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const attempt = await player.start(quiz)
    city.clock.pass(10_000)
    await player.submit(attempt.id)
    expect(await codeOf(player.answer(attempt.id, 1, 0))).toBe('participation.attempt-finished')
  })
})

describe('beginning', () => {
  it('gives the attempt that runs, to two tabs and to fifty requests at once', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 1 } })
    const player = await aPlayer(city)
    const begun = await Promise.all(Array.from({ length: 50 }, () => player.start(quiz)))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
    expect(new Set(begun.map(({ questions }) => JSON.stringify(questions))).size).toBe(1)
    expect(await attempts(quiz)).toBe(1)
  })

  it('is refused after the last of the day, and open again at midnight in Shanghai', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 2 } })
    const player = await aPlayer(city)
    for (let n = 0; n < 2; n++) await player.play(quiz, { right: 5, tenths: 200 })
    expect(await codeOf(player.start(quiz))).toBe('participation.attempts-used-up')
    const [now] = await rows(
      city.database.db,
      sql<{ day: string }>`select day::text from quiz_attempt where quiz_id = ${quiz}`,
    )
    // 16:00 in UTC is midnight in Shanghai.
    city.clock.set(`${now?.day}T15:59:59.000Z`)
    expect(await codeOf(player.start(quiz))).toBe('participation.attempts-used-up')
    city.clock.pass(1000)
    const attempt = await player.start(quiz)
    expect(attempt.startedAt).toBe(`${now?.day}T16:00:00.000Z`)
  })

  it('closes one whose time is over and begins the next', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const first = await player.start(quiz)
    city.clock.pass(400_000)
    const second = await player.start(quiz)
    expect(second.id).not.toBe(first.id)
    expect((await player.ask(ctx => attemptOf(ctx, first.id))).result).toMatchObject({ score: 0, closedByClock: true })
  })
})
