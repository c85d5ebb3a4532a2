import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDraws, openProof } from '#contract/participation/draws.ts'
import { ranking as openRanking } from '#contract/participation/portal.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { drandChains, verifyProof } from '#kernel/draws/index.ts'
import { verifyLog } from '#kernel/log/verify.ts'
import { makeRound } from '#kernel/rounds.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { decideSuspicion } from './commands/decide.ts'
import { digestSome } from './commands/digest.ts'
import { forgetSomeNumbers } from './commands/forgetNumbers.ts'
import { claimPrize } from './commands/prizeActs.ts'
import { withdrawQuiz } from './commands/quizzes.ts'
import { suspect } from './commands/suspect.ts'
import { quizDetail } from './queries/quizzes.ts'
import { rounds } from './rounds.ts'
import { prizesHeldBy } from './store/prizes.ts'
import { aDraw, aPlayedQuiz } from './testing/aPublishedDraw.ts'
import { aPlayer, aQuiz, type Player } from './testing/aQuiz.ts'

const DAY_MS = 86_400_000
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'jianghai-forgotten-'))
let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
  rmSync(folder, { recursive: true })
})

const at = (path: string) => `/api/${NANTONG}/participation${path}`
const round = (name: 'lapse' | 'forget' | 'numbers') =>
  makeRound(city.kernel, rounds[name] ?? expect.fail(), error => expect.fail(String(error)))
/** Lets so many days pass, makes the rounds of the day, and then that of the night, at three in Asia/Shanghai. */
async function nightAfter(days: number): Promise<void> {
  city.clock.pass(days * DAY_MS)
  await round('lapse')
  await round('forget')
  const midnight = Math.floor((city.clock.now().getTime() + 8 * 3_600_000) / DAY_MS) * DAY_MS
  city.clock.set(new Date(midnight + DAY_MS - 5 * 3_600_000).toISOString())
  await round('numbers')
}
/** What is known of people: whether there is a number, and how many rows hold a keyed hash of a device or an address. */
async function known(quizId: string, people: readonly Player[]) {
  const found = []
  for (const { id } of people)
    found.push(
      await one(
        city.database.db,
        sql<{ number: boolean; digests: number }>`select
          (select phone_key is not null or block_key is not null or phone_sealed is not null from citizen
            where region_id = ${NANTONG} and id = ${id}) number,
          (select count(*)::integer from quiz_attempt where region_id = ${NANTONG} and quiz_id = ${quizId} and citizen_id = ${id}
            and (device_key is not null or address_key is not null))
          + (select count(*)::integer from quiz_trace where region_id = ${NANTONG} and quiz_id = ${quizId} and citizen_id = ${id}) digests`,
      ),
    )
  return found.map(each => (each?.number ? 'number' : '-') + (each?.digests ? ' digests' : ''))
}
const suspected = (quizId: string, { id }: Player) =>
  city.do('staff', ctx =>
    suspect(ctx, {
      ...{ quizId, citizenId: id, attemptId: null, kind: 'same-device', about: `of ${id}` },
      facts: { people: 3 },
    }),
  )
async function publicOf(quizId: string, draw: string) {
  const asked = (path: string) => server.as().get(at(path))
  const [ranking, draws, proof] = [
    await asked(`/open/${quizId}/ranking`),
    await asked(`/open/${quizId}/draws`),
    await asked(`/open/draws/${draw}/proof`),
  ]
  // Who was drawn, not what became of the prizes.
  const told = openDraws
    .parse(draws.body)
    .draws.map(each => ({ ...each, winners: each.winners.map(({ number, alias }) => [number, alias]) }))
  return { ranking: openRanking.parse(ranking.body).rows, told, proof: openProof.parse(proof.body) }
}
async function archiveVerified(quizId: string): Promise<void> {
  await city.sequence()
  const files = unzipSync((await server.as('staff').get(at(`/quizzes/${quizId}/archive`))).bytes)
  const to = mkdtempSync(join(folder, 'unpacked-'))
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    writeFileSync(join(to, path), bytes)
  }
  const { status, stdout } = spawnSync('python3', [join(to, 'verify.py')], { encoding: 'utf8' })
  expect(status, stdout).toBe(0)
}

describe('the numbers of those who took part', () => {
  it('go at night once the prizes and the time for disputes are over, and what was published still verifies', async () => {
    const { quizId, players, opens } = await aPlayedQuiz(city, 4, { reserves: 0 })
    const first = await aDraw(city, quizId, 1)
    city.clock.set(new Date(opens + 2 * DAY_MS + 120_000).toISOString())
    await aDraw(city, quizId, 2)
    const before = await publicOf(quizId, first)
    const [winner] = await Promise.all(
      players.map(async player => ({ player, prizes: await city.do('staff', ctx => prizesHeldBy(ctx, player.id)) })),
    )
    await winner?.player.act(ctx =>
      claimPrize(ctx, winner.prizes[0] ?? '', { name: '甲', publish: false, language: 'zh' }),
    )
    // The last day to claim, with a claim that is open; then the days for disputes.
    await nightAfter(10)
    await nightAfter(4)
    expect(await known(quizId, players)).toEqual(Array(4).fill('number digests'))
    city.clock.pass(2.5 * DAY_MS)
    // By day nothing is done.
    await round('forget')
    await round('numbers')
    expect(await known(quizId, players)).toEqual(Array(4).fill('number digests'))
    await nightAfter(0)
    expect(await known(quizId, players)).toEqual(Array(4).fill('-'))
    // Signed out, and a tombstone is left.
    const signedIn = await server.as().get(`/api/${NANTONG}/citizens/own`, { cookie: players[0]?.cookie ?? '' })
    expect(signedIn.status).toBe(401)
    const entries = await rows(
      city.database.db,
      sql<{
        body: string
      }>`select body from log_entry where region_id = ${NANTONG} and body like ${'%numbers-forgotten%'}
        and body like ${`%${quizId}%`}`,
    )
    expect(entries.map(({ body }) => JSON.parse(body).facts)).toEqual([{ people: 4, numbers: 4, digests: 8, kept: 0 }])

    const after = await publicOf(quizId, first)
    expect(after).toEqual(before)
    expect(verifyProof(after.proof, drandChains()).holds).toBe(true)
    if (python) await archiveVerified(quizId)
    else console.warn('SKIPPED: python3 of 3.8 or newer is absent, so no archive was verified')
  })

  it('stay of who is in dispute or takes part in a quiz that runs; their turn comes when that is over', async () => {
    const { quizId, players, opens } = await aPlayedQuiz(city, 4, { reserves: 0, winners: 1, everyDays: 30 })
    city.clock.set(new Date(opens + 2 * DAY_MS + 120_000).toISOString())
    await aDraw(city, quizId, 1)
    const [disputed, elsewhere, ...others] = players
    if (!disputed || !elsewhere) throw new Error('four people played')
    city.clock.pass(DAY_MS)
    const running = await aQuiz(city, {
      opensAt: city.clock.now().toISOString(),
      closesAt: new Date(city.clock.now().getTime() + 60 * DAY_MS).toISOString(),
      draws: null,
    })
    await elsewhere.play(running, { right: 2, tenths: 300 })
    while (await city.do('head', digestSome));
    const suspicion = (await suspected(quizId, disputed)) ?? ''
    await nightAfter(20)
    expect(await known(quizId, [disputed, elsewhere, ...others])).toEqual(['number digests', 'number', '-', '-'])
    expect(await known(running, [elsewhere])).toEqual(['number digests'])
    // Decided, and the days in which the decision may be disputed.
    await city.do('head', ctx => decideSuspicion(ctx, suspicion, { version: 1, decision: 'cleared', why: '同一家人' }))
    await nightAfter(1)
    expect(await known(quizId, [disputed])).toEqual(['number digests'])
    await nightAfter(6)
    expect(await known(quizId, [disputed])).toEqual(['-'])
    await nightAfter(40)
    // Thirty days after a quiz without prizes.
    expect(await known(running, [elsewhere])).toEqual(['number digests'])
    await nightAfter(31)
    expect(await known(running, [elsewhere])).toEqual(['-'])
  })

  it('stay while a draw is not held yet, and go with the pool of a quiz that was taken back', async () => {
    const { quizId, players, opens } = await aPlayedQuiz(city, 3)
    city.clock.set(new Date(opens + 2 * DAY_MS + 120_000).toISOString())
    await aDraw(city, quizId, 1, 'frozen')
    await nightAfter(60)
    expect(await known(quizId, players)).toEqual(Array(3).fill('number digests'))
    const { version } = await city.do('head', ctx => quizDetail(ctx, quizId))
    await city.do('head', ctx => withdrawQuiz(ctx, quizId, { version, reason: '办错了' }))
    await nightAfter(4)
    expect(await known(quizId, players)).toEqual(Array(3).fill('number digests'))
    city.clock.pass(2 * DAY_MS)
    // One at a time: where it stopped it goes on.
    while (await city.do('head', ctx => forgetSomeNumbers(ctx, 1)));
    expect(await known(quizId, players)).toEqual(Array(3).fill('-'))
    const held = await one(
      city.database.db,
      sql<{ n: number }>`select count(w.citizen_id)::integer n from quiz_draw_place w
        join quiz_draw d on d.region_id = w.region_id and d.id = w.draw_id where d.region_id = ${NANTONG} and d.quiz_id = ${quizId}`,
    )
    expect(held?.n).toBe(0)
  })

  it('go once, whoever else makes the round, and a number may take part again as somebody new', async () => {
    const quizId = await aQuiz(city, {
      opensAt: city.clock.now().toISOString(),
      closesAt: new Date(city.clock.now().getTime() + DAY_MS).toISOString(),
      draws: null,
    })
    const player = await aPlayer(city, { phone: '13688880001' })
    await player.play(quizId, { right: 1, tenths: 300 })
    while (await city.do('head', digestSome));
    city.clock.pass(31 * DAY_MS)
    await nightAfter(1)
    await Promise.all([round('numbers'), round('numbers'), round('numbers')])
    expect(await known(quizId, [player])).toEqual(['-'])
    expect((await city.events(quizId)).filter(event => event === 'participation.numbers-forgotten')).toHaveLength(1)
    expect((await aPlayer(city, { phone: '13688880001' })).id).not.toBe(player.id)
    await city.sequence()
    expect((await verifyLog(city.database.db, NANTONG, city.signer)).faults).toEqual([])
  })
})
