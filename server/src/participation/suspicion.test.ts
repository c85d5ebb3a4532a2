import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { consentTexts, consentToTakePart } from '#contract/citizens.ts'
import { suspicionDetail } from '#contract/participation/quiz.ts'
import { erase, joined } from '#kernel/citizens/people.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { recount } from '#server/testing/recountQuiz.ts'
import { aServer } from '#server/testing/server.ts'
import { digestSome } from './commands/digest.ts'
import { ownStanding, rankingOf } from './queries/open.ts'
import { thresholds } from './rules/suspicion.ts'
import { aBank, aPlayer, aQuiz, type Persona, type Player } from './testing/aQuiz.ts'

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

const digest = async () => {
  while (await city.do('head', digestSome));
}
const found = (quiz: string) =>
  rows(
    city.database.db,
    sql<{ id: string; kind: string; citizenId: string; version: number; facts: Record<string, number> }>`
      select id, kind, citizen_id, version, facts from quiz_suspicion where region_id = ${NANTONG} and quiz_id = ${quiz} order by found_at, id`,
  )
const standing = (player: Player, quiz: string) => player.ask(ctx => ownStanding(ctx, quiz))
const aside = async (id: string, version: number, decision: 'set-aside' | 'cleared') =>
  server
    .as('head')
    .post(`/api/${NANTONG}/participation/suspicions/${id}/decide`, { version, decision, why: '看过记录' })

/** Several who play at once, each on a device of their own unless told. */
async function crowd(quiz: string, people: number, persona: (n: number) => Persona = () => ({}), right = 5) {
  const players: Player[] = []
  for (let n = 0; n < people; n++) {
    const player = await aPlayer(city, { device: `own-device-number-${quiz.slice(0, 8)}-${n}`, ...persona(n) })
    await player.play(quiz, { right, tenths: 200 })
    players.push(player)
  }
  return players
}

describe('what a person is asked to look at', () => {
  it('is an attempt faster than its questions can be read, which counts meanwhile', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    await player.play(quiz, { right: 5, tenths: 74 })
    expect(await found(quiz)).toMatchObject([{ kind: 'too-fast', facts: { tenths: 74, questions: 5 } }])
    expect(await standing(player, quiz)).toMatchObject({ place: 1, setAside: false })
  })

  it('is one device that finished for three people, and not for a couple', async () => {
    const quiz = await aQuiz(city)
    await crowd(quiz, 2, () => ({ device: 'one-telephone-for-all' }))
    await digest()
    expect(await found(quiz)).toEqual([])
    await crowd(quiz, 1, () => ({ device: 'one-telephone-for-all' }))
    await digest()
    expect(await found(quiz)).toMatchObject([1, 2, 3].map(() => ({ kind: 'same-device', facts: { people: 3 } })))
    await digest()
    expect(await found(quiz)).toHaveLength(3)
  })

  it('is the same wrong answers from several within minutes; all right, or an hour apart, is nothing', async () => {
    // As many questions as a paper has, so that everybody has the same ones, in another order.
    const bankId = (await aBank(city, 5)).id
    const quiz = await aQuiz(city, { bankId })
    await crowd(quiz, 4)
    const wrongly = async (n: number) => {
      const player = await aPlayer(city, { device: `device-of-somebody-${n}` })
      const attempt = await player.start(quiz)
      for (const { position, options } of attempt.questions)
        await player.answer(
          attempt.id,
          position,
          options.findIndex(option => /^错\d+甲$/.test(option)),
        )
      city.clock.pass(20_000)
      await player.submit(attempt.id)
    }
    await wrongly(1)
    city.clock.pass(3_600_000)
    await wrongly(2)
    await wrongly(3)
    await digest()
    expect(await found(quiz)).toEqual([])
    await wrongly(4)
    await digest()
    expect((await found(quiz)).map(({ kind, facts }) => [kind, facts])).toEqual(
      [1, 2, 3].map(() => ['same-answers', { people: 3, minutes: 10 }]),
    )
  })

  it('is numbers of one block that joined within minutes', async () => {
    const quiz = await aQuiz(city)
    const block = (n: number) => ({ phone: `135000077${String(n).padStart(2, '0')}` })
    await crowd(quiz, thresholds.block.people - 1, block)
    await digest()
    expect(await found(quiz)).toEqual([])
    await crowd(quiz, 1, () => block(50))
    await digest()
    const kinds = (await found(quiz)).map(({ kind }) => kind)
    expect(kinds).toEqual(Array.from({ length: thresholds.block.people }, () => 'number-block'))
    const keys = await rows(
      city.database.db,
      sql<{
        key: string
      }>`select distinct block_key key from citizen where region_id = ${NANTONG} and block_key is not null`,
    )
    for (const { key } of keys) expect(key).not.toMatch(/135000077/)
  })

  it('is nobody of a school: a thousand from one address all count, and the best placed are shown', async () => {
    const quiz = await aQuiz(city)
    const [first] = await crowd(quiz, 1, () => ({ address: '203.0.113.7' }))
    // A thousand through the tables: what is tested is the counting, and playing them out takes minutes.
    await city.do('head', async ctx => {
      const known = await one(
        ctx.tx,
        sql<{
          key: string
          id: string
        }>`select address_key key, id from quiz_attempt where region_id = ${NANTONG} and quiz_id = ${quiz}`,
      )
      for (let n = 0; n < 999; n++) {
        const id = await joined(ctx, `134${String(n).padStart(6, '0')}00`)
        await sql`insert into quiz_standing (region_id, quiz_id, citizen_id, alias, joined_at)
          values (${NANTONG}, ${quiz}, ${id}, ${`No ${n}`}, ${ctx.now})`.execute(ctx.tx)
        await sql`insert into quiz_attempt (region_id, quiz_id, id, citizen_id, day, number, started_at, ends_at, paper, rights, device_key,
            address_key, finished_at, score, tenths)
          select ${NANTONG}::integer, ${quiz}::uuid, ${ctx.newId()}::uuid, ${id}::uuid, day, 1, started_at, ends_at, paper, rights, ${`device ${n}`},
            address_key, finished_at, score, tenths from quiz_attempt where region_id = ${NANTONG} and id = ${known?.id}`.execute(
          ctx.tx,
        )
      }
    })
    await digest()
    const suspects = await found(quiz)
    expect(suspects.length).toBeGreaterThan(0)
    expect(suspects.length).toBeLessThanOrEqual(20)
    expect(new Set(suspects.map(({ kind }) => kind))).toEqual(new Set(['many-from-address']))
    if (first) expect(await standing(first, quiz)).toMatchObject({ place: 1, setAside: false })
    const kept = await rows(
      city.database.db,
      sql<{ row: string }>`select to_jsonb(t)::text as row from quiz_trace t where quiz_id = ${quiz}`,
    )
    expect(kept.length).toBeGreaterThan(1000)
    expect(kept.filter(({ row }) => row.includes('203.0.113'))).toEqual([])
  })
})

describe('a decision', () => {
  it('takes somebody out of the ranking at once, and the other one brings them back where they would stand', async () => {
    const quiz = await aQuiz(city, { rules: { attemptsPerDay: 5 } })
    const [best, second] = [await aPlayer(city), await aPlayer(city)]
    await best.play(quiz, { right: 5, tenths: 60 })
    await second.play(quiz, { right: 5, tenths: 200 })
    const [suspicion] = await found(quiz)
    if (!suspicion) throw new Error('nothing was found')
    const before = city.clock.now().toISOString()
    city.clock.pass(1000)
    expect(await aside(suspicion.id, 1, 'set-aside')).toMatchObject({ status: 200, body: { decision: 'set-aside' } })
    expect(await standing(best, quiz)).toMatchObject({ place: null, setAside: true, of: 1 })
    expect(await standing(second, quiz)).toMatchObject({ place: 1, of: 1 })
    expect((await second.ask(ctx => rankingOf(ctx, quiz, { from: 1, limit: 10 }))).rows).toHaveLength(1)
    expect(await aside(suspicion.id, 1, 'cleared')).toMatchObject({ status: 409 })
    expect(await aside(suspicion.id, 2, 'set-aside')).toMatchObject({ status: 422 })
    // What is played meanwhile counts when they come back.
    await best.play(quiz, { right: 5, tenths: 100 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
    city.clock.pass(1000)
    expect(await aside(suspicion.id, 2, 'cleared')).toMatchObject({ status: 200, body: { place: 1, version: 3 } })
    expect(await standing(best, quiz)).toMatchObject({ place: 1, of: 2, setAside: false })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
    expect(await city.events(suspicion.id)).toEqual([
      'participation.suspicion-found',
      'participation.suspicion-decided',
      'participation.suspicion-decided',
    ])
    const path = `/api/${NANTONG}/participation/suspicions/${suspicion.id}`
    const now = suspicionDetail.parse((await server.as('staff').get(path)).body)
    expect(now.versions.map(({ decision, by }) => [decision, by])).toEqual([
      [null, null],
      ['set-aside', 'head'],
      ['cleared', 'head'],
    ])
    const then = suspicionDetail.parse((await server.as('staff').get(`${path}?asOf=${before}`)).body)
    expect(then).toMatchObject({ decision: null, version: 1 })
    expect(then.versions).toHaveLength(1)
  })

  it('is listed with those that wait, and as of an instant as it stood then', async () => {
    const quiz = await aQuiz(city)
    await (await aPlayer(city)).play(quiz, { right: 5, tenths: 60 })
    await (await aPlayer(city)).play(quiz, { right: 5, tenths: 61 })
    const [first] = await found(quiz)
    const before = city.clock.now().toISOString()
    city.clock.pass(1000)
    await aside(first?.id ?? '', 1, 'set-aside')
    const path = `/api/${NANTONG}/participation/quizzes/${quiz}/suspicions`
    const list = z.object({ total: z.int(), rows: z.array(z.looseObject({ decision: z.string().nullable() })) })
    const ask = async (query: string) => list.parse((await server.as('staff').get(`${path}?${query}`)).body)
    expect((await ask('')).rows.map(({ decision }) => decision)).toEqual([null, 'set-aside'])
    expect((await ask('waiting=true')).total).toBe(1)
    expect((await ask('waiting=false')).total).toBe(1)
    expect((await ask('reason=same-device')).total).toBe(0)
    expect((await ask(`find=${encodeURIComponent('记录')}`)).total).toBe(1)
    expect((await ask(`find=${encodeURIComponent('没写过')}`)).total).toBe(0)
    expect((await ask(`waiting=true&asOf=${before}`)).total).toBe(2)
  })

  it('that was made for two reasons holds until both are cleared', async () => {
    const quiz = await aQuiz(city)
    const player = await aPlayer(city)
    for (const tenths of [60, 61]) await player.play(quiz, { right: 5, tenths })
    const [one, two] = await found(quiz)
    for (const each of [one, two]) expect((await aside(each?.id ?? '', 1, 'set-aside')).status).toBe(200)
    await aside(one?.id ?? '', 2, 'cleared')
    expect(await standing(player, quiz)).toMatchObject({ setAside: true, place: null })
    await aside(two?.id ?? '', 2, 'cleared')
    expect(await standing(player, quiz)).toMatchObject({ setAside: false, place: 1 })
  })
})

describe('a citizen who is forgotten', () => {
  it('leaves the ranking with alias and hashes; what was counted stays, by nobody', async () => {
    const quiz = await aQuiz(city)
    const [gone, left] = [await aPlayer(city, { address: '203.0.113.9' }), await aPlayer(city)]
    await gone.play(quiz, { right: 5, tenths: 70 })
    await left.play(quiz, { right: 4, tenths: 200 })
    await digest()
    const exported = await server.as().get(`/api/${NANTONG}/citizens/own/data`, { cookie: gone.cookie })
    expect(exported).toMatchObject({
      status: 200,
      body: {
        rooms: {
          participation: {
            quizzes: [
              {
                quizId: quiz,
                attempts: [{ score: 100, keptAsHash: ['device', 'address'] }],
                suspicions: [{ kind: 'too-fast', facts: { tenths: 70 }, decision: null }],
              },
            ],
          },
        },
      },
    })
    expect(JSON.stringify(exported.body)).toMatch(/"answer":"对\d+"/)
    await gone.act(ctx => erase(ctx, gone.id))
    expect(await standing(left, quiz)).toMatchObject({ place: 1, of: 1 })
    expect(await recount(city.database.db, NANTONG, quiz)).toEqual([])
    const kept = await one(
      city.database.db,
      sql<{ alias: string | null; attempts: number; hashes: number; numbers: number; traces: number }>`select
        (select alias from quiz_standing where region_id = ${NANTONG} and quiz_id = ${quiz} and citizen_id = ${gone.id}) alias,
        (select count(*)::int from quiz_attempt where region_id = ${NANTONG} and citizen_id = ${gone.id}) attempts,
        (select count(*)::int from quiz_attempt where region_id = ${NANTONG} and citizen_id = ${gone.id}
          and (device_key is not null or address_key is not null)) hashes,
        (select count(*)::int from citizen where region_id = ${NANTONG} and id = ${gone.id}
          and (block_key is not null or phone_key is not null or phone_sealed is not null)) numbers,
        (select count(*)::int from quiz_trace where region_id = ${NANTONG} and citizen_id = ${gone.id}) traces`,
    )
    expect(kept).toEqual({ alias: null, attempts: 1, hashes: 0, numbers: 0, traces: 0 })
    // The text that was agreed to says of these that they go, and of a suspicion that it stays.
    expect(consentTexts[consentToTakePart].zh).toMatch(/三个摘要随即删除.*异常记录照原样留作核查/)
    expect(consentTexts[consentToTakePart].en).toMatch(/three digests are deleted at once.*stays as it was noted/)
    expect(await found(quiz)).toMatchObject([{ kind: 'too-fast', citizenId: gone.id }])
  })
})

describe('an alias', () => {
  it('that somebody else has is left to them', async () => {
    const quiz = await aQuiz(city)
    const [holder, other] = [await aPlayer(city), await aPlayer(city)]
    const wanted = (await standing(other, quiz)).alias
    await holder.start(quiz)
    await city.do('head', ctx =>
      sql`update quiz_standing set alias = ${wanted} where region_id = ${NANTONG} and quiz_id = ${quiz} and citizen_id = ${holder.id}`.execute(
        ctx.tx,
      ),
    )
    const promised = (await standing(other, quiz)).alias
    expect(promised).not.toBe(wanted)
    await other.start(quiz)
    expect((await standing(other, quiz)).alias).toBe(promised)
    expect((await standing(holder, quiz)).alias).toBe(wanted)
  })
})
