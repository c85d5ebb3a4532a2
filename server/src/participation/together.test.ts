import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { erase } from '#kernel/citizens/people.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { recount } from '#server/testing/recountQuiz.ts'
import { giveAnswer, submitAttempt } from './commands/answers.ts'
import { closeSomeExpired } from './commands/closeExpired.ts'
import { freezeDraw } from './commands/freezeDraw.ts'
import { startAttempt } from './commands/startAttempt.ts'
import { attemptOf } from './queries/attempt.ts'
import { aDraw, aPlayedQuiz, aSourceFrom } from './testing/aPublishedDraw.ts'
import { aPlayer, aQuiz, rightOption } from './testing/aQuiz.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

/** One after the other in the embedded engine, which has one connection; truly at once on PostgreSQL. */
const atOnce = inject('postgresUrl') !== undefined

const attempts = (quizId: string) =>
  rows(
    city.database.db,
    sql<{ citizenId: string; day: string; number: number; device: string | null; running: boolean }>`
      select citizen_id, day::text, number, device_key device, finished_at is null running from quiz_attempt
      where region_id = ${NANTONG} and quiz_id = ${quizId} order by citizen_id, day, number`,
  )
const codes = async (work: ReadonlyArray<Promise<unknown>>) =>
  (await Promise.allSettled(work)).map(each => (each.status === 'fulfilled' ? 'done' : each.reason.code))

/** A command held open after its work until it is let go; `inside` resolves when the work is done and not yet committed. */
function heldOpen<Result>(run: (hold: () => Promise<void>) => Promise<Result>) {
  const [inside, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const done = run(async () => {
    inside.resolve()
    await letGo.promise
  })
  return { inside: inside.promise, letGo: letGo.resolve, done }
}

/** Until somebody waits for a lock that another command of this database holds. */
async function somebodyWaits(): Promise<void> {
  for (let asked = 0; asked < 500; asked++) {
    const waiting = await one(
      city.database.db,
      sql`select 1 n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 1`,
    )
    if (waiting) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('nobody waits for a lock')
}

describe('two telephones of one person at the same instant', () => {
  it('begin one attempt, each person theirs, though nobody was in the quiz before', async () => {
    const quiz = await aQuiz(city)
    const people = await Promise.all(Array.from({ length: 12 }, () => aPlayer(city)))
    const begun = await Promise.all(
      people.flatMap(player =>
        ['first-telephone-of-them', 'second-telephone-of-them'].map(device =>
          player.act(async ctx => [player.id, (await startAttempt(ctx, quiz, { device })).id]),
        ),
      ),
    )
    expect(new Set(begun.map(String)).size).toBe(people.length)
    expect((await attempts(quiz)).map(({ number, running }) => [number, running])).toEqual(people.map(() => [1, true]))
  })

  it('have the last attempt of the day once, among fifty who ask for it', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 2 } })
    const player = await aPlayer(city)
    await player.play(quiz, { right: 3, tenths: 300 })
    const begun = await Promise.all(Array.from({ length: 50 }, () => player.start(quiz)))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
    await player.submit(begun[0]?.id ?? '')
    expect(new Set(await codes(Array.from({ length: 50 }, () => player.start(quiz))))).toEqual(
      new Set(['participation.attempts-used-up']),
    )
    expect((await attempts(quiz)).map(({ number }) => number)).toEqual([1, 2])
  })

  it('have no more of a day than there are, whoever begins, answers and hands in meanwhile', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 3, floorTenths: 0 } })
    const player = await aPlayer(city)
    const race = async () => {
      for (let n = 0; n < 6; n++) {
        const attempt = await player.start(quiz).catch(() => undefined)
        if (attempt) await codes([player.answer(attempt.id, 1, 0), player.submit(attempt.id), player.start(quiz)])
      }
    }
    await Promise.all([race(), race(), race()])
    const made = await attempts(quiz)
    expect(made.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it.runIf(atOnce)('begin one where the second looks before the first has written', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 1 } })
    const player = await aPlayer(city)
    const first = heldOpen(hold =>
      player.act(async ctx => {
        const attempt = await startAttempt(ctx, quiz, { device: 'first-telephone-of-them' })
        await hold()
        return attempt
      }),
    )
    await first.inside
    const second = player.start(quiz)
    await somebodyWaits()
    first.letGo()
    expect((await second).id).toBe((await first.done).id)
    expect(await attempts(quiz)).toHaveLength(1)
  })
})

describe('handing in', () => {
  it.runIf(atOnce)('waits for an answer that is being saved, and counts it', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const { id, questions } = await player.start(quiz)
    city.clock.pass(20_000)
    const saving = heldOpen(hold =>
      player.act(async ctx => {
        const saved = await giveAnswer(ctx, id, 1, rightOption(questions[0]?.options ?? []))
        await hold()
        return saved
      }),
    )
    await saving.inside
    const handedIn = player.submit(id)
    await somebodyWaits()
    saving.letGo()
    expect((await handedIn).result).toMatchObject({ score: 20, tenths: 200 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it.runIf(atOnce)('that has begun keeps every later answer out', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const { id, questions } = await player.start(quiz)
    city.clock.pass(20_000)
    const handingIn = heldOpen(hold =>
      player.act(async ctx => {
        const done = await submitAttempt(ctx, id)
        await hold()
        return done
      }),
    )
    await handingIn.inside
    const late = codes([player.answer(id, 1, rightOption(questions[0]?.options ?? []))])
    await somebodyWaits()
    handingIn.letGo()
    expect(await late).toEqual(['participation.attempt-finished'])
    expect((await handingIn.done).result).toMatchObject({ score: 0 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it('takes no less time than the answers in it, whatever instant it was sent at', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const { id, startedAt } = await player.start(quiz)
    const from = new Date(startedAt).getTime()
    city.clock.set(new Date(from + 30_000).toISOString())
    await player.answer(id, 1, 0)
    city.clock.set(new Date(from + 5000).toISOString())
    const done = await player.submit(id)
    city.clock.set(new Date(from + 60_000).toISOString())
    expect(done.result).toMatchObject({ tenths: 300, closedByClock: false })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it('in the last millisecond counts by its own time; with the sweeper at the end it counts once', async () => {
    const quiz = await aQuiz(city)
    const people = await Promise.all(Array.from({ length: 10 }, () => aPlayer(city)))
    const begun = await Promise.all(people.map(player => player.start(quiz)))
    city.clock.pass(299_999)
    const [early, ...late] = people.map((player, n) => ({ player, id: begun[n]?.id ?? '' }))
    expect((await early?.player.submit(early.id))?.result).toMatchObject({ tenths: 2999, closedByClock: false })
    city.clock.pass(1)
    const results = await Promise.all([
      ...late.flatMap(({ player, id }) => [player.submit(id), player.submit(id)]),
      ...['head', 'staff', 'staff2'].map(async who => {
        await city.do(who, closeSomeExpired)
        return undefined
      }),
    ])
    for (const done of results)
      if (done) expect(done.result).toMatchObject({ score: 0, tenths: 3000, closedByClock: true })
    for (const { id } of late)
      expect((await city.events(id)).filter(event => event === 'participation.attempt-finished')).toHaveLength(1)
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
  })

  it('tells that the time is over where another closed it by the clock, also a moment before its own', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    const { id, endsAt } = await player.start(quiz)
    city.clock.set(endsAt)
    await city.do('head', closeSomeExpired)
    city.clock.set(new Date(new Date(endsAt).getTime() - 1).toISOString())
    expect(await codes([player.answer(id, 1, 0)])).toEqual(['participation.time-over'])
    city.clock.set(endsAt)
    expect((await player.ask(ctx => attemptOf(ctx, id))).result).toMatchObject({ closedByClock: true })
  })
})

describe('somebody who is erased while they begin', () => {
  const kept = async (citizenId: string) =>
    one(
      city.database.db,
      sql<{ standings: number; devices: number }>`select
        (select count(*)::int from quiz_standing where region_id = ${NANTONG} and citizen_id = ${citizenId} and erased_at is null) standings,
        (select count(*)::int from quiz_attempt where region_id = ${NANTONG} and citizen_id = ${citizenId} and device_key is not null) devices`,
    )

  it.each([true, false])('leaves nothing, whether they were in the quiz before: %s', async wasIn => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    if (wasIn) await player.play(quiz, { right: 5, tenths: 300 })
    await player.act(ctx => erase(ctx, player.id))
    // A request whose session was looked up before.
    expect(await codes([player.start(quiz)])).toEqual(['citizens.not-signed-in'])
    expect(await kept(player.id)).toEqual({ standings: 0, devices: 0 })
  })

  it.runIf(atOnce).each([true, false])('at the same instant leaves nothing: %s', async wasIn => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    if (wasIn) await player.play(quiz, { right: 5, tenths: 300 })
    const erasing = heldOpen(hold =>
      player.act(async ctx => {
        await erase(ctx, player.id)
        await hold()
      }),
    )
    await erasing.inside
    const late = codes([player.start(quiz)])
    await somebodyWaits()
    erasing.letGo()
    await erasing.done
    expect(await late).toEqual(['citizens.not-signed-in'])
    expect(await kept(player.id)).toEqual({ standings: 0, devices: 0 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])

    // The other way round: what began first is found by whoever erases.
    const other = await aPlayer(city)
    const beginning = heldOpen(hold =>
      other.act(async ctx => {
        await startAttempt(ctx, quiz, { device: 'first-telephone-of-them' })
        await hold()
      }),
    )
    await beginning.inside
    const erased = other.act(ctx => erase(ctx, other.id))
    await somebodyWaits()
    beginning.letGo()
    await Promise.all([beginning.done, erased])
    expect(await kept(other.id)).toEqual({ standings: 0, devices: 0 })
  })
})

describe('a citizen who is erased while the pool of a draw is frozen', () => {
  const placesOf = (drawId: string) =>
    rows(
      city.database.db,
      sql<{ citizenId: string | null }>`select citizen_id from quiz_draw_place
        where region_id = ${NANTONG} and draw_id = ${drawId} order by place`,
    )

  it.runIf(atOnce)('is not in it where they were first, and in it by name only where it was', async () => {
    const early = await aPlayedQuiz(city, 3)
    const gone = early.players[1]
    if (!gone) throw new Error('nobody played')
    const erasing = heldOpen(hold =>
      gone.act(async ctx => {
        await erase(ctx, gone.id)
        await hold()
      }),
    )
    await erasing.inside
    // Freezing waits for every command that began before it, so it is let go while that is waited for.
    const freezing = aDraw(city, early.quizId, 1, 'frozen')
    erasing.letGo()
    await erasing.done
    const left = await placesOf(await freezing)
    expect(left.map(({ citizenId }) => citizenId)).toEqual([early.players[0]?.id, early.players[2]?.id])

    const late = await aPlayedQuiz(city, 3)
    const other = late.players[1]
    if (!other) throw new Error('nobody played')
    const frozen = heldOpen(hold =>
      city.do('staff', async ctx => {
        const draw = await freezeDraw(ctx, late.quizId, { number: 1, sources: [aSourceFrom(ctx.now)] })
        await hold()
        return draw
      }),
    )
    await frozen.inside
    const erased = other.act(ctx => erase(ctx, other.id))
    await somebodyWaits()
    frozen.letGo()
    const { id } = await frozen.done
    await erased
    expect((await placesOf(id)).map(({ citizenId }) => citizenId)).toEqual([
      late.players[0]?.id,
      null,
      late.players[2]?.id,
    ])
  })
})
