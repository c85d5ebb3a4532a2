import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type FieldRefusal, Refusal, refuse } from '../refusal.ts'

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
  if (refusal?.retryAfter !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(refusal.retryAfter)))
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
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('kernel.body-too-large')
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('kernel.media-type', {}, { status: 415 })
    // What the web framework itself finds wrong with a request (broken JSON, an empty body) is the client's doing.
    if (error.code.startsWith('FST_ERR_CTP') || error.code === 'FST_ERR_BAD_URL')
      return refuse('kernel.request-unfit', {}, { status: 400 })
    // The database cannot be reached: nothing was done; the client may try again.
    if (['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '08001'].includes(error.code))
      return refuse('kernel.database-unavailable')
    // Text the database cannot hold (a NUL).
    if (error.code === '22021' || error.code === '22P05') return refuse('kernel.text-unfit')
  }
  if (error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400)
    return refuse('kernel.request-unfit', {}, { status: 400 })
  return undefined
}
