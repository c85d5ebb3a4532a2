import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { misfits } from '../room.ts'
import { keepAfterwards } from './afterwards.ts'
import { answerAfterSync } from './answerAfterSync.ts'
import { mayReadOpenly } from './authenticate.ts'
import { citizenRoutes } from './citizenRoutes.ts'
import { connectionOptions, patience } from './connections.ts'
import { docsPage } from './docsPage.ts'
import { answerError } from './errors.ts'
import { countStreams } from './eventStream.ts'
import { evidenceRoutes } from './evidenceRoutes.ts'
import { firstRunRoutes } from './firstRunRoutes.ts'
import { storableAddresses, strictJsonBodies } from './jsonBody.ts'
import { type Counter, counter, usualCodes, usualExports, usualOpenReads, usualReads } from './limits.ts'
import { logRoutes } from './logRoutes.ts'
import type { ServerParts } from './parts.ts'
import { writeRefused } from './refusedLog.ts'
import { regionRoutes } from './regionRoutes.ts'
import { closed, httpsOnly, isHttps, sameOriginWrites, securityHeaders } from './security.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import { tlsRules } from './tls.ts'
import { serveWeb } from './web.ts'

export type App = FastifyInstance

type Counters = Record<'failedSignIns' | 'writes' | 'reads' | 'openReads' | 'exports' | 'codes', Counter>

declare module 'fastify' {
  interface FastifyInstance {
    /** Every API route as registered, so that a test can hold the OpenAPI document against it. */
    registered: Array<{ method: string; url: string }>
    /** What one address and one session did of late; absent where nothing is limited. */
    counters: Counters | undefined
  }
}

/** Bodies above this many bytes are refused, unless a route raises its own limit. */
export const BODY_LIMIT = 1024 * 1024

/**
 * Builds the HTTP server over the rooms. It refuses to build when the rooms do not fit together: a wrong manifest is found at start,
 * not by a user.
 */
export async function httpServer(parts: ServerParts): Promise<App> {
  const wrong = misfits(parts.rooms)
  if (wrong.length > 0) throw new Error(`the rooms do not fit together:\n${wrong.join('\n')}`)

  const held = parts.patience ?? patience
  const connections = connectionOptions(held)
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomBytes(6).toString('hex'),
    // Nobody's word is taken on where a request comes from but that of the proxies named.
    trustProxy: parts.trustedProxies ? [...parts.trustedProxies] : false,
    frameworkErrors(error, request, reply) {
      closed(request, reply, parts.publicOrigin)
      return answerError(error, request, reply, parts.onFault)
    },
    routerOptions: { maxParamLength: 200 },
    ...connections,
    ...(parts.tls ? { https: { ...connections.http, ...tlsRules, ...parts.tls } } : {}),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  app.decorate('registered', [])
  app.decorate(
    'counters',
    parts.limits && {
      failedSignIns: counter(parts.limits.failedSignIns),
      writes: counter(parts.limits.writes),
      reads: counter(parts.limits.reads ?? usualReads),
      openReads: counter(parts.limits.openReads ?? usualOpenReads),
      exports: counter(parts.limits.exports ?? usualExports),
      codes: counter(parts.limits.codes ?? usualCodes),
    },
  )
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat())
      if (url.startsWith('/api/') && each !== 'HEAD') app.registered.push({ method: each, url })
  })
  countStreams(app)
  app.server.maxConnections = held.connections
  strictJsonBodies(app)
  storableAddresses(app)
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, parts.onFault))
  keepAfterwards(app)
  writeRefused(app, parts)
  answerAfterSync(app, parts.kernel)
  securityHeaders(app, parts.publicOrigin)
  if (parts.trustedProxies && isHttps(parts.publicOrigin)) httpsOnly(app)
  sameOriginWrites(app, parts.publicOrigin)
  await app.register(cookie)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Jianghai 江海协同',
        version: parts.version,
        description: 'All lists take `asOf`. All writes take the header `Idempotency-Key` and need `X-Jianghai: 1`.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'jianghai.session_token' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  })

  // Routes are registered in a plugin of their own so that the document above sees every one of them.
  await app.register(async scope => {
    sessionRoutes(scope, parts)
    firstRunRoutes(scope, parts)
    citizenRoutes(scope, parts)
    for (const room of parts.rooms) regionRoutes(scope, parts, room)
    evidenceRoutes(scope, parts)
    logRoutes(scope, parts)
    docsPage(scope)
    scope.get('/api/openapi.json', { schema: { hide: true }, onRequest: mayReadOpenly }, async () => app.swagger())
  })
  await serveWeb(app, parts)
  return app
}
