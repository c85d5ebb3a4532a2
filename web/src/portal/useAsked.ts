import { useCallback, useEffect, useState } from 'preact/hooks'
import { type Problem, problemOf, send } from './api.ts'
import { useOnline } from './parts/useOnline.ts'
import { clock, counted } from './serverClock.ts'

export type Asked<Answer> = { answer: Answer | undefined; problem: Problem | undefined; again(): void }

/** Asks with a GET and keeps the last answer on the screen while it asks again. What says `now` sets the server's clock. `null` asks nothing. */
export function useAsked<Answer>(region: number, path: string | null): Asked<Answer> {
  const [state, setState] = useState<{
    path: string | null
    answer?: Answer | undefined
    problem?: Problem | undefined
  }>({
    path,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === null) return
    let isWanted = true
    ask<Answer>(region, path).then(
      answer => isWanted && setState({ path, answer }),
      error =>
        isWanted &&
        setState(before => ({
          path,
          answer: before.path === path ? before.answer : undefined,
          problem: problemOf(error),
        })),
    )
    return () => {
      isWanted = false
    }
  }, [region, path, round])
  const again = useCallback(() => setRound(before => before + 1), [])
  useOnline(() => state.path === path && state.problem?.kind === 'offline' && again())
  return state.path === path
    ? { answer: state.answer, problem: state.problem, again }
    : { answer: undefined, problem: undefined, again }
}

/** Two answers that are shown together, or why one of them is missing. */
export const both = <One, Other>(one: Asked<One>, other: Asked<Other>): Asked<readonly [One, Other]> => ({
  answer: one.answer !== undefined && other.answer !== undefined ? [one.answer, other.answer] : undefined,
  problem: one.problem ?? other.problem,
  again() {
    one.again()
    other.again()
  },
})

/** Asks once, and sets the server's clock by the answer. */
export async function ask<Answer>(region: number, path: string): Promise<Answer> {
  return heard(await timed(() => send<Answer>(region, 'GET', path)))
}

/** Sends, and sets the server's clock by the answer. */
export async function tell<Answer>(
  region: number,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  key?: string,
): Promise<Answer> {
  return heard(await timed(() => send<Answer>(region, method, path, body, key)))
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; asked: number }> {
  const asked = counted()
  return { answer: await work(), asked }
}

function heard<Answer>({ answer, asked }: { answer: Answer; asked: number }): Answer {
  if (typeof answer === 'object' && answer !== null && 'now' in answer && typeof answer.now === 'string')
    clock.heard(answer.now, asked)
  return answer
}
