import { asCitizen } from '#kernel/citizens/sessions.ts'
import { command, query } from '#kernel/run.ts'
import { giveAnswer, submitAttempt } from '#server/participation/commands/answers.ts'
import { startAttempt } from '#server/participation/commands/startAttempt.ts'
import { ownStanding } from '#server/participation/queries/open.ts'
import { rightOption } from '#server/participation/testing/aQuiz.ts'
import { recount } from '#server/testing/recountQuiz.ts'
import { line } from './parts/line.ts'
import { atLeast, atMost, ms, percentile } from './parts/measure.ts'
import { type Citizen, NANTONG, PUTUO, type QuizCities, quizCities } from './parts/quizCity.ts'
import { hotMinute } from './parts/quizHot.ts'
import { kinds, noTimes, playOver, type Times } from './parts/quizPlay.ts'
import { joinings, killing } from './parts/quizStorms.ts'
import { concurrently, recordTransactions, replay } from './parts/replay.ts'

/**
 * A quiz as a city plays it, on PostgreSQL that waits for its disk: citizens on connections of their own begin an attempt, give five
 * answers, hand in and look where they stand, over HTTP, through the real server in a process of its own. The statements of such attempts
 * are recorded and sent again bare, with the same number of connections as the server has, to a twin of the database; the attempts a second
 * as a share of that have the limit. Rounds of both take turns. Then: one region at seven times the load of another; people who join with a
 * code first; and servers killed in the middle. After each the ranking is computed anew from the answers and must be the same.
 *
 * `node bench/quiz.ts [full]`
 */
const LIMIT = 0.35
const isFull = process.argv.includes('full')
const size = isFull
  ? { citizens: 20_000, rounds: 6, perRound: 1500, hotSeconds: 60, kills: 10, joins: 2000 }
  : { citizens: 1200, rounds: 4, perRound: 250, hotSeconds: 8, kills: 2, joins: 150 }
/** As many as the server's pool of connections. */
const CONNECTIONS = 10
/** People who play at the same moment: more than the server has connections, as in life. */
const PLAYERS = 32

const cities = await quizCities({ [NANTONG]: size.citizens, [PUTUO]: Math.ceil(size.citizens / 4) })
try {
  const rate = await share(cities)
  await hotMinute(cities, { rate, seconds: size.hotSeconds })
  await joinings(cities, size.joins)
  await killing(cities, size.kills)
} finally {
  await cities.close()
}

/** Attempts a second over HTTP as a share of their statements bare; gives the attempts a second. */
async function share({ fresh, serve, kernelOf, citizens, quizzes }: QuizCities): Promise<number> {
  const quiz = quizzes[NANTONG] ?? ''
  const own = citizens.filter(({ region }) => region === NANTONG)
  const url = await fresh()
  const served = await serve(url)
  const bareUrl = await fresh()
  const { database: bare } = await kernelOf(bareUrl)
  const recorded = await recordedAttempts(own, quiz, (size.rounds + 1) * size.perRound)
  const lines = await Promise.all(Array.from({ length: PLAYERS }, () => line(served.url)))
  const times = noTimes()
  const rates: { http: number[]; bare: number[] } = { http: [], bare: [] }
  let statements = 0
  try {
    for (let round = 0; round <= size.rounds; round++) {
      const free = [...lines]
      const players = Array.from({ length: size.perRound }, (_, n) => async () => {
        const held = free.pop()
        const citizen = own[(round * size.perRound + n) % own.length]
        if (!held || !citizen) throw new Error('there are more players than lines')
        await playOver(held, citizen, quiz, round === 0 ? noTimes() : times)
        free.push(held)
      })
      const http = await concurrently(PLAYERS, players)
      const sent = recorded.slice(round * size.perRound, (round + 1) * size.perRound)
      const plain = await concurrently(
        CONNECTIONS,
        sent.map(each => async () => {
          for (const transaction of each) await replay(bare.pool, transaction)
        }),
      )
      // The first round warms both.
      if (round === 0) continue
      statements = sent.flat(2).length / sent.length
      rates.http.push(size.perRound / (http.all / 1000))
      rates.bare.push(size.perRound / (plain.all / 1000))
    }
  } finally {
    for (const each of lines) each.close()
    await served.end('SIGTERM')
    await bare.close()
  }
  const [ours, plain] = [percentile(rates.http, 50), percentile(rates.bare, 50)]
  atLeast(
    LIMIT,
    ours / plain,
    `attempts over HTTP (begin, five answers, hand in, rank), ${PLAYERS} people at once, share of their ${statements.toFixed(0)} statements bare`,
    `${ours.toFixed(0)} attempts and ${(ours * 8).toFixed(0)} requests a second; bare ${plain.toFixed(0)} attempts a second`,
  )
  tellTimes(times)
  await exactly(url, kernelOf, quiz, `${size.rounds + 1} rounds of ${size.perRound} attempts`)
  return ours
}

/** Whole attempts made in this process, one after the other, as the transactions that they sent. */
async function recordedAttempts(own: readonly Citizen[], quiz: string, count: number) {
  const { database, kernel } = await cities.kernelOf(await cities.fresh())
  const recorded = recordTransactions(database.pool)
  const all: Array<ReturnType<typeof recorded.take>> = []
  try {
    for (let n = 0; n < count; n++) {
      const citizen = own[n % own.length]
      if (!citizen) throw new Error('nobody plays')
      const actor = { ...asCitizen(NANTONG, citizen.id), address: '127.0.0.1' }
      const device = `device-${citizen.id.replaceAll('-', '')}`
      const attempt = await command(kernel, actor, NANTONG, ctx => startAttempt(ctx, quiz, { device }))
      for (const { position, options } of attempt.questions)
        await command(kernel, actor, NANTONG, ctx => giveAnswer(ctx, attempt.id, position, rightOption(options)))
      await command(kernel, actor, NANTONG, ctx => submitAttempt(ctx, attempt.id))
      await query(kernel, actor, NANTONG, null, ctx => ownStanding(ctx, quiz))
      all.push(recorded.take())
    }
  } finally {
    await database.close()
  }
  return all
}

function tellTimes(times: Times): void {
  for (const kind of kinds)
    console.log(`  ${kind}: p50 ${ms(percentile(times[kind], 50))}, p99 ${ms(percentile(times[kind], 99))}`)
}

/** Whether everything in a quiz agrees with its answers. */
async function exactly(url: string, kernelOf: QuizCities['kernelOf'], quiz: string, after: string): Promise<void> {
  const { database } = await kernelOf(url)
  const wrong = await recount(database.db, NANTONG, quiz)
  await database.close()
  atMost(
    0,
    wrong.length,
    `what differs in ranking, buckets and log from the answers, after ${after}`,
    wrong[0] ?? 'all agree',
  )
}
