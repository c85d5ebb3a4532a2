import { fault, type RefusalBody, refusal } from '#contract/kernel.ts'

type Refused = RefusalBody['refusal']

/** The server said no, by a rule: a code to be worded, and the fields it is about. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  readonly status: number
  readonly code: string
  readonly params: Refused['params']
  readonly field: string | null
  readonly fields: Refused['fields']

  constructor(status: number, { code, params, field, fields }: Refused) {
    super(code)
    this.status = status
    this.code = code
    this.params = params
    this.field = field
    this.fields = fields
  }
}

/** Where a request failed: at the server, on the way, or in an answer that could not be read. */
export type FaultPlace = 'server' | 'network' | 'answer'

/** Something that should not happen did; `reference` is what the operator finds it by, where the server gave one. */
export class FaultError extends Error {
  override readonly name = 'FaultError'
  readonly place: FaultPlace
  readonly reference: string | null

  constructor(place: FaultPlace, reference: string | null, cause?: unknown) {
    super(`fault at ${place}`, { cause })
    this.place = place
    this.reference = reference
  }
}

export type Problem = RefusalError | FaultError

/** The error an answer stands for, from its status and body. */
export function problemOf(status: number, body: unknown): Problem {
  const refused = refusal.safeParse(body)
  if (refused.success) return new RefusalError(status, refused.data.refusal)
  const failed = fault.safeParse(body)
  return new FaultError('server', failed.success ? failed.data.fault.reference : null)
}

/** Any thrown value as a problem to show; what is not ours is a fault without a reference. */
export function asProblem(error: unknown): Problem {
  if (error instanceof RefusalError || error instanceof FaultError) return error
  return new FaultError('answer', null, error)
}

/**
 * Whether a command may have been done although it failed here: no answer came, or the server itself does not know (503, as when the
 * database was lost while committing). The same key asks again then; a refusal says that nothing was done.
 */
export function mayBeDone(problem: Problem): boolean {
  return problem instanceof FaultError || problem.status === 503
}
