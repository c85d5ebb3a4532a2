import type { Socket } from 'node:net'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * How long a client may take and how many there may be. A request that trickles in holds nothing but a socket, and that not for long;
 * a slow line still brings the largest file (44 MB in base64) within the time.
 */
export type Patience = {
  /** Milliseconds for the headers, and for the whole request. */
  headersMs: number
  requestMs: number
  /** Milliseconds without a byte either way, while an answer is made or taken. */
  silenceMs: number
  /** How often late requests are looked for, in milliseconds. */
  lookEveryMs: number
  connections: number
}

export const patience: Patience = {
  headersMs: 20_000,
  requestMs: 180_000,
  silenceMs: 300_000,
  lookEveryMs: 5_000,
  connections: 1000,
}

/** The options of the web framework that hold clients to it. */
export function connectionOptions({ headersMs, requestMs, silenceMs, lookEveryMs }: Patience) {
  return {
    requestTimeout: requestMs,
    connectionTimeout: silenceMs,
    clientErrorHandler: answerBroken,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: lookEveryMs, maxHeaderSize: 16 * 1024 },
  }
}

const refusals: Readonly<Record<string, () => Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: () => refuse('kernel.request-too-slow', {}, { status: 408 }),
  HPE_HEADER_OVERFLOW: () => refuse('kernel.headers-too-large', {}, { status: 431 }),
}

/** Answers what never became a request, in the form of every other refusal and closed like every other answer, and hangs up. */
function answerBroken(error: Error & { code?: string | undefined }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const refusal = refusals[error.code ?? '']?.() ?? refuse('kernel.request-unfit', {}, { status: 400 })
  const body = JSON.stringify(refusal.toBody())
  if (socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${refusal.status} Refused`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        "content-security-policy: default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options: nosniff',
        'x-frame-options: DENY',
        'referrer-policy: same-origin',
        'cache-control: no-store',
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  socket.destroy(error)
}
