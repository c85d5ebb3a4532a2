import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { openDraws, ownPrizes, prizePage, prizeRow } from '#contract/participation/draws.ts'
import { erase } from '#kernel/citizens/people.ts'
import type { Message } from '#kernel/citizens/sender.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { makeRound } from '#kernel/rounds.ts'
import { dayOf } from '#kernel/time/index.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { exportOf } from './citizens.ts'
import { publishDraw } from './commands/drawActs.ts'
import { claimPrize, refusePrize } from './commands/prizeActs.ts'
import { lapseOne } from './commands/prizeRounds.ts'
import { withdrawQuiz } from './commands/quizzes.ts'
import { drawDetail } from './queries/draws.ts'
import { quizDetail } from './queries/quizzes.ts'
import { rounds } from './rounds.ts'
import { prizesOf } from './store/prizes.ts'
import { aDraw, aPlayedQuiz } from './testing/aPublishedDraw.ts'
import type { Player } from './testing/aQuiz.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const sent: Message[] = []
const carrier = { down: false }
beforeAll(async () => {
  city = await aCity()
  await run(city.database.db, sql`update region set demonstration = false where region_id = ${NANTONG}`)
  city.kernel.sender = {
    async send(message) {
      if (carrier.down) throw new Error('the gateway answered 502')
      sent.push(message)
    },
  }
  server = await aServer(city)
})
beforeEach(() => {
  sent.length = 0
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const at = (path: string) => `/api/${NANTONG}/participation${path}`
const codeOf = ({ body }: { body: unknown }) => refusal.parse(body).refusal.code
const round = (name: 'tell' | 'remind' | 'lapse' | 'forget') =>
  makeRound(city.kernel, rounds[name] ?? expect.fail(), error => expect.fail(String(error)))
const pass = (days: number) => city.clock.pass(days * 86_400_000)

/** The prizes of a draw in the order drawn. */
const order = (draw: string) => city.do('staff', ctx => prizesOf(ctx, draw))
const told = async (draw: string) =>
  (await order(draw)).map(({ state, movedUpFor, out }) => [state, movedUpFor !== null, out])

/** Who holds a place of the order, among those who played. */
async function holder(
  draw: string,
  number: number,
  players: readonly Player[],
): Promise<{ id: string; player: Player }> {
  const found = await one(
    city.database.db,
    sql<{ id: string; citizenId: string }>`select p.id, h.citizen_id from quiz_prize p
      join quiz_prize_holder h on h.region_id = p.region_id and h.prize_id = p.id
      where p.region_id = ${NANTONG} and p.draw_id = ${draw} and p.number = ${number}`,
  )
  const player = players.find(({ id }) => id === found?.citizenId)
  if (!found || !player) throw new Error(`nobody holds place ${number}`)
  return { id: found.id, player }
}
const asCitizen = ({ cookie }: Player) => ({
  get: (path: string) => server.as().get(at(path), { cookie }),
  post: (path: string, body: object) => server.as().post(at(path), body, { cookie }),
})
const claim = (player: Player, id: string, more: object = {}) =>
  asCitizen(player).post(`/prizes/${id}/claim`, { name: '欧阳海', publish: false, language: 'zh', ...more })
const winners = async (quizId: string) =>
  openDraws.parse((await server.as().get(at(`/open/${quizId}/draws`))).body).draws[0]?.winners

describe('whoever won', () => {
  it('is told once, and again only where the carrier failed', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 4)
    const draw = await aDraw(city, quizId, 1)
    carrier.down = true
    await round('tell')
    carrier.down = false
    expect(sent).toEqual([])
    await round('tell')
    expect(sent).toEqual([])
    city.clock.pass(60_000)
    await round('tell')
    await round('tell')
    city.clock.pass(3_600_000)
    await round('tell')
    expect(sent.map(({ kind }) => kind)).toEqual(['won', 'won'])
    expect(new Set(sent.map(({ fields }) => fields.id))).toEqual(new Set((await order(draw)).map(({ id }) => id)))
    expect(sent[0]?.text).toContain('医保知识竞答')
    expect(sent[0]?.fields).toMatchObject({ draw: '1', prize: '话费50元', claimBy: '2025-05-19' })
    const { id, player } = await holder(draw, 1, players)
    expect(sent.find(({ fields }) => fields.id === id)?.phone).toMatch(/^137/)
    // The deadline is the last instant of a day in Asia/Shanghai.
    const own = ownPrizes.parse((await asCitizen(player).get(`/open/${quizId}/own/prizes`)).body).prizes
    expect(own).toMatchObject([{ id, state: 'won', claimBy: '2025-05-19T15:59:59.999Z', claimCode: null }])
  })

  it('is reminded three days before the last one, once, whoever else looks; not who claimed, nor who was told just now', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 4)
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    /** Other draws of these tests have winners too. */
    const ours = async () => {
      const ids = new Set((await order(draw)).map(({ id }) => id))
      return sent.filter(({ fields }) => ids.has((fields.id ?? '').slice(0, 36)))
    }
    await round('tell')
    await claim(first.player, first.id)
    sent.length = 0
    pass(6)
    await round('remind')
    // Two in the afternoon of the fourth day before the last; then the night, and nine in the morning.
    expect(await ours()).toEqual([])
    const { claimBy } = (await order(draw))[1] ?? expect.fail()
    const nine = claimBy.getTime() + 1 - 4 * 86_400_000 + 9 * 3_600_000
    city.clock.set(new Date(nine - 1000).toISOString())
    await round('remind')
    expect(await ours()).toEqual([])
    city.clock.set(new Date(nine).toISOString())
    carrier.down = true
    await round('remind')
    carrier.down = false
    await round('remind')
    expect(await ours()).toEqual([])
    city.clock.pass(120_000)
    await Promise.all([round('remind'), round('remind'), round('remind')])
    city.clock.pass(3_600_000)
    await round('remind')
    const reminded = await ours()
    expect(reminded.map(({ kind, fields }) => [kind, fields.id, fields.claimBy])).toEqual([
      ['claim-reminder', `${second.id}-reminder`, dayOf(claimBy)],
    ])
    expect(reminded[0]?.text).toContain('还没有申领')
    expect((await city.events(second.id)).filter(event => event === 'participation.winner-reminded')).toHaveLength(1)
    // Whoever moves up on the last days is told first, and reminded no earlier than a day after.
    sent.length = 0
    city.clock.set(new Date(claimBy.getTime() + 1).toISOString())
    await round('lapse')
    await round('tell')
    await round('remind')
    expect((await ours()).map(({ kind }) => kind)).toEqual(['won'])
  })

  it('claims with a name that is kept sealed, is named in the list only by agreeing to it, and shows a code', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 4)
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    expect(codeOf(await claim(second.player, first.id))).toBe('participation.not-found')
    const nameless = await asCitizen(first.player).post(`/prizes/${first.id}/claim`, { publish: false, language: 'zh' })
    expect(refusal.parse(nameless.body).refusal).toMatchObject({
      code: 'participation.prize-name-missing',
      field: 'name',
    })
    expect((await claim(first.player, first.id)).status).toBe(200)
    const odd = '𠮷野"\'; -- =1+1'
    expect((await claim(second.player, second.id, { publish: true, name: odd })).status).toBe(200)
    expect((await winners(quizId))?.[1]?.masked).toMatch(/^𠮷\* \d{4}$/u)
    const stored = prizePage.parse((await server.as('staff').get(at(`/draws/${draw}/prizes`))).body)
    expect(stored.rows[1]?.name).toBe(odd)
    // A name is put right by claiming again.
    expect((await claim(second.player, second.id, { publish: true, name: '王小明' })).status).toBe(200)
    const list = (await winners(quizId)) ?? []
    expect(list.map(({ masked }) => masked)).toEqual([null, expect.stringMatching(/^王\* \d{4}$/)])
    // Only the agreement, without the name: it stays.
    const consentOnly = (publish: boolean) =>
      asCitizen(second.player).post(`/prizes/${second.id}/claim`, { publish, language: 'zh' })
    expect((await consentOnly(false)).status).toBe(200)
    expect((await winners(quizId))?.[1]?.masked).toBeNull()
    expect((await consentOnly(true)).status).toBe(200)
    expect((await winners(quizId))?.[1]?.masked).toMatch(/^王\* \d{4}$/)
    const kept = await rows(
      city.database.db,
      sql<{ name: string }>`select to_jsonb(h)::text name from quiz_prize_holder h where region_id = ${NANTONG}`,
    )
    expect(JSON.stringify(kept)).not.toContain('王小明')

    const page = prizePage.parse((await server.as('staff').get(at(`/draws/${draw}/prizes?state=claimed`))).body)
    expect(page.rows.map(({ name }) => name)).toEqual(['欧阳海', '王小明'])
    expect(page.rows[1]?.lastFour).toBe(list[1]?.masked?.slice(-4))
    expect((await server.as('leader').get(at(`/draws/${draw}/prizes`))).status).toBe(403)
    const handOver = (as: string, claimCode: string, version = 2) =>
      server.as(as).post(at(`/prizes/${first.id}/hand-over`), { version, claimCode })
    expect(codeOf(await handOver('staff', 'AAAA-AAAA'))).toBe('participation.claim-code-wrong')
    const own = ownPrizes.parse((await asCitizen(first.player).get(`/open/${quizId}/own/prizes`)).body).prizes
    const code = own[0]?.claimCode ?? ''
    // As people type it.
    const handed = await handOver('staff', code.toLowerCase().replace('-', ' ').replaceAll('0', 'o'))
    expect(prizeRow.parse(handed.body)).toMatchObject({ state: 'handed-over', may: ['participation.see-prizes'] })
    expect(codeOf(await handOver('staff', code, 3))).toBe('participation.prize-not-claimed')
    expect(codeOf(await claim(first.player, first.id))).toBe('participation.prize-over')

    // Taking the agreement back takes the name out of the list.
    const off = await server.as().delete(`/api/${NANTONG}/citizens/own/consents/publish-name-1`, {
      cookie: second.player.cookie,
    })
    expect(off.status).toBe(200)
    expect((await winners(quizId))?.map(({ masked }) => masked)).toEqual([null, null])
    const asked: { citizenId: string; rooms: Record<string, unknown> } = { citizenId: second.player.id, rooms: {} }
    await second.player.ask(ctx => exportOf(ctx, asked))
    expect(asked.rooms.participation).toMatchObject({ prizes: [{ name: '王小明', state: 'claimed', drawNumber: 1 }] })
  })
})

describe('a prize that is not given', () => {
  it('goes to the next reserve in the order drawn, who has the whole time to claim; a refusal says why', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 5)
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    const refusing = (as: string) =>
      server.as(as).post(at(`/prizes/${first.id}/refuse`), { version: 1, reason: '不是本市居民' })
    expect((await refusing('staff')).status).toBe(403)
    expect(prizeRow.parse((await refusing('head')).body)).toMatchObject({
      ...{ state: 'refused', out: 'refused', reason: '不是本市居民' },
    })
    expect(codeOf(await refusing('head'))).toBe('participation.changed-conflict')
    expect(await told(draw)).toEqual([
      ['refused', false, 'refused'],
      ['won', false, null],
      ['won', true, null],
    ])
    pass(5)
    expect((await claim(second.player, second.id)).status).toBe(200)
    pass(6)
    const late = await holder(draw, 3, players)
    expect(codeOf(await claim(late.player, late.id))).toBe('participation.prize-too-late')
    await round('lapse')
    await round('lapse')
    expect((await told(draw)).slice(2)).toEqual([
      ['lapsed', true, 'not-claimed'],
      ['won', true, null],
    ])
    const [, , before, last] = await order(draw)
    expect(Number(last?.claimBy) - Number(before?.claimBy)).toBe(11 * 86_400_000)
    pass(11)
    await round('lapse')
    pass(11)
    await round('lapse')
    // Five were in the pool, and nobody comes after the fifth.
    expect((await told(draw)).map(([state]) => state)).toEqual(['refused', 'claimed', 'lapsed', 'lapsed', 'lapsed'])
    expect((await winners(quizId))?.map(({ isOut, movedUp }) => [isOut, movedUp])).toEqual([
      [true, false],
      [false, false],
      [true, true],
      [true, true],
      [true, true],
    ])
  })

  it('passes over who won the other draw, where everybody has one prize, and says so', async () => {
    const { quizId, players, opens } = await aPlayedQuiz(city, 4)
    const draw = await aDraw(city, quizId, 1)
    city.clock.set(new Date(opens + 2 * 86_400_000 + 120_000).toISOString())
    const second = await aDraw(city, quizId, 2)
    // Two won the first draw, so the other two won the second.
    expect((await order(second)).map(({ state }) => state)).toEqual(['won', 'won'])
    const { id } = await holder(draw, 1, players)
    await city.do('head', ctx => refusePrize(ctx, id, { version: 1, reason: '放弃' }))
    expect(await told(draw)).toEqual([
      ['refused', false, 'refused'],
      ['won', false, null],
      ['passed-over', true, 'won-another'],
      ['passed-over', true, 'won-another'],
    ])
  })

  it('moves one reserve up, whoever lapses and refuses at the same instant', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 6)
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    pass(12)
    const acts = [
      ...Array.from({ length: 4 }, () => city.do('staff', lapseOne)),
      city.do('head', ctx => refusePrize(ctx, first.id, { version: 1, reason: '放弃' })),
      city.do('head', ctx => refusePrize(ctx, second.id, { version: 1, reason: '放弃' })),
      second.player.act(ctx => erase(ctx, second.player.id)),
      first.player.act(ctx => claimPrize(ctx, first.id, { name: '甲', publish: true, language: 'zh' })),
    ]
    const ended = await Promise.allSettled(acts)
    for (const each of ended)
      if (each.status === 'rejected') expect(String(each.reason.code)).toMatch(/^participation\./)
    const all = await order(draw)
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(all.slice(0, 2).every(({ out }) => out !== null)).toBe(true)
    expect(all.slice(2).map(({ state }) => state)).toEqual(['won', 'won'])
    expect(new Set(all.slice(2).map(({ movedUpFor }) => movedUpFor))).toEqual(new Set([first.id, second.id]))
  })
})

describe('the own prizes of a citizen', () => {
  const allOf = async (player: Player) => ownPrizes.parse((await asCitizen(player).get('/own/prizes')).body).prizes

  it('are those of all quizzes with what became of each, and nobody else’s', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 3)
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    const reserve = players.find(({ id }) => id !== first.player.id && id !== second.player.id) ?? expect.fail()
    expect(await allOf(reserve)).toEqual([])
    expect(await allOf(first.player)).toMatchObject([
      { id: first.id, quizId, drawId: draw, drawNumber: 1, quizTitleZh: '医保知识竞答', quizTitleEn: null },
    ])
    expect(await allOf(first.player)).toMatchObject([
      {
        organiser: '市医保局',
        prize: '话费50元',
        state: 'won',
        out: null,
        reason: null,
        publish: false,
        movedUp: false,
      },
    ])

    await claim(second.player, second.id, { publish: true })
    expect(await allOf(second.player)).toMatchObject([{ state: 'claimed', publish: true }])
    await server.as().delete(`/api/${NANTONG}/citizens/own/consents/publish-name-1`, { cookie: second.player.cookie })
    expect(await allOf(second.player)).toMatchObject([{ state: 'claimed', publish: false }])

    await city.do('head', ctx => refusePrize(ctx, first.id, { version: 1, reason: '不是本市居民' }))
    expect(await allOf(first.player)).toMatchObject([{ state: 'refused', out: 'refused', reason: '不是本市居民' }])
    expect(await allOf(reserve)).toMatchObject([{ state: 'won', movedUp: true, out: null }])
    pass(12)
    await round('lapse')
    expect(await allOf(reserve)).toMatchObject([{ state: 'lapsed', out: 'not-claimed', reason: null }])
  })

  it('are none of a quiz that was taken back, in which nothing counts', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 2)
    const { player } = await holder(await aDraw(city, quizId, 1), 1, players)
    expect(await allOf(player)).toHaveLength(1)
    const { version } = await city.do('head', ctx => quizDetail(ctx, quizId))
    await city.do('head', ctx => withdrawQuiz(ctx, quizId, { version, reason: '办错了' }))
    expect(await allOf(player)).toEqual([])
  })
})

describe('what is kept of winners', () => {
  it('goes with the citizen at once: the prize lapses, and who was a reserve is passed over', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 5)
    const drawn = await aDraw(city, quizId, 1, 'drawn')
    const result = await one(
      city.database.db,
      sql<{
        id: string
      }>`select p.citizen_id id from quiz_draw d join quiz_draw_place p on p.region_id = d.region_id and p.draw_id = d.id
        where d.region_id = ${NANTONG} and d.id = ${drawn} and p.alias = d.result -> 'reserves' ->> 0`,
    )
    const reserve = players.find(({ id }) => id === result?.id)
    if (!reserve) throw new Error('there is no reserve')
    await reserve.act(ctx => erase(ctx, reserve.id))
    const { version } = await city.do('head', ctx => drawDetail(ctx, drawn))
    await city.do('head', ctx => publishDraw(ctx, drawn, { version, reason: '' }))
    const { id, player } = await holder(drawn, 1, players)
    await claim(player, id, { publish: true })
    await player.act(ctx => erase(ctx, player.id))
    expect(await told(drawn)).toEqual([
      ['lapsed', false, 'erased'],
      ['won', false, null],
      ['passed-over', true, 'erased'],
      ['won', true, null],
    ])
    expect((await winners(quizId))?.[0]).toMatchObject({ masked: null, isOut: true })
    const page = prizePage.parse((await server.as('staff').get(at(`/draws/${drawn}/prizes`))).body)
    expect(page.rows[0]).toMatchObject({ name: null, lastFour: null, erasedAt: expect.any(String) })
  })

  it('is erased when the time for disputes is over, with an entry in the log; the public names stay', async () => {
    const { quizId, players } = await aPlayedQuiz(city, 3, { reserves: 0 })
    const draw = await aDraw(city, quizId, 1)
    const [first, second] = [await holder(draw, 1, players), await holder(draw, 2, players)]
    await claim(first.player, first.id, { publish: true })
    await claim(second.player, second.id)
    pass(14)
    await round('forget')
    expect((await winners(quizId))?.[0]?.masked).not.toBeNull()
    pass(3)
    await round('forget')
    await round('forget')
    const left = await one(
      city.database.db,
      sql<{ places: number; people: number; names: number }>`select
        (select count(*)::integer from quiz_draw_place where region_id = ${NANTONG} and draw_id = ${draw}) places,
        (select count(citizen_id)::integer from quiz_draw_place where region_id = ${NANTONG} and draw_id = ${draw}) people,
        (select count(*)::integer from quiz_prize_holder h join quiz_prize p on p.region_id = h.region_id and p.id = h.prize_id
          where h.region_id = ${NANTONG} and p.draw_id = ${draw} and (h.citizen_id is not null or h.name_sealed is not null)) names`,
    )
    expect(left).toEqual({ places: 3, people: 0, names: 0 })
    expect((await city.events(draw)).filter(event => event === 'participation.draw-forgotten')).toHaveLength(1)
    // What was claimed and never fetched ends with it.
    expect(await told(draw)).toEqual([
      ['lapsed', false, 'not-fetched'],
      ['lapsed', false, 'not-fetched'],
    ])
    expect((await winners(quizId))?.map(({ masked }) => masked)).toEqual([null, null])
  })
})
