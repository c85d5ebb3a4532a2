import { setTimeout as pause } from 'node:timers/promises'
import { type Line, line } from './line.ts'
import { atMost, ms, percentile } from './measure.ts'
import { type Citizen, NANTONG, PUTUO, type QuizCities } from './quizCity.ts'
import { noTimes, playOver } from './quizPlay.ts'

const LIMIT = 2
const HOT = 7
/** What both regions together ask for, as a share of what the server can do: at its limit everybody waits, whatever a program does. */
const LOAD = 0.6

/**
 * One region at seven times the load of another: what a request of the other takes (p95), as a multiple of what it takes when the other is
 * alone. People come at a steady pace, whether or not those before them have been answered.
 */
export async function hotMinute(
  { fresh, serve, citizens, quizzes }: QuizCities,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<void> {
  const served = await serve(await fresh())
  const base = (rate * LOAD) / (HOT + 1)
  const of = (region: number) => citizens.filter(each => each.region === region)
  const crowd = (region: number, perSecond: number, offset: number) =>
    coming(served.url, of(region), quizzes[region] ?? '', perSecond, seconds, offset)
  try {
    await crowd(PUTUO, base, 0)
    const alone = await crowd(PUTUO, base, 1000)
    const [beside] = await Promise.all([crowd(PUTUO, base, 2000), crowd(NANTONG, base * HOT, 0)])
    const [before, during] = [percentile(alone, 95), percentile(beside, 95)]
    atMost(
      LIMIT,
      during / before,
      `a region beside one with ${HOT} times its load, p95 of its requests as a multiple of its p95 alone`,
      `${ms(during)} against ${ms(before)}; ${base.toFixed(1)} attempts a second beside ${(base * HOT).toFixed(1)}, ${seconds} s`,
    )
  } finally {
    await served.end('SIGTERM')
  }
}

/** People who come so many a second; gives the milliseconds of each of their requests. */
async function coming(
  url: string,
  people: readonly Citizen[],
  quiz: string,
  perSecond: number,
  seconds: number,
  offset: number,
): Promise<number[]> {
  const times = noTimes()
  const free: Line[] = []
  const playing: Array<Promise<void>> = []
  const begun = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    await pause(Math.max(0, begun + (n / perSecond) * 1000 - performance.now()))
    const citizen = people[(n + offset) % people.length]
    if (!citizen) break
    playing.push(
      (async () => {
        const held = free.pop() ?? (await line(url))
        await playOver(held, citizen, quiz, times)
        free.push(held)
      })(),
    )
  }
  await Promise.all(playing)
  for (const each of free) each.close()
  return Object.values(times).flat()
}
