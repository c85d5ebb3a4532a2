import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { refuse } from '../refusal.ts'

/** What a model is asked: what it is to do, the text it is about, and the JSON Schema its answer must have. */
export type Question = {
  system: string
  /** Data. It goes as a message of its own and holds no word of ours. */
  text: string
  schema: { name: string; schema: object }
  /** Ends the waiting: its reason is thrown. */
  signal: AbortSignal
  /** Asked before each request leaves, also before a repeated one; what it throws ends the asking and nothing is sent. */
  permit(): Promise<void>
}

/** Questions an hour of one region, pages asked about at a time by one program, seconds for one answer. */
export type ModelLimits = { perHour: number; atOnce: number; seconds: number }

/** A language model that an installation may name (docs/guide/reading-model.md). */
export type Model = {
  name: string
  /** Where it is, as administrators are told: host and port, never the path or the key. */
  host: string
  limits: ModelLimits
  /**
   * Asks once and gives the text of the answer, which nobody has checked yet. Tries again on 429 and 5xx, three times in all, after the
   * seconds of `Retry-After` or after one and four. Refuses `model.unreachable`, `model.timed-out` {seconds}, `model.broke-off`,
   * `model.redirected`, `model.busy`, `model.status` {status}, `model.answer-too-large` {most}, `model.answer-cut` and
   * `model.answer-unfit`. No refusal repeats what was answered: it is another machine's word.
   */
  ask(question: Question): Promise<string>
}

/** The longest answer that is read, in bytes after unpacking. */
export const LONGEST_ANSWER = 1024 * 1024
const TRIES = 3
/** A longer `Retry-After` is not waited for: the page is there without the model, and a person may ask again. */
const LONGEST_PAUSE_SECONDS = 60

export type ModelParts = {
  address: URL
  name: string
  key: string | undefined
  limits: ModelLimits
  /** The first pause without `Retry-After`, and what counts as a second of it; other numbers in tests only. */
  secondMs?: number
  /** Other numbers in tests only. */
  patienceMs?: number
}

/** The model at an address that speaks as OpenAI's chat completions do. Redirects are not followed: they could lead the text elsewhere. */
export function modelAt({ address, name, key, limits, secondMs = 1000, patienceMs }: ModelParts): Model {
  const patience = patienceMs ?? limits.seconds * 1000

  async function once(question: Question): Promise<Answered> {
    const late = AbortSignal.timeout(patience)
    const signal = AbortSignal.any([question.signal, late])
    try {
      const response = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(key ? { authorization: `Bearer ${key}` } : {}),
        },
        body: bodyOf(name, question),
      })
      if (response.status !== 200) {
        await response.body?.cancel().catch(() => undefined)
        return { status: response.status, after: retryAfter(response.headers) }
      }
      return { status: 200, text: await bounded(response) }
    } catch (error) {
      question.signal.throwIfAborted()
      if (late.aborted) throw refuse('model.timed-out', { seconds: Math.ceil(patience / 1000) })
      // The driver's own error may name the address; what it says in detail stays here.
      throw error instanceof TypeError ? refuse('model.unreachable') : error
    }
  }

  return {
    name,
    host: address.host,
    limits,
    async ask(question) {
      for (let attempt = 1; ; attempt++) {
        await question.permit()
        const answer = await once(question)
        if ('text' in answer) return contentOf(answer.text)
        const { status, after } = answer
        if (status >= 300 && status < 400) throw refuse('model.redirected')
        const mayPass = status === 429 || status >= 500
        const seconds = after ?? 4 ** (attempt - 1)
        if (!mayPass) throw refuse('model.status', { status })
        if (attempt >= TRIES || seconds > LONGEST_PAUSE_SECONDS)
          throw status === 429 ? refuse('model.busy') : refuse('model.status', { status })
        await pause(seconds * secondMs, undefined, { signal: question.signal }).catch((error: unknown) => {
          question.signal.throwIfAborted()
          throw error
        })
      }
    },
  }
}

type Answered = { status: 200; text: string } | { status: number; after: number | undefined }

function bodyOf(model: string, { system, text, schema }: Question): string {
  return JSON.stringify({
    model,
    temperature: 0,
    stream: false,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
    response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } },
  })
}

/** Seconds to wait, as the answer says in seconds or as a day and time, which is held against the answer's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const told = headers.get('retry-after')
  if (told === null) return undefined
  if (/^\d{1,9}$/.test(told)) return Number(told)
  const [until, now] = [Date.parse(told), Date.parse(headers.get('date') ?? '')]
  return Number.isNaN(until - now) ? undefined : Math.max(0, Math.ceil((until - now) / 1000))
}

/** The text of an answer, read no further than is allowed. */
async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of response.body ?? []) {
      size += part.byteLength
      if (size > LONGEST_ANSWER) break
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof TypeError ? refuse('model.broke-off') : error
  }
  if (size > LONGEST_ANSWER) throw refuse('model.answer-too-large', { most: LONGEST_ANSWER })
  return Buffer.concat(parts).toString('utf8')
}

const completion = z.object({
  choices: z
    .array(z.object({ finish_reason: z.string().nullish(), message: z.object({ content: z.string() }) }))
    .min(1),
})

function contentOf(text: string): string {
  const parsed = completion.safeParse(jsonOf(text))
  const [choice] = parsed.data?.choices ?? []
  if (!choice) throw refuse('model.answer-unfit')
  if (choice.finish_reason === 'length') throw refuse('model.answer-cut')
  return choice.message.content
}

/** What a text says in JSON; refuses `model.answer-unfit` where it says nothing. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('model.answer-unfit')
  }
}
