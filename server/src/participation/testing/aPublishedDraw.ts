import type { City } from '#server/testing/city.ts'
import { digestSome } from '../commands/digest.ts'
import { announceDraw, publishDraw, runDraw } from '../commands/drawActs.ts'
import { enterSource } from '../commands/drawSources.ts'
import { freezeDraw } from '../commands/freezeDraw.ts'
import { drawDetail } from '../queries/draws.ts'
import { aPlayer, aQuiz, type Player } from './aQuiz.ts'

const DAY_MS = 86_400_000

/** A quiz of two days, with a draw each, in which some people finish on the first; the clock stands after its first cut-off. */
export async function aPlayedQuiz(city: City, people: number, draws: object = {}) {
  const opens = city.clock.now().getTime()
  const quizId = await aQuiz(city, {
    opensAt: new Date(opens).toISOString(),
    closesAt: new Date(opens + 2 * DAY_MS).toISOString(),
    rules: { seconds: 60 },
    draws: {
      ...{ everyDays: 1, winners: 2, ofTop: people, reserves: people - 2, earlierWinnersOut: true },
      ...{ claimDays: 10, disputeDays: 5, prize: '话费50元', ...draws },
    },
  })
  const players: Player[] = []
  for (let n = 0; n < people; n++) {
    const player = await aPlayer(city, { device: `telephone-of-number-${n}` })
    await player.play(quizId, { right: 5, tenths: 300 + n })
    players.push(player)
  }
  while (await city.do('head', digestSome));
  city.clock.set(new Date(opens + DAY_MS + 120_000).toISOString())
  return { quizId, players, opens }
}

/** A source that is typed, public in a minute, with one that may stand in for it an hour later. */
export function aSourceFrom(now: Date, issue = '1') {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString()
  const named = { kind: 'text' as const, nameZh: '收盘指数', nameEn: 'Close', issue }
  return { ...named, at: at(1), fallback: { after: at(60), source: { ...named, at: at(61) } } }
}

/** The whole ceremony of one of its draws, with two people and one source that is typed. Gives the draw's id; `until` ends it earlier. */
export async function aDraw(
  city: City,
  quizId: string,
  number: number,
  until: 'frozen' | 'drawn' | 'published' = 'published',
): Promise<string> {
  const { id } = await city.do('staff', ctx =>
    freezeDraw(ctx, quizId, { number, sources: [aSourceFrom(ctx.now, `${number}`)] }),
  )
  if (until !== 'frozen') await finishDraw(city, id, until)
  return id
}

/** What is left of the ceremony of a frozen draw. */
export async function finishDraw(city: City, id: string, until: 'drawn' | 'published' = 'published'): Promise<void> {
  const act = async (by: string, verb: typeof announceDraw) => {
    const { version } = await city.do('head', ctx => drawDetail(ctx, id))
    await city.do(by, ctx => verb(ctx, id, { version, reason: '' }))
  }
  await act('head', announceDraw)
  city.clock.pass(120_000)
  const { version } = await city.do('head', ctx => drawDetail(ctx, id))
  for (const by of ['staff', 'staff2'])
    await city.do(by, ctx =>
      enterSource(ctx, id, 1, { version, fallback: false, given: { kind: 'text', text: '3117.74' } }),
    )
  await act('staff', runDraw)
  if (until === 'published') await act('head', publishDraw)
}

/** A quiz of four people in which two won the first draw, and the pool of the second is frozen: the other two are left to be drawn. */
export async function aFrozenSecond(city: City) {
  const { quizId, players, opens } = await aPlayedQuiz(city, 4)
  const first = await aDraw(city, quizId, 1)
  city.clock.set(new Date(opens + 2 * DAY_MS + 120_000).toISOString())
  return { quizId, players, first, second: await aDraw(city, quizId, 2, 'frozen') }
}
