import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { evidenceAnswer, evidenceRef, instant } from '#contract/kernel.ts'
import { refuse } from '../refusal.ts'
import { query } from '../run.ts'
import { authenticate } from './authenticate.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

/** The evidence behind a shown number: each room answers for its own subjects, and says nothing of what the actor may not see. */
export function evidenceRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const answering = new Map(parts.rooms.flatMap(room => Object.entries(room.evidence ?? {})))

  app.get(
    '/api/:region/evidence',
    {
      schema: {
        tags: ['evidence'],
        summary: 'The evidence of one field of one record',
        params: regionPart,
        querystring: evidenceRef.extend({ asOf: instant.optional() }),
        response: { 200: evidenceAnswer },
      },
    },
    async (request, reply) => {
      const actor = await authenticate(parts, request, reply)
      const { asOf, ...ref } = request.query
      const answer = answering.get(ref.kind)
      if (!answer) throw refuse('evidence.kind-not-found', { kind: ref.kind }, { field: 'kind' })
      const items = await query(parts.kernel, actor, request.params.region, asOf ? new Date(asOf) : null, ctx =>
        answer(ctx, ref),
      )
      if (!items) throw refuse('evidence.subject-not-found')
      return { ref, items }
    },
  )
}
