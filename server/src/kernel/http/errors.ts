import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDiskFull, isUnreachable } from '../database/failures.ts'
import { type FieldRefusal, Refusal, refuse } from '../refusal.ts'

/** A database that broke off is back within a few seconds, or somebody has to look after it. */
const RETRY_AFTER_SECONDS = 3

/**
 * Two kinds of failure only. A refusal is expected: it goes out with its code and is not reported. Anything else is a fault: it is
 * reported under a reference, and the answer holds nothing but the reference.
 */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  onFault: (error: unknown, reference: string) => void,
): unknown {
  const refusal = refusalOf(error)
  request.refusal = refusal ?? null
  // What is not to be had now may be tried again: the database of a restarted server is back within seconds.
  const wait = refusal?.retryAfter ?? (refusal?.status === 503 ? RETRY_AFTER_SECONDS : undefined)
  if (wait !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(wait)))
  if (refusal) return reply.code(refusal.status).send(refusal.toBody())
  onFault(error, request.id)
  return reply.code(500).send({ fault: { reference: request.id } })
}

/** The refusal an error stands for, or undefined for a fault. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(
      ({ instancePath, keyword, message }): FieldRefusal => ({
        path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
        code: 'kernel.field-unfit',
        params: { why: keyword, expected: message ?? '' },
      }),
    )
    const first = fields[0]?.path
    return refuse(
      'kernel.input-unfit',
      { count: fields.length },
      first === undefined ? { fields } : { fields, field: first },
    )
  }
  if (isDiskFull(error)) return refuse('kernel.disk-full', {}, { status: 507 })
  // Outside a command, which tells by itself whether anything was done: a read, or the session being looked up.
  if (isUnreachable(error)) return refuse('kernel.database-unavailable')
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('kernel.body-too-large')
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('kernel.media-type', {}, { status: 415 })
    // A part of an address longer than any id.
    if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return refuse('kernel.route-not-found')
    // What the web framework itself finds wrong with a request (broken JSON, an empty body) is the client's doing.
    if (error.code.startsWith('FST_ERR_CTP') || error.code === 'FST_ERR_BAD_URL')
      return refuse('kernel.request-unfit', {}, { status: 400 })
    // Text the database cannot hold (a NUL).
    if (error.code === '22021' || error.code === '22P05') return refuse('kernel.text-unfit')
  }
  if (error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400)
    return refuse('kernel.request-unfit', {}, { status: 400 })
  return undefined
}
