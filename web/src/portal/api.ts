import type { RefusalBody } from '#contract/kernel.ts'

type Refusal = RefusalBody['refusal']

/** Why a request did not succeed: a rule said no, the program failed, or there was no answer at all. */
export type Problem = { kind: 'refused'; refusal: Refusal } | { kind: 'fault'; reference: string } | { kind: 'offline' }

export class ProblemError extends Error {
  readonly problem: Problem
  readonly status: number
  constructor(problem: Problem, status: number) {
    super(problem.kind)
    this.problem = problem
    this.status = status
  }
}

/** The problem of whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  throw error
}

export const isNotSignedIn = (error: unknown) =>
  error instanceof ProblemError &&
  error.problem.kind === 'refused' &&
  error.problem.refusal.code === 'citizens.not-signed-in'

/** A name for one act, so that sending it again does it once. */
export const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-')

const PATIENCE_MS = 15_000

/**
 * Sends a request to the API of a region and gives its answer. The answer's shape is the contract's: both sides are built and served
 * together, so the portal does not carry the library that would check it again. Rejects with `ProblemError`.
 */
export async function send<Answer>(
  region: number,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  key?: string,
): Promise<Answer> {
  let answer: Response
  try {
    answer = await fetch(`/api/${region}${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        ...(method === 'GET' ? {} : { 'x-jianghai': '1' }),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  } catch {
    throw new ProblemError({ kind: 'offline' }, 0)
  }
  if (answer.status === 204) return undefined as Answer
  const told: unknown = await answer.json().catch(() => null)
  // The contract says what each address answers; see above.
  if (answer.ok) return told as Answer
  throw new ProblemError(problemIn(told), answer.status)
}

function problemIn(told: unknown): Problem {
  if (typeof told === 'object' && told !== null) {
    const { refusal, fault } = told as { refusal?: Refusal; fault?: { reference: string } }
    if (refusal) return { kind: 'refused', refusal }
    if (fault) return { kind: 'fault', reference: fault.reference }
  }
  return { kind: 'offline' }
}
