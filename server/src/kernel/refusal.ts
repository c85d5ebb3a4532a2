/** What a refusal's sentence may be filled with. */
export type RefusalParams = Readonly<Record<string, string | number | null>>

/** One line of a form that was refused: where, why. */
export type FieldRefusal = { path: string; code: string; params: RefusalParams }

type Options = {
  field?: string
  fields?: readonly FieldRefusal[]
  status?: number
  /** Seconds after which it is worth trying again: the header `Retry-After`. */
  retryAfter?: number
  /** What the command wrote before it refused stays, where else everything is undone: the count of wrong passwords. */
  keeps?: boolean
  /** Somebody may not do or see this; said apart, because what may not be seen is answered like what is not there. */
  denied?: boolean
}

/**
 * An expected failure: a rule said no. It has a code that the web words in both languages, is answered with a 4xx,
 * and is never reported as a fault.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly params: RefusalParams
  readonly field: string | null
  readonly fields: readonly FieldRefusal[]
  readonly status: number
  readonly retryAfter: number | undefined
  readonly keeps: boolean
  readonly denied: boolean

  constructor(code: string, params: RefusalParams, options: Options) {
    super(code)
    this.code = code
    this.params = params
    this.field = options.field ?? null
    this.fields = options.fields ?? []
    this.status = options.status ?? statusOf(code)
    this.retryAfter = options.retryAfter
    this.keeps = options.keeps ?? false
    this.denied = options.denied ?? false
  }

  /** The body sent to a client; see `refusal` in contract/src/kernel.ts. */
  toBody() {
    return { refusal: { code: this.code, params: this.params, field: this.field, fields: [...this.fields] } }
  }
}

/**
 * Makes a refusal to throw: `throw refuse('matters.not-found')`.
 *
 * The code is `room.why-not`. The HTTP status follows from its end: `not-found` 404, `not-permitted` 403,
 * `not-signed-in` 401, `conflict` and `exists` 409, `too-many` 429, `unavailable` 503, anything else 422.
 */
export function refuse(code: string, params: RefusalParams = {}, options: Options = {}): Refusal {
  return new Refusal(code, params, options)
}

const statuses: ReadonlyArray<readonly [RegExp, number]> = [
  [/not-found$/, 404],
  [/not-permitted$/, 403],
  [/not-signed-in$/, 401],
  [/(conflict|exists|already-[a-z-]+)$/, 409],
  [/too-large$/, 413],
  [/too-many$/, 429],
  [/unavailable$/, 503],
]

function statusOf(code: string): number {
  return statuses.find(([end]) => end.test(code))?.[1] ?? 422
}
