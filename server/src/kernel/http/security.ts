import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
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
export function securityHeaders(app: FastifyInstance, publicOrigin: string | undefined): void {
  app.decorateReply('styleNonce', '')
  app.addHook('onRequest', async (request, reply) => closed(request, reply, publicOrigin))
}

/** Sets the headers; also for addresses that are none, which the framework answers before any hook. */
export function closed(request: FastifyRequest, reply: FastifyReply, publicOrigin: string | undefined): void {
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
    // Said on https only: over http browsers do not listen, and somebody in between could say it for us.
    ...(isHttps(publicOrigin) || request.protocol === 'https'
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
  })
}

/**
 * Refuses what did not come by https, where people come through a proxy that speaks it: whoever reaches this port past the proxy, or the
 * proxy in the clear, would send a password for everybody to read (ASVS 5.0, 12.2.1).
 */
export function httpsOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ protocol }) => {
    if (protocol !== 'https') throw refuse('kernel.plain-http-not-permitted')
  })
}

/**
 * Refuses writes that another site could have made the browser send: they need a header that only our own scripts can set, and when
 * the browser names the origin it must be ours.
 */
export function sameOriginWrites(app: FastifyInstance, publicOrigin: string | undefined): void {
  app.addHook('onRequest', async request => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
    const origin = request.headers.origin
    const elsewhere =
      origin !== undefined &&
      origin !== publicOrigin &&
      (isHttps(publicOrigin) || origin === 'null' || hostOf(origin) !== request.host)
    if (request.headers['x-jianghai'] !== '1' || elsewhere) throw refuse('kernel.cross-site-not-permitted')
  })
}

/** Whether an origin is one of https. */
export const isHttps = (origin: string | undefined) => origin?.startsWith('https://') === true

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
