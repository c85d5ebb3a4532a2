import type { z } from 'zod'
import { FaultError, type Problem, problemOf, RefusalError } from './errors.ts'

export type QueryValue = string | number | boolean | null | undefined
export type Query = Readonly<Record<string, QueryValue | readonly string[]>>

export type GetOptions = { params?: Query | undefined; signal?: AbortSignal | undefined }
export type SendOptions = GetOptions & {
  method?: 'POST' | 'PUT' | 'DELETE'
  idempotencyKey?: string
  /** What is done before anything else is sent, and so waits for nothing. */
  isFirst?: boolean
}

/** Longer than any answer of the server should take; jobs answer at once and report progress. */
const PATIENCE = 60_000

let whenSignedOut: () => void = () => undefined

/** Sets what happens when the server no longer knows the session. The page stays where it is. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act
}

let first: () => Promise<void> = async () => undefined

/** Sets what must be done before anything is sent; while it throws, nothing is sent and its problem is the answer. */
export function onBeforeAnything(act: () => Promise<void>): void {
  first = act
}

/** A path with its query; parameters without a value are left out. */
export function withQuery(path: string, params: Query = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') query.append(name, String(each))
    }
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Reads an answer of the API at an absolute path. Throws `RefusalError` or `FaultError`. */
export async function getFrom<S extends z.ZodType>(
  path: string,
  schema: S,
  { params, signal }: GetOptions = {},
): Promise<z.output<S>> {
  await first()
  return parsed(await answer(withQuery(path, params), { method: 'GET' }, signal), schema)
}

/** Sends a change to the API at an absolute path, as JSON. Throws `RefusalError` or `FaultError`. */
export async function sendTo<S extends z.ZodType>(
  path: string,
  body: unknown,
  schema: S,
  { params, signal, method = 'POST', idempotencyKey, isFirst = false }: SendOptions = {},
): Promise<z.output<S>> {
  if (!isFirst) await first()
  const headers: Record<string, string> = { 'x-jianghai': '1' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  return parsed(await answer(withQuery(path, params), { method, headers, ...content }, signal), schema)
}

async function answer(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<unknown> {
  const limit = AbortSignal.timeout(PATIENCE)
  const response = await onTheWay(signal, () =>
    fetch(url, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    }),
  )
  const text = await onTheWay(signal, () => response.text())
  const body = jsonOf(text, response.ok)
  if (response.ok) return body
  const problem: Problem = problemOf(response.status, body)
  if (problem instanceof RefusalError && problem.code === 'session.not-signed-in') whenSignedOut()
  throw problem
}

async function onTheWay<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Who cancelled knows; everything else did not get through.
    if (signal?.aborted) throw error
    throw new FaultError('network', null, error)
  }
}

function jsonOf(text: string, ok: boolean): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    // A proxy's error page is no answer of ours; the status decides what is shown.
    if (!ok) return undefined
    throw new FaultError('answer', null, error)
  }
}

function parsed<S extends z.ZodType>(body: unknown, schema: S): z.output<S> {
  const read = schema.safeParse(body)
  if (!read.success) throw new FaultError('answer', null, read.error)
  return read.data
}

/** A key that makes a repeated submission have one effect. `randomUUID` exists only on secure origins; offices also run plain HTTP. */
export function newIdempotencyKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
