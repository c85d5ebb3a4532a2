import { asCitizen } from '#kernel/citizens/sessions.ts'
import { command } from '#kernel/run.ts'
import { claimCodeOf } from '../participation/alias.ts'
import { digestSome } from '../participation/commands/digest.ts'
import { claimPrize } from '../participation/commands/prizeActs.ts'
import { keepPlaces, quizDraws } from '../participation/store/drawRecords.ts'
import { holdersOf, prizes, prizesOf } from '../participation/store/prizes.ts'
import { aPlayer, aQuiz } from '../participation/testing/aQuiz.ts'
import { type City, NANTONG } from './city.ts'

const another = {
  ...{ kind: 'text' as const, nameZh: '另一指数', nameEn: 'Another' },
  ...{ issue: '2025-06-04', at: '2025-06-04T07:00:00Z' },
}

/** A frozen draw of a quiz with one place, put in as it would stand without a ranking that took days. Gives its id. */
export async function aFrozenDraw(city: Pick<City, 'do'>, by: string, quizId: string): Promise<string> {
  return city.do(by, async ctx => {
    const { id } = await quizDraws.insert(ctx, {
      ...{ quizId, number: 1, cutoff: ctx.now, pool: 1, excluded: 0, winners: 1, reserves: 0 },
      exclusion: { zh: '不排除任何人', en: 'Nobody is left out' },
      sources: [
        { kind: 'label', value: '第一次' },
        {
          ...{ kind: 'text', nameZh: '收盘指数', nameEn: 'Close', issue: '2025-06-03', at: '2025-06-03T07:00:00Z' },
          fallback: { after: '2025-06-04T07:00:00Z', source: another },
        },
      ],
      frozenAt: ctx.now,
      frozenBy: ctx.actor.id,
      ...{ announcement: null, announcementHash: null, announcementEntry: null, announcedBy: null, used: null },
      ...{ result: null, drawnBy: null, publishedBy: null, publishedAt: null, calledOff: false },
    })
    const person = { place: 1, alias: '7K3M-9Q2F', citizenId: null, score: 100, tenths: 300, finishedAt: ctx.now }
    await keepPlaces(ctx, id, [{ ...person, excluded: false }])
    await ctx.record('participation.draw-frozen', { kind: 'quiz-draw', id }, { quiz: quizId, number: 1 })
    return id
  })
}

/** A prize of such a draw that nobody holds, as one stands after its citizen was erased. Gives its id. */
export async function aPrize(city: Pick<City, 'do'>, by: string, drawId: string, quizId: string): Promise<string> {
  return city.do(by, async ctx => {
    const { id } = await prizes.insert(ctx, {
      ...{ drawId, quizId, number: 1, alias: '7K3M-9Q2F', state: 'won', claimBy: new Date('2099-01-01T00:00:00Z') },
      ...{ movedUpFor: null, out: null },
    })
    await ctx.record('participation.prizes-opened', { kind: 'quiz-draw', id: drawId }, { prizes: 1 })
    return id
  })
}

/** Claims the first of two prizes of a published draw as its winner does. Gives both as they stand, and the code the winner is shown. */
export async function aClaimedPrize(city: City, drawId: string) {
  const [won, second] = await city.do('head', ctx => prizesOf(ctx, drawId))
  if (!won || !second) throw new Error('two people win')
  const holder = (await city.do('head', ctx => holdersOf(ctx, [won.id]))).get(won.id)
  const first = await command(city.kernel, asCitizen(NANTONG, holder?.citizenId ?? ''), NANTONG, ctx =>
    claimPrize(ctx, won.id, { name: '张三', publish: false, language: 'zh' }),
  )
  return { first, second, claimCode: claimCodeOf(city.kernel.seal, won.id) }
}

/** A quiz whose first cut-off has just passed, with two people in the ranking of it. It moves the clock on by some minutes. */
export async function aQuizToDraw(city: City): Promise<string> {
  const soon = city.clock.now().getTime() + 60_000
  const quizId = await aQuiz(city, {
    opensAt: new Date(soon - DAY_MS).toISOString(),
    closesAt: new Date(soon + 2 * DAY_MS).toISOString(),
    rules: { seconds: 50 },
    draws: { everyDays: 1, prize: '话费' },
  })
  for (const tenths of [200, 210]) await (await aPlayer(city)).play(quizId, { right: 5, tenths })
  while (await city.do('head', digestSome));
  city.clock.pass(120_000)
  return quizId
}
const DAY_MS = 86_400_000
