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
  const verifierPolicy = await policyOfVerifier(join(root, drawVerifier))
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    // Scripts and styles have a compressed copy beside them (vite.config.ts), which is no address of its own.
    preCompressed: true,
    globIgnore: ['**/*.gz'],
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (verifierPolicy && path.endsWith(`/${drawVerifier}`)) reply.header('content-security-policy', verifierPolicy)
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

/** The verifier of draws (`verifier/build.ts`): one file with its script inside, which the policy of every other page forbids. */
const drawVerifier = 'draw-verifier.html'

/** The policy the page itself carries, which allows its own script by hash and no request at all; undefined where it was not built. */
async function policyOfVerifier(path: string): Promise<string | undefined> {
  const page = await readFile(path, 'utf8').catch(() => undefined)
  const policy = page && /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]
  return policy ? `${policy}; frame-ancestors 'none'` : undefined
}
