import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { regionId } from '#contract/kernel.ts'
import type { Actor, Ctx } from '../context.ts'
import { refuse } from '../refusal.ts'
import type { Download, Input, Room, Route, Takes } from '../room.ts'
import { command, query } from '../run.ts'
import { authenticate } from './authenticate.ts'
import { citizenBehind } from './citizenBehind.ts'
import { contentDisposition } from './contentDisposition.ts'
import { sendEvents } from './eventStream.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

/** What the parts of an address are once the route's schema has parsed them. */
const parsedParts = z.looseObject({ region: regionId })
const idempotencyKey = z.object({ 'idempotency-key': z.string().min(8).max(100).optional() })

/** Registers a room's routes under `/api/{region}`; each request is one query on a snapshot, or one command in a transaction. */
export function regionRoutes(app: FastifyInstance, parts: ServerParts, room: Room): void {
  const actors = new WeakMap<FastifyRequest, Actor>()
  for (const route of room.routes) {
    app.route({
      method: route.method,
      url: `/api/:region${route.path}`,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      schema: {
        tags: [room.name],
        summary: route.summary,
        description: `\`${route.act}\``,
        operationId: operationOf(route),
        params: route.takes.params ? regionPart.extend(route.takes.params.shape) : regionPart,
        ...(route.takes.query ? { querystring: route.takes.query } : {}),
        ...(route.takes.body ? { body: route.takes.body } : {}),
        ...(route.method === 'GET' ? {} : { headers: idempotencyKey }),
        ...(route.gives === download || route.everyMs !== undefined ? {} : { response: { 200: route.gives } }),
      },
      // Before the body is taken in: who is not signed in makes the server read nothing and is told nothing of what a route takes.
      onRequest: async (request, reply) => {
        actors.set(request, await actorBehind(parts, request, reply, route))
      },
      handler: async (request, reply) => {
        const actor = actors.get(request)
        if (!actor) throw new Error(`${route.method} ${route.path} was reached without an actor`)
        const { region, ...params } = parsedParts.parse(request.params)
        // Fastify has parsed both with the route's own schemas, which its request type cannot show.
        const input: Input<Takes> = { params, query: request.query as never, body: request.body as never }
        // An answer that shows a secret once is kept nowhere, so it cannot be given again either.
        const key = route.givesSecret ? undefined : request.headers['idempotency-key']
        const result = await perform(parts, actor, region, route, input, key)
        if (route.everyMs !== undefined)
          return sendEvents(request, reply, {
            session: actor.sessionId ?? request.ip,
            everyMs: route.everyMs,
            first: route.gives.parse(result),
            again: async () => {
              const now = await actorBehind(parts, request, reply, route)
              return route.gives.parse(await perform(parts, now, region, route, input, undefined))
            },
            onFault: parts.onFault,
          })
        // Only a handler typed by the `download` schema gets here.
        if (route.gives === download) return sendFile(reply, result as Download)
        return result
      },
    })
  }
}

/** Give this as a route's `gives` when it answers with a file. */
export const download: z.ZodType<Download> = z.object({
  name: z.string(),
  type: z.string(),
  bytes: z.instanceof(Uint8Array),
})

function actorBehind(parts: ServerParts, request: FastifyRequest, reply: FastifyReply, route: Route): Promise<Actor> {
  if (route.by === 'citizen' || route.by === 'anybody') return citizenBehind(parts, request, route.by)
  return authenticate(parts, request, reply, { ...route, exports: route.gives === download })
}

async function perform(
  { kernel }: ServerParts,
  actor: Actor,
  region: number,
  route: Route,
  input: Input<Takes>,
  key: string | string[] | undefined,
): Promise<unknown> {
  const work = async (ctx: Ctx) => {
    const result = await route.handle(ctx, input)
    // A handler that never asked its verb would let everybody in; that is our fault, not the caller's.
    if (!ctx.asked.has(route.act)) throw new Error(`${route.method} ${route.path} did not ask ${route.act}`)
    return result
  }
  if (route.method === 'GET') return query(kernel, actor, region, asOfOf(input, kernel.clock.now()), work)
  return command(kernel, actor, region, work, {
    ...(typeof key === 'string' ? { idempotencyKey: key } : {}),
    ...(route.isolation ? { isolation: route.isolation } : {}),
    request: { route: `${route.method} ${route.path}`, ...input, body: withoutSecrets(input.body, route.secrets) },
  })
}

/** A body as it may be kept for comparing: a fast hash over a password would undo the slow one it is stored with. */
function withoutSecrets(body: unknown, secrets: readonly string[] = []): unknown {
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => !secrets.includes(name)))
}

/** The instant a request asks as of; the future is refused, because what will be known is not known. */
function asOfOf(input: Input<Takes>, now: Date): Date | null {
  const asked = z
    .object({ asOf: z.string().optional() })
    .loose()
    .safeParse(input.query ?? {})
  if (!asked.success || asked.data.asOf === undefined) return null
  const asOf = new Date(asked.data.asOf)
  if (asOf > now) throw refuse('kernel.as-of-in-future', { now: now.toISOString() }, { field: 'asOf' })
  return asOf
}

function operationOf({ method, path }: Route): string {
  const words = path
    .split('/')
    .filter(Boolean)
    .map(part => part.replace(/^:/, 'by-'))
  return [method.toLowerCase(), ...words].join('-').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function sendFile(reply: { headers(values: Record<string, string>): { send(body: Buffer): unknown } }, file: Download) {
  return reply
    .headers({
      'content-type': file.type,
      'content-disposition': contentDisposition(file.name),
    })
    .send(Buffer.from(file.bytes))
}
