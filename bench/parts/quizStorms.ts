import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { rows, sql } from '#kernel/database/sql.ts'
import { recount } from '#server/testing/recountQuiz.ts'
import { type Line, line } from './line.ts'
import { atMost, ms, percentile } from './measure.ts'
import { type Citizen, NANTONG, type QuizCities } from './quizCity.ts'
import { noTimes, type Played, playOver } from './quizPlay.ts'
import { concurrently } from './replay.ts'

const AT_ONCE = 16
const shown = z.object({ shown: z.string() })

/** People who join: a code is asked for and shown (the region is a demonstration), they sign in with it, and play one attempt. */
export async function joinings({ fresh, serve, quizzes }: QuizCities, count: number): Promise<void> {
  const served = await serve(await fresh())
  const entering: number[] = []
  try {
    const free = await Promise.all(Array.from({ length: AT_ONCE }, () => line(served.url)))
    const people = await concurrently(
      AT_ONCE,
      Array.from({ length: count }, (_, n) => async () => {
        const held = free.pop()
        if (!held) throw new Error('there are more people than lines')
        const phone = `15${String(n * 7919).padStart(9, '0')}`
        const from = performance.now()
        const asked = await held.ask('POST', `/api/${NANTONG}/citizens/code`, '', { phone })
        const { shown: code } = shown.parse(JSON.parse(asked.text))
        const consent = { kind: 'take-part-2', language: 'zh' }
        const { cookie } = await held.ask('POST', `/api/${NANTONG}/citizens/session`, '', { phone, code, consent })
        if (cookie === undefined) throw new Error('nobody was let in')
        entering.push(performance.now() - from)
        await playOver(
          held,
          { id: `${n}`.padStart(36, '0'), region: NANTONG, cookie },
          quizzes[NANTONG] ?? '',
          noTimes(),
        )
        free.push(held)
      }),
    )
    for (const each of free) each.close()
    console.log(
      `people who join with a code and play an attempt: ${(count / (people.all / 1000)).toFixed(0)} a second; code and sign-in together p50 ${ms(percentile(entering, 50))}, p99 ${ms(percentile(entering, 99))}`,
    )
  } finally {
    await served.end('SIGTERM')
  }
}

/**
 * Servers killed in the middle (SIGKILL), the program and the database in turn, while people play: what was acknowledged must be there, and
 * every attempt counts once. Whoever is cut off asks again, as the portal does: for the attempt that runs, then with the same answers.
 */
export async function killing(
  { fresh, serve, kernelOf, server, citizens, quizzes }: QuizCities,
  kills: number,
): Promise<void> {
  const quiz = quizzes[NANTONG] ?? ''
  const url = await fresh()
  let served = await serve(url)
  let isOver = false
  const kept: Played[] = []
  let broken = 0

  async function play(citizen: Citizen): Promise<void> {
    let held: Line | undefined
    for (let n = 0; n < 60 && !isOver; n++) {
      try {
        held ??= await line(served.url)
        await playOver(held, citizen, quiz, noTimes(), kept)
      } catch {
        broken++
        held?.close()
        held = undefined
        await pause(30)
      }
    }
    held?.close()
  }
  const playing = citizens
    .filter(({ region }) => region === NANTONG)
    .slice(0, AT_ONCE)
    .map(play)
  for (let kill = 0; kill < kills * 2; kill++) {
    await pause(900 + ((kill * 370) % 700))
    if (kill % 2 === 0) {
      await served.end('SIGKILL')
      served = await serve(url)
    } else {
      await server.kill()
      await server.startAgain()
    }
  }
  await pause(500)
  isOver = true
  await Promise.all(playing)
  await served.end('SIGTERM')

  const { database } = await kernelOf(url)
  const answers = new Map(
    (
      await rows(
        database.db,
        sql<{
          key: string
          choice: number
        }>`select attempt_id || ' ' || position as key, choice from quiz_answer where region_id = ${NANTONG}`,
      )
    ).map(({ key, choice }) => [key, choice]),
  )
  const scores = new Map(
    (
      await rows(
        database.db,
        sql<{
          id: string
          score: number | null
        }>`select id, score from quiz_attempt where region_id = ${NANTONG} and quiz_id = ${quiz}`,
      )
    ).map(({ id, score }) => [id, score]),
  )
  const told = kept.flatMap(({ attempt, choices }) =>
    [...choices].map(([position, choice]) => ({ key: `${attempt} ${position}`, choice })),
  )
  const lost = told.filter(({ key, choice }) => answers.get(key) !== choice)
  const unscored = kept.filter(({ attempt, score }) => score !== null && scores.get(attempt) !== score)
  const wrong = await recount(database.db, NANTONG, quiz)
  await database.close()
  atMost(
    0,
    lost.length + unscored.length + wrong.length,
    `acknowledged answers or results lost, or attempts counted twice, in ${kills} kills of the program and ${kills} of the database`,
    `${told.length} answers and ${kept.filter(({ score }) => score !== null).length} results acknowledged, ${broken} requests cut off${wrong[0] ? `; ${wrong[0]}` : ''}`,
  )
}
