import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  type Dispute,
  type Evidence,
  type EvidenceRef,
  evidenceAnswer,
  evidenceRef,
  instant,
} from '#contract/kernel.ts'
import type { Ctx } from '../context.ts'
import { refuse } from '../refusal.ts'
import { query } from '../run.ts'
import { authenticate } from './authenticate.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

type Answer = (ctx: Ctx, ref: EvidenceRef) => Promise<Evidence[] | null>

/** A room knows which facts its records rest on, and the room that keeps facts knows which are disputed: each is asked once. */
async function withDisputes(
  ctx: Ctx,
  items: Evidence[] | null,
  ofFact: Answer | undefined,
): Promise<Evidence[] | null> {
  if (!items || !ofFact) return items
  const known = new Map<string, Dispute[]>()
  const told: Evidence[] = []
  for (const item of items) {
    if (item.kind !== 'source' || item.factId === null || item.disputes.length > 0) {
      told.push(item)
      continue
    }
    if (!known.has(item.factId)) {
      const answer = await ofFact(ctx, { kind: 'fact', id: item.factId, field: 'evidence' })
      known.set(item.factId, answer?.flatMap(each => (each.kind === 'source' ? each.disputes : [])) ?? [])
    }
    told.push({ ...item, disputes: known.get(item.factId) ?? [] })
  }
  return told
}

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
      const items = await query(parts.kernel, actor, request.params.region, asOf ? new Date(asOf) : null, async ctx =>
        withDisputes(ctx, await answer(ctx, ref), ref.kind === 'fact' ? undefined : answering.get('fact')),
      )
      if (!items) throw refuse('evidence.subject-not-found')
      return { ref, items }
    },
  )
}
