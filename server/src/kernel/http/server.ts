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
import { answerAfterSync } from './answerAfterSync.ts'
import { docsPage } from './docsPage.ts'
import { answerErrors } from './errors.ts'
import { evidenceRoutes } from './evidenceRoutes.ts'
import { firstRunRoutes } from './firstRunRoutes.ts'
import { logRoutes } from './logRoutes.ts'
import type { ServerParts } from './parts.ts'
import { regionRoutes } from './regionRoutes.ts'
import { sameOriginWrites, securityHeaders } from './security.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import { serveWeb } from './web.ts'

export type App = FastifyInstance

declare module 'fastify' {
  interface FastifyInstance {
    /** Every API route as registered, so that a test can hold the OpenAPI document against it. */
    registered: Array<{ method: string; url: string }>
  }
}

/** Bodies above this many bytes are refused, unless a route raises its own limit. */
const BODY_LIMIT = 1024 * 1024

/**
 * Builds the HTTP server over the rooms. It refuses to build when the rooms do not fit together: a wrong manifest is found at start,
 * not by a user.
 */
export async function httpServer(parts: ServerParts): Promise<App> {
  const wrong = misfits(parts.rooms)
  if (wrong.length > 0) throw new Error(`the rooms do not fit together:\n${wrong.join('\n')}`)

  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomBytes(6).toString('hex'),
    trustProxy: false,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  app.decorate('registered', [])
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat())
      if (url.startsWith('/api/') && each !== 'HEAD') app.registered.push({ method: each, url })
  })
  answerErrors(app, parts.onFault)
  answerAfterSync(app, parts.kernel)
  securityHeaders(app)
  sameOriginWrites(app)
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
    for (const room of parts.rooms) regionRoutes(scope, parts, room)
    evidenceRoutes(scope, parts)
    logRoutes(scope, parts)
    docsPage(scope)
    scope.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  })
  await serveWeb(app, parts.webRoot)
  return app
}
