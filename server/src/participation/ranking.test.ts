import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cumulation, cumulation } from '#contract/participation/quiz.ts'
import { erase } from '#kernel/citizens/people.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { plainRanking, recount } from '#server/testing/recountQuiz.ts'
import { decideSuspicion } from './commands/decide.ts'
import { suspect } from './commands/suspect.ts'
import { closeExpired, rankingAt } from './index.ts'
import { ownStanding, rankingOf } from './queries/open.ts'
import { aPlayer, aQuiz, type Player, rightOption } from './testing/aQuiz.ts'

const isFull = process.env.JIANGHAI_STORM === 'full'
let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const ranking = async (player: Player, quiz: string, from = 1, limit = 200) =>
  player.ask(ctx => rankingOf(ctx, quiz, { from, limit }))

/** Sets somebody aside, or back, as the head of the office does. */
async function decide(quiz: string, citizenId: string, decision: 'set-aside' | 'cleared'): Promise<void> {
  await city.do('staff', ctx =>
    suspect(ctx, {
      ...{ quizId: quiz, citizenId, attemptId: null },
      ...{ kind: 'same-device', about: 'a telephone', facts: { people: 3 } },
    }),
  )
  const [one] = await rows(
    city.database.db,
    sql<{ id: string; version: number; decision: string | null }>`select id, version, decision from quiz_suspicion
      where region_id = ${NANTONG} and quiz_id = ${quiz} and citizen_id = ${citizenId}`,
  )
  if (!one || one.decision === decision) return
  await city.do('head', ctx => decideSuspicion(ctx, one.id, { version: one.version, decision, why: '看过记录' }))
}

describe('how several attempts count', () => {
  const played = [
    { right: 4, tenths: 300 },
    { right: 5, tenths: 400 },
    { right: 5, tenths: 350 },
    { right: 3, tenths: 100 },
  ]
  it.each([
    ['best', { score: 100, tenths: 350 }],
    ['last', { score: 60, tenths: 100 }],
    ['sum', { score: 340, tenths: 1150 }],
  ] as const)('%s', async (rule, expected) => {
    const quiz = await aQuiz(city, { rules: { cumulation: rule, attemptsPerDay: 10 } })
    const player = await aPlayer(city)
    for (const each of played) await player.play(quiz, each)
    expect(await player.ask(ctx => ownStanding(ctx, quiz))).toMatchObject({ ...expected, place: 1, of: 1 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it('ranks by score, then time, then who finished earlier', async () => {
    const quiz = await aQuiz(city)
    const people: Player[] = []
    for (const each of [
      { right: 4, tenths: 100 },
      { right: 5, tenths: 300 },
      { right: 5, tenths: 200 },
      { right: 5, tenths: 200 },
    ]) {
      const player = await aPlayer(city)
      await player.play(quiz, each)
      people.push(player)
    }
    const [a] = people
    const places = await Promise.all(people.map(each => each.ask(ctx => ownStanding(ctx, quiz))))
    expect(places.map(({ place }) => place)).toEqual([4, 3, 1, 2])
    if (!a) throw new Error('nobody played')
    const { rows: shown, of } = await ranking(a, quiz)
    expect(of).toBe(4)
    expect(shown.map(({ place, isOwn }) => [place, isOwn])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
    for (const { alias } of shown) expect(alias).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(new Set(shown.map(({ alias }) => alias)).size).toBe(4)
  })
})

describe('the live ranking', () => {
  /** What may happen: somebody plays, is set aside or taken back, is erased, or lets the time run out. */
  const step = fc.record({
    who: fc.nat(6),
    what: fc.constantFrom('play', 'play', 'play', 'play', 'aside', 'back', 'leave', 'erase'),
    right: fc.nat(5),
    tenths: fc.constantFrom(50, 51, 58, 100, 105, 2999, 3200),
  })
  type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never
  const history = fc.record({
    rule: fc.constantFrom(...cumulation.options),
    steps: fc.array(step, { minLength: 6, maxLength: 30, size: 'max' }),
  })

  it(
    'equals a plain sort of the attempts after any history, for everybody and at every place',
    async () => {
      let [histories, acts] = [0, 0]
      await fc.assert(
        fc.asyncProperty(history, async ({ rule, steps }) => {
          const seen = await lived(rule, steps)
          histories++
          acts += steps.length
          expect(seen.wrong).toEqual([])
          expect(seen.live).toEqual(seen.plain)
          expect(seen.own).toEqual(seen.plain)
          expect(seen.anew).toEqual(seen.plain)
          expect(seen.people[1]).toEqual(seen.people[0])
          expect(seen.names[1]).toEqual(seen.names[0])
          expect(seen.pages).toEqual(seen.plain)
        }),
        { numRuns: isFull ? 150 : 8, endOnFailure: true },
      )
      console.log(
        `ranking: ${histories} histories of ${acts} acts, live, own, paged and recomputed equal to a plain sort`,
      )
    },
    isFull ? 3_600_000 : 240_000,
  )

  async function lived(rule: Cumulation, steps: readonly Step[]) {
    const quiz = await aQuiz(city, {
      ...{ opensAt: '2025-01-01T00:00:00Z', closesAt: '2035-01-01T00:00:00Z' },
      rules: { cumulation: rule, attemptsPerDay: 100, floorTenths: 0 },
    })
    const people = await Promise.all(Array.from({ length: 7 }, () => aPlayer(city)))
    const erased = new Set<string>()
    for (const { who, what, right, tenths } of steps) {
      const player = people[who]
      if (!player || erased.has(player.id)) continue
      if (what === 'play') await player.play(quiz, { right, tenths })
      if (what === 'leave') await player.start(quiz)
      if (what === 'erase' && right === 0) {
        await player.act(ctx => erase(ctx, player.id))
        erased.add(player.id)
      }
      if (what === 'aside' || what === 'back') {
        const joined = await player.ask(ctx => ownStanding(ctx, quiz))
        if (joined.attempts.length > 0) await decide(quiz, player.id, what === 'aside' ? 'set-aside' : 'cleared')
      }
    }
    city.clock.pass(400_000)
    const now = city.clock.now()
    await city.do('head', ctx => closeExpired(ctx, quiz, now))
    const plain = await plainRanking(city.database.db, NANTONG, quiz)
    const [any] = people
    if (!any) throw new Error('nobody is there')
    const all = await ranking(any, quiz)
    const anew = await city.ask('head', ctx => rankingAt(ctx, quiz, ctx.now, 1000))
    const own = new Map<number, string>()
    for (const person of people) {
      if (erased.has(person.id)) continue
      const { place } = await person.ask(ctx => ownStanding(ctx, quiz))
      if (place !== null) own.set(place, person.id)
    }
    const pages: typeof all.rows = []
    for (let from = 1; from <= plain.length; from += 2) pages.push(...(await ranking(any, quiz, from, 2)).rows)
    const shown = (page: typeof all.rows) => page.map(({ score, tenths, finishedAt }) => [score, tenths, finishedAt])
    const bare = plain.map(({ score, tenths, finishedAt }) => [score, tenths, finishedAt.toISOString()])
    const places = [...own].toSorted(([a], [b]) => a - b).map(([, id]) => plain.find(each => each.citizenId === id))
    return {
      wrong: await recount(city.database.db, NANTONG, quiz),
      plain: bare,
      live: shown(all.rows),
      pages: shown(pages),
      anew: anew.map(({ score, tenths, finishedAt }) => [score, tenths, finishedAt.toISOString()]),
      names: [all.rows.map(({ alias }) => alias), anew.map(({ alias }) => alias)],
      people: [plain.map(({ citizenId }) => citizenId), anew.map(({ citizenId }) => citizenId)],
      own: places.map(each => [each?.score, each?.tenths, each?.finishedAt.toISOString()]),
    }
  }

  it('as of an instant stays what it was, whatever comes after', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 10 } })
    const [one, two] = [await aPlayer(city), await aPlayer(city)]
    await one.play(quiz, { right: 3, tenths: 300 })
    await two.play(quiz, { right: 4, tenths: 300 })
    const then = city.clock.now()
    const before = await city.ask('head', ctx => rankingAt(ctx, quiz, then, 10))
    city.clock.pass(1000)
    await one.play(quiz, { right: 5, tenths: 200 })
    await decide(quiz, two.id, 'set-aside')
    expect(await city.ask('head', ctx => rankingAt(ctx, quiz, then, 10))).toEqual(before)
    const after = await city.ask('head', ctx => rankingAt(ctx, quiz, ctx.now, 10))
    expect(after.map(({ citizenId, place }) => [citizenId, place])).toEqual([[one.id, 1]])
  })

  it('is kept right by many who hand in at once, and by the sweeper among them', async () => {
    const quiz = await aQuiz(city)
    const people = await Promise.all(Array.from({ length: 24 }, () => aPlayer(city)))
    const attempts = await Promise.all(people.map(each => each.start(quiz)))
    await Promise.all(
      people.map(async (player, n) => {
        const attempt = attempts[n]
        if (attempt && n % 2 === 0) await player.answer(attempt.id, 1, rightOption(attempt.questions[0]?.options ?? []))
      }),
    )
    // Their time is over: whoever hands in races with two sweepers.
    city.clock.pass(300_000)
    await Promise.all([
      ...people.map((player, n) => player.submit(attempts[n]?.id ?? '')),
      city.do('head', ctx => closeExpired(ctx, quiz, ctx.now)),
      city.do('staff', ctx => closeExpired(ctx, quiz, ctx.now)),
    ])
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
    const [any] = people
    if (any) expect((await ranking(any, quiz)).of).toBe(24)
    for (const attempt of attempts)
      expect((await city.events(attempt.id)).filter(event => event === 'participation.attempt-finished')).toHaveLength(
        1,
      )
  })

  it('is seen to be wrong where a counter drifted, an answer was changed, or an entry does not fit', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const { id } = await player.play(quiz, { right: 5, tenths: 300 })
    const { db } = city.database
    const spoilt: string[][] = []
    for (const spoil of [
      sql`update quiz_bucket set people = people + 1 where quiz_id = ${quiz}`,
      sql`update quiz_standing set tenths = tenths - 1 where quiz_id = ${quiz}`,
      sql`update quiz_answer set is_right = false where attempt_id = ${id} and position = 1`,
      sql`update quiz_attempt set closed_by_clock = true where id = ${id}`,
      sql`update quiz_attempt set rights[1] = (rights[1] + 1) % 4 where id = ${id}`,
      sql`update quiz_answer set option = (option + 1) % 4 where attempt_id = ${id} and position = 2`,
      sql`update quiz_answer set choice = (choice + 1) % 4 where attempt_id = ${id} and position = 3`,
    ]) {
      const back = new Error('back')
      await db
        .transaction()
        .execute(async tx => {
          await run(tx, spoil)
          spoilt.push(await recount(tx, NANTONG, quiz))
          throw back
        })
        .catch(error => {
          if (error !== back) throw error
        })
    }
    for (const wrong of spoilt) expect(wrong).not.toEqual([])
    expect(await recount(db, NANTONG, quiz)).toEqual([])
  })
})
