import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import { lookupPublic, mustBePublic } from '#kernel/sources/addresses.ts'

/** The most that is read of one answer, in bytes, as it comes and unpacked. */
export const LARGEST_ANSWER = 8 * 1024 * 1024
export const MOST_REDIRECTS = 3
/** For one answer from the first byte sent to the last received, redirects included. */
export const PATIENCE_MS = 30_000
/** A longer `Retry-After` than a day is taken for a slip. */
const LONGEST_RETRY_SECONDS = 86_400

export type FetchBounds = {
  allowPrivate: boolean
  signal: AbortSignal
  /** What the server gave with its last answer: it is told so that it need not answer the same again. */
  etag?: string | undefined
  lastModified?: string | undefined
  /** Other numbers in tests only. */
  patienceMs?: number | undefined
}

/** The bytes of an answer with what the server gave to be told next time; null where nothing has changed since. */
export type Fetched = { bytes: Uint8Array; etag: string | null; lastModified: string | null; url: URL }

/**
 * Fetches an address of http or https within bounds: of time, of size as it comes and unpacked, of redirects, each of which is checked as
 * the first address was. Only the public internet is connected to, unless the source allows others. No cookie, no password, no referrer
 * is sent, and nothing of the text that is here.
 *
 * Refuses `sources.address-within`, `sources.unreachable`, `sources.timed-out` {seconds}, `sources.broke-off`, `sources.redirected-too-often`
 * {most}, `sources.redirect-unfit`, `sources.status` {status} (with `retryAfter` where the server said when), `sources.answer-too-large` {most}
 * and `sources.answer-unreadable`. No refusal repeats an address.
 */
export async function fetchBounded(address: URL, bounds: FetchBounds): Promise<Fetched | null> {
  const patience = bounds.patienceMs ?? PATIENCE_MS
  const late = AbortSignal.timeout(patience)
  const signal = AbortSignal.any([bounds.signal, late])
  try {
    let url = address
    for (let hops = 0; ; hops++) {
      const answer = await ask(url, bounds, signal)
      const next = redirectOf(answer, url)
      if (!next) return await read(answer, url)
      answer.destroy()
      if (hops >= MOST_REDIRECTS) throw refuse('sources.redirected-too-often', { most: MOST_REDIRECTS })
      url = next
    }
  } catch (error) {
    bounds.signal.throwIfAborted()
    if (late.aborted) throw refuse('sources.timed-out', { seconds: Math.ceil(patience / 1000) })
    throw error
  }
}

/** Sends one request and gives its answer, of which only the head was read. */
function ask(url: URL, bounds: FetchBounds, signal: AbortSignal): Promise<IncomingMessage> {
  mustBePublic(url.hostname, bounds.allowPrivate)
  const send = url.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve, reject) => {
    const request = send(url, {
      signal,
      // A connection of its own: one that was kept for another source may lead where this one may not.
      agent: false,
      lookup: lookupPublic(bounds.allowPrivate),
      headers: {
        'user-agent': 'Jianghai-Intake/1 (feed reader)',
        accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8',
        'accept-encoding': 'gzip',
        ...(bounds.etag ? { 'if-none-match': bounds.etag } : {}),
        ...(bounds.lastModified ? { 'if-modified-since': bounds.lastModified } : {}),
      },
    })
    request.once('response', resolve)
    // The driver's own error names the address; a refusal is ours, made where the name was looked up.
    request.once('error', error => reject(isRefusal(error) ? error : refuse('sources.unreachable')))
    request.end()
  })
}

const isRefusal = (error: Error): error is Refusal => error.name === 'Refusal'

/** Where an answer leads, or undefined where it is the answer. Never from https to what anybody on the way can read and change. */
function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined
  const to = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined
  const isFit = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:')
  if (!to || !isFit || to.username !== '' || to.password !== '') throw refuse('sources.redirect-unfit')
  return to
}

async function read(answer: IncomingMessage, url: URL): Promise<Fetched | null> {
  const { statusCode: status = 0, headers } = answer
  if (status !== 200) {
    answer.destroy()
    if (status === 304) return null
    const after = Number(/^\d{1,9}$/.exec(headers['retry-after'] ?? '')?.[0] ?? 0)
    throw refuse('sources.status', { status }, { retryAfter: Math.min(after, LONGEST_RETRY_SECONDS) })
  }
  if (Number(headers['content-length'] ?? 0) > LARGEST_ANSWER) {
    answer.destroy()
    throw refuse('sources.answer-too-large', { most: LARGEST_ANSWER })
  }
  return {
    bytes: await bytesOf(answer),
    etag: kept(headers.etag),
    lastModified: kept(headers['last-modified']),
    url,
  }
}

/** A header that is told back next time; one of an odd length is not. */
const kept = (header: string | undefined) => (header !== undefined && header.length <= 500 ? header : null)

async function bytesOf(answer: IncomingMessage): Promise<Uint8Array> {
  const packing = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (packing !== 'identity' && packing !== 'gzip' && packing !== 'x-gzip') {
    answer.destroy()
    throw refuse('sources.answer-unreadable')
  }
  return packing === 'identity' ? bounded(answer, answer) : unpacked(answer)
}

async function unpacked(answer: IncomingMessage): Promise<Uint8Array> {
  const gunzip = createGunzip()
  let isBroken = false
  // What breaks on the way must end the unpacking too.
  answer.once('error', error => gunzip.destroy(error))
  answer.once('aborted', () => gunzip.destroy(new Error('aborted')))
  gunzip.once('error', error => {
    isBroken = 'code' in error && String(error.code).startsWith('Z_')
  })
  return bounded(answer.pipe(gunzip), answer).catch((error: unknown) => {
    throw isBroken ? refuse('sources.answer-unreadable') : error
  })
}

/** Reads no more than is allowed, whatever the answer said of its size, and ends the connection. */
async function bounded(stream: Readable, answer: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      if (!(part instanceof Uint8Array)) continue
      size += part.byteLength
      if (size > LARGEST_ANSWER) break
      parts.push(part)
    }
  } catch {
    throw refuse('sources.broke-off')
  } finally {
    answer.destroy()
  }
  if (size > LARGEST_ANSWER) throw refuse('sources.answer-too-large', { most: LARGEST_ANSWER })
  return Buffer.concat(parts)
}
