import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDraws, ownPrizes } from '#contract/participation/draws.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { publishDraw } from './commands/drawActs.ts'
import { refusePrize } from './commands/prizeActs.ts'
import { drawDetail } from './queries/draws.ts'
import { holdersOf, prizesOf } from './store/prizes.ts'
import { aDraw, aFrozenSecond, aPlayedQuiz, finishDraw } from './testing/aPublishedDraw.ts'

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

const order = (draw: string) => city.do('staff', ctx => prizesOf(ctx, draw))
const told = async (draw: string) => (await order(draw)).map(({ state, out }) => [state, out])
/** The public names that have a prize, of all draws. */
const given = async (...draws: string[]) =>
  (await Promise.all(draws.map(order))).flat().flatMap(({ alias, out }) => (out === null ? [alias] : []))
const publishing = async (draw: string) => {
  const { version } = await city.do('head', ctx => drawDetail(ctx, draw))
  return () => city.do('head', ctx => publishDraw(ctx, draw, { version, reason: '' }))
}

describe('where everybody has one prize', () => {
  it('whoever moves up after a later pool was frozen is passed over when it draws them, reads why, and a reserve moves up', async () => {
    const { first, second, quizId, players } = await aFrozenSecond(city)
    const before = await city.do('head', ctx => drawDetail(ctx, second))
    const [won] = await order(first)
    await city.do('head', ctx => refusePrize(ctx, won?.id ?? '', { version: 1, reason: '放弃' }))
    const up = (await order(first))[2] ?? expect.fail()
    await finishDraw(city, second)
    // Both who were left were drawn; one of them has a prize already.
    const all = await order(second)
    expect(all.map(({ alias, state, out }) => [alias === up.alias, state, out])).toEqual(
      all.map(({ alias }) => (alias === up.alias ? [true, 'passed-over', 'won-another'] : [false, 'won', null])),
    )
    expect(all.map(({ alias }) => alias)).toContain(up.alias)
    // What was announced and drawn is as it was announced: only the prize goes on.
    const after = await city.do('head', ctx => drawDetail(ctx, second))
    expect([after.pool, after.excluded]).toEqual([before.pool, before.excluded])
    expect(after.announcement?.exclusion?.ruleZh).toContain('封存后才递补得奖的，抽中了也跳过')
    const [open] = openDraws
      .parse((await server.as().get(`/api/${NANTONG}/participation/open/${quizId}/draws`)).body)
      .draws.filter(({ id }) => id === second)
    expect(open?.winners.find(({ alias }) => alias === up.alias)).toMatchObject({ isOut: true, masked: null })

    const [holder] = (await city.do('staff', ctx => holdersOf(ctx, [up.id]))).values()
    const player = players.find(({ id }) => id === holder?.citizenId) ?? expect.fail()
    const own = ownPrizes.parse(
      (await server.as().get(`/api/${NANTONG}/participation/own/prizes`, { cookie: player.cookie })).body,
    ).prizes
    expect(own.map(({ drawNumber, state, out }) => [drawNumber, state, out])).toEqual([
      [2, 'passed-over', 'won-another'],
      [1, 'won', null],
    ])
  })

  it('nobody has two, whichever of moving up and publishing comes first at the same instant', async () => {
    for (const turn of [0, 1]) {
      const { first, second } = await aFrozenSecond(city)
      await finishDraw(city, second, 'drawn')
      const [one, other] = await order(first)
      const publish = await publishing(second)
      const refuse = (id = '') => city.do('head', ctx => refusePrize(ctx, id, { version: 1, reason: '放弃' }))
      const acts = [publish, () => refuse(one?.id), () => refuse(other?.id)]
      await Promise.all((turn === 0 ? acts : acts.toReversed()).map(act => act()))
      const names = await given(first, second)
      expect(new Set(names).size).toBe(names.length)
      // Of the four two refused; the other two have one each, in whichever draw.
      expect(names).toHaveLength(2)
    }
  })

  it('a rule that does not say so gives a second prize', async () => {
    const { quizId, opens } = await aPlayedQuiz(city, 2, { earlierWinnersOut: false, reserves: 0 })
    const first = await aDraw(city, quizId, 1)
    city.clock.set(new Date(opens + 2 * 86_400_000 + 120_000).toISOString())
    const second = await aDraw(city, quizId, 2)
    expect([await told(first), await told(second)]).toEqual([
      [
        ['won', null],
        ['won', null],
      ],
      [
        ['won', null],
        ['won', null],
      ],
    ])
  })
})
