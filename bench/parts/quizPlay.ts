import { z } from 'zod'
import type { Line } from './line.ts'
import type { Citizen } from './quizCity.ts'

/** What a request of an attempt is counted under. */
export const kinds = ['start', 'answer', 'submit', 'rank'] as const
export type Times = Record<(typeof kinds)[number], number[]>
export const noTimes = (): Times => ({ start: [], answer: [], submit: [], rank: [] })

const begun = z.object({ id: z.string(), questions: z.array(z.object({ options: z.array(z.string()) })) })
const done = z.object({ result: z.object({ score: z.int(), place: z.int() }) })

/** What a citizen was told of an attempt: every choice that was acknowledged, and the score. */
export type Played = { attempt: string; choices: Map<number, number>; score: number | null }

/**
 * A whole attempt over HTTP: begin, five answers, hand in, look where one stands. A question is answered rightly three times of four; the time of each request goes into `times`, and what was acknowledged into `kept` as it comes.
 */
export async function playOver(
  line: Line,
  citizen: Citizen,
  quiz: string,
  times: Times,
  kept: Played[] = [],
): Promise<Played> {
  const base = `/api/${citizen.region}/participation`
  const ask = async (kind: keyof Times, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
    const from = performance.now()
    const { status, text } = await line.ask(method, `${base}${path}`, citizen.cookie, body)
    times[kind].push(performance.now() - from)
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`)
    return text
  }
  const device = { device: `device-${citizen.id.replaceAll('-', '')}` }
  const attempt = begun.parse(JSON.parse(await ask('start', 'POST', `/open/${quiz}/attempts`, device)))
  const played: Played = { attempt: attempt.id, choices: new Map(), score: null }
  kept.push(played)
  // By the attempt, so that whoever takes it up again after a break gives the same answers.
  const luck = Number.parseInt(attempt.id.slice(-4), 16)
  for (const [index, { options }] of attempt.questions.entries()) {
    const right = options.findIndex(option => option.startsWith('对'))
    const choice = (luck * 7 + index * 3) % 4 === 0 ? (right + 1) % options.length : right
    await ask('answer', 'PUT', `/attempts/${attempt.id}/answers/${index + 1}`, { choice })
    played.choices.set(index + 1, choice)
  }
  played.score = done.parse(JSON.parse(await ask('submit', 'POST', `/attempts/${attempt.id}/submit`, {}))).result.score
  await ask('rank', 'GET', `/open/${quiz}/own`)
  return played
}
