import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../refusal.ts'
import type { ServerParts } from './parts.ts'
import { servePortal } from './portalPages.ts'

/**
 * Serves the built web application: files with hashed names may be kept for ever; every other path that is not the API answers with
 * the application's page, which carries the style nonce of this answer; those of the portal with the portal's. Without a root (tests that only speak HTTP) nothing but the
 * API is answered.
 */
export async function serveWeb(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const root = parts.webRoot
  if (root === undefined) {
    app.setNotFoundHandler((_request, reply) => reply.code(404).send(refuse('kernel.route-not-found').toBody()))
    return
  }
  const page = await readFile(join(root, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  await servePortal(app, parts, root)
  app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply))
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !/\.[a-z0-9]{2,5}(\?|$)/.test(request.url)
    if (wantsPage) return sendPage(reply)
    return reply.code(404).send(refuse('kernel.route-not-found').toBody())
  })

  function sendPage(reply: { styleNonce: string; type(type: string): { send(body: string): unknown } }) {
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__CSP_NONCE__', reply.styleNonce))
  }
}
