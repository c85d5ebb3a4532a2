import type { FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDiskFull, isUnreachable } from '../database/failures.ts'
import { type FieldRefusal, Refusal, refuse } from '../refusal.ts'

/** A database that broke off is back within a few seconds, or somebody has to look after it. */
const RETRY_AFTER_SECONDS = 3

/**
 * Two kinds of failure only. A refusal is expected: it goes out with its code and is not reported. Anything else is a fault: it is
 * reported under a reference, and the answer holds nothing but the reference.
 */
export function answerErrors(app: FastifyInstance, onFault: (error: unknown, reference: string) => void): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    // What may work in a moment says so to programs too; a browser's own retry uses it.
    if (refusal?.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
    if (refusal) return reply.code(refusal.status).send(refusal.toBody())
    onFault(error, request.id)
    return reply.code(500).send({ fault: { reference: request.id } })
  })
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
  // The database cannot be reached, or was lost on the way; the client may try again.
  if (isUnreachable(error)) return refuse('kernel.database-unavailable')
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('kernel.body-too-large')
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('kernel.media-type', {}, { status: 415 })
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
