import { actorNamed } from '#kernel/accounts/members.ts'
import { heldClock } from '#kernel/clock.ts'
import type { Ctx } from '#kernel/context.ts'
import { command } from '#kernel/run.ts'
import { keepSetting } from '#kernel/settings.ts'
import { openInstallation } from '#server/app/installation.ts'
import { digestSome } from '#server/participation/commands/digest.ts'
import { aPlayer, aQuiz, type Player } from '#server/participation/testing/aQuiz.ts'
import { NANTONG } from '#server/testing/city.ts'
import { aPlace } from '#server/testing/place.ts'
import type { Place } from './product.ts'

/** When the quiz is played, by the clock of the place: days before round 657413 of quicknet, whose signature is in print. */
const MORNING = '2023-09-01T00:40:00.000Z'

const usernames = ['staff', 'staff2', 'head'] as const
type Username = (typeof usernames)[number]

export type PlayedQuiz = {
  place: Place
  quizId: string
  /** Those who took part, the best first; each with the cookie of their session of the portal. */
  players: readonly Player[]
  /** The session cookie of one of the office. */
  cookie(username: Username): string
  /** Sets the place's clock, so that a product started on it begins at the instant. */
  begin(at: string): Promise<void>
}

/**
 * A place with the test city and a quiz that people played in its first week: nine with telephones of their own, three who shared one, and
 * one who was faster than anybody reads. A draw of two winners among the first eight follows each week.
 */
export async function aPlayedQuiz(): Promise<PlayedQuiz> {
  const { data, databaseUrl, cookies, remove } = await aPlace(usernames, { morning: MORNING })
  const opened = async <Result>(work: (at: Awaited<ReturnType<typeof openInstallation>>) => Promise<Result>) => {
    const installation = await openInstallation({ data, databaseUrl })
    try {
      return await work(installation)
    } finally {
      await installation.close()
    }
  }
  const { quizId, players } = await opened(async installation => {
    const clock = heldClock(MORNING)
    const kernel = { ...installation.kernel, clock }
    const act = async <Result>(username: string, work: (ctx: Ctx) => Promise<Result>) =>
      command(kernel, await actorNamed(kernel.database.db, NANTONG, username), NANTONG, work)
    return played({ kernel, clock, do: act })
  })
  return {
    place: {
      data,
      environment: { ...process.env, DATABASE_URL: databaseUrl ?? '', LANG: 'zh_CN.UTF-8', LC_ALL: '' },
      remove,
    },
    quizId,
    players,
    cookie: username => cookies.get(username) ?? '',
    begin: at =>
      opened(({ kernel }) =>
        keepSetting(kernel.database.db, 'demonstration-clock', { shift: Date.parse(at) - Date.now() }),
      ),
  }
}

type Played = Parameters<typeof aPlayer>[0] & Parameters<typeof aQuiz>[0] & { clock: ReturnType<typeof heldClock> }

async function played(city: Played): Promise<{ quizId: string; players: Player[] }> {
  const quizId = await aQuiz(city, {
    titleEn: 'Quiz on medical insurance',
    opensAt: '2023-08-31T16:00:00.000Z',
    closesAt: '2023-09-14T16:00:00.000Z',
    draws: {
      ...{ everyDays: 7, winners: 2, ofTop: 8, reserves: 2, earlierWinnersOut: true },
      ...{ claimDays: 30, disputeDays: 30, prize: '20元话费' },
    },
  })
  const players: Player[] = []
  const join = async (device: string, right: number, tenths: number) => {
    const player = await aPlayer(city, { device })
    await player.play(quizId, { right, tenths })
    players.push(player)
  }
  for (const [n, right] of [5, 5, 5, 4, 4, 3, 3, 2, 0].entries()) await join(`telephone-of-number-${n}`, right, 300 + n)
  for (const right of [4, 3, 3]) await join('telephone-of-a-family', right, 400)
  await join('telephone-of-a-machine', 5, 40)
  while (await city.do('head', digestSome));
  return { quizId, players }
}
