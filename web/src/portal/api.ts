import type { RefusalBody } from '#contract/kernel.ts'

type Refusal = RefusalBody['refusal']

/** Why a request did not succeed: a rule said no, the program failed, or there was no answer at all. */
export type Problem = { kind: 'refused'; refusal: Refusal } | { kind: 'fault'; reference: string } | { kind: 'offline' }

export class ProblemError extends Error {
  readonly problem: Problem
  /** Of the answer; 0 where there was none. */
  readonly status: number
  /** Seconds to wait before asking again, as the server says; 0 where it does not. */
  readonly retryAfter: number
  constructor(problem: Problem, status: number, retryAfter = 0) {
    super(problem.kind)
    this.problem = problem
    this.status = status
    this.retryAfter = retryAfter
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

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Sends a request to the API of a region and gives its answer. The answer's shape is the contract's: both sides are built and served
 * together, so the portal does not carry the library that would check it again. Rejects with `ProblemError`.
 */
export async function send<Answer>(
  region: number,
  method: Method,
  path: string,
  body?: object,
  key?: string,
): Promise<Answer> {
  const { answer, text } = await fetched(requestOf(region, method, path, body, key))
  const told = parsed(text)
  if (!answer.ok) throw new ProblemError(problemIn(told), answer.status, secondsOf(answer.headers.get('retry-after')))
  // A network that answers in the server's place (the page of a hotel) is none.
  if (told === unread) throw new ProblemError({ kind: 'offline' }, 0)
  return told
}

/** Made apart from sending it: what the browser cannot do here is a mistake of ours, and not a lost connection. */
function requestOf(region: number, method: Method, path: string, body?: object, key?: string): Request {
  return new Request(`/api/${region}${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'x-jianghai': '1' }),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

/** The answer with its text, or no connection: nothing came within the time, or it broke off. */
async function fetched(request: Request): Promise<{ answer: Response; text: string }> {
  // Not AbortSignal.timeout: telephones of 2020 do not have it.
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const answer = await fetch(request, { signal: patience.signal })
    return { answer, text: await answer.text() }
  } catch {
    throw new ProblemError({ kind: 'offline' }, 0)
  } finally {
    clearTimeout(timer)
  }
}

const unread = Symbol('not JSON')

function parsed(text: string) {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return unread
  }
}

const secondsOf = (header: string | null) => (header && /^\d{1,4}$/.test(header) ? Number(header) : 0)

type Told = { refusal?: Refusal; fault?: { reference: string } }
const isTold = (told: unknown): told is Told => typeof told === 'object' && told !== null

function problemIn(told: unknown): Problem {
  if (isTold(told)) {
    if (told.refusal) return { kind: 'refused', refusal: told.refusal }
    if (told.fault) return { kind: 'fault', reference: told.fault.reference }
  }
  return { kind: 'offline' }
}
