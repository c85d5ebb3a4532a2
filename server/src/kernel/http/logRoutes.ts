import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../database/open.ts'
import { one, sql } from '../database/sql.ts'
import { subtreeOf } from '../log/inLog.ts'
import { consistencyProof, inclusionProof } from '../log/merkle.ts'
import { refuse } from '../refusal.ts'
import { authenticate } from './authenticate.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

const count = z.coerce.number().int().min(0)
const hash = z.string()

/** The log's public face: its newest checkpoint and proofs. They hold hashes only, so everybody signed in may ask. */
export function logRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['log']
  const db = parts.kernel.database.db

  app.get(
    '/api/:region/log/checkpoint',
    {
      schema: {
        tags,
        summary: 'The newest signed checkpoint, and the key it is checked with',
        params: regionPart,
        response: { 200: z.object({ size: z.int(), root: hash, note: z.string(), key: z.string() }) },
      },
    },
    async (request, reply) => {
      await authenticate(parts, request, reply)
      const newest = await one(
        db,
        sql<{
          size: number
          root: Buffer
          note: string
        }>`select size, root, note from log_checkpoint where region_id = ${request.params.region} order by size desc limit 1`,
      )
      if (!newest) throw refuse('log.checkpoint-not-found')
      return { size: newest.size, root: newest.root.toString('hex'), note: newest.note, key: parts.verifierKey }
    },
  )

  app.get(
    '/api/:region/log/inclusion',
    {
      schema: {
        tags,
        summary: 'The proof that an entry stands in the tree of a size',
        params: regionPart,
        querystring: z.object({ index: count, size: count }),
        response: {
          200: z.object({ index: z.int(), size: z.int(), leafHash: hash, root: hash, proof: z.array(hash) }),
        },
      },
    },
    async (request, reply) => {
      await authenticate(parts, request, reply)
      const { index, size } = request.query
      const subtree = subtreeOf(db, request.params.region)
      await mustHold(db, request.params.region, size)
      if (index >= size) throw refuse('log.leaf-not-found', { index, size }, { field: 'index' })
      const proof = await inclusionProof(index, size, subtree)
      return {
        index,
        size,
        leafHash: (await subtree(index, index + 1)).toString('hex'),
        root: (await subtree(0, size)).toString('hex'),
        proof: proof.map(node => node.toString('hex')),
      }
    },
  )

  app.get(
    '/api/:region/log/consistency',
    {
      schema: {
        tags,
        summary: 'The proof that an earlier tree is the beginning of a later one',
        params: regionPart,
        querystring: z.object({ from: count, to: count }),
        response: { 200: z.object({ from: z.int(), to: z.int(), proof: z.array(hash) }) },
      },
    },
    async (request, reply) => {
      await authenticate(parts, request, reply)
      const { from, to } = request.query
      await mustHold(db, request.params.region, to)
      if (from > to) throw refuse('log.sizes-unfit', { from, to }, { field: 'from' })
      const proof = await consistencyProof(from, to, subtreeOf(db, request.params.region))
      return { from, to, proof: proof.map(node => node.toString('hex')) }
    },
  )
}

async function mustHold(db: Db, region: number, size: number): Promise<void> {
  const head = await one(db, sql<{ size: number }>`select size from log_head where region_id = ${region}`)
  if (size > (head?.size ?? 0)) throw refuse('log.size-not-found', { size, known: head?.size ?? 0 }, { field: 'size' })
}
