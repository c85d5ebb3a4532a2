import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** The nonce that styles of this page must carry. */
    styleNonce: string
  }
}

/**
 * Headers on every answer: nothing is loaded from elsewhere, nothing frames us, types are not guessed.
 * Scripts only from files of our own; styles from our files or with the page's nonce (the component library writes them at run time).
 */
export function securityHeaders(app: FastifyInstance): void {
  app.decorateReply('styleNonce', '')
  app.addHook('onRequest', async (_request, reply) => {
    reply.styleNonce = randomBytes(18).toString('base64')
    reply.headers({
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${reply.styleNonce}'`,
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      'cache-control': 'no-store',
    })
  })
}

/**
 * Refuses writes that another site could have made the browser send: they need a header that only our own scripts can set, and when
 * the browser names the origin it must be ours.
 */
export function sameOriginWrites(app: FastifyInstance): void {
  app.addHook('onRequest', async request => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
    const origin = request.headers.origin
    const elsewhere =
      origin !== undefined && origin !== 'null' ? hostOf(origin) !== request.headers.host : origin === 'null'
    if (request.headers['x-jianghai'] !== '1' || elsewhere) throw refuse('kernel.cross-site-not-permitted')
  })
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
