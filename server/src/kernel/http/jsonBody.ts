import type { FastifyInstance } from 'fastify'
import { type Refusal, refuse } from '../refusal.ts'

/** Nesting of objects and lists in a body; the deepest that a route takes is six. */
const DEPTH = 32

/**
 * Takes JSON bodies only, read by `readJson`. What the framework would read besides (plain text, JSON where the last of two equal keys
 * wins) is taken away, so that every route gets the same strict reading.
 */
export function strictJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: Asked, body: Buffer) => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw refuse('kernel.media-type', {}, { status: 415 })
    return readJson(body)
  })
}

/** What a query string or a path may hold is what a body may hold: text the database can store. */
export function storableAddresses(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query }) => {
    storable(params, [])
    storable(query, [])
  })
}

/** As much of a request as the parser looks at. */
type Asked = { headers: { 'content-type'?: string | undefined } }

/**
 * JSON as RFC 8259 has it and I-JSON (RFC 7493) narrows it: UTF-8 without a mark, no key twice, no number beyond a double, no lone
 * surrogate; besides, nothing deeper than thirty-two, no NUL, and no key that means something to JavaScript.
 *
 * Refuses `kernel.request-unfit` (400) for what is no JSON, `kernel.too-deep`, `kernel.key-twice`, `kernel.key-unfit`,
 * `kernel.number-unfit` and `kernel.text-unfit` with the field.
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes)
  checkKeys(text)
  const value = parsed(text)
  storable(value, [])
  return value
}

const notJson = (): Refusal => refuse('kernel.request-unfit', {}, { status: 400 })

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notJson()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson()
  }
}

/** An object or list the scan is inside of: the keys seen so far (null for a list), and where in it the scan stands. */
type Inside = { keys: Set<string> | null; at: string | number }

/**
 * Looks at depth and keys before anything is built. The text may still be no JSON: then whatever is found here is wrong for another
 * reason too, and what is not found the parser says.
 */
function checkKeys(text: string): void {
  const inside: Inside[] = []
  const here = (key: string) => [...inside.slice(0, -1).map(each => each.at), key].join('.')
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    const innermost = inside.at(-1)
    if (char === '"') {
      const end = endOfString(text, at)
      if (innermost?.keys && isKey(text, end)) {
        const key = parsed(text.slice(at, end))
        if (typeof key === 'string') {
          innermost.at = key
          if (key === '__proto__' || key === 'constructor')
            throw refuse('kernel.key-unfit', { key }, { field: here(key), status: 400 })
          if (innermost.keys.has(key)) throw refuse('kernel.key-twice', { key }, { field: here(key), status: 400 })
          innermost.keys.add(key)
        }
      }
      at = end - 1
    } else if (char === '{' || char === '[') {
      if (inside.length >= DEPTH) throw refuse('kernel.too-deep', { limit: DEPTH }, { status: 400 })
      inside.push(char === '{' ? { keys: new Set(), at: '' } : { keys: null, at: 0 })
    } else if (char === '}' || char === ']') inside.pop()
    else if (char === ',' && typeof innermost?.at === 'number') innermost.at++
  }
}

/** The place behind the quote that ends the string begun at `start`. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0
    while (text[quote - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return quote + 1
  }
  throw notJson()
}

function isKey(text: string, after: number): boolean {
  let at = after
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}

/** Refuses the first value, or key, that no record could keep: a NUL or half a character, a number that is none. */
function storable(value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string') {
    if (!keepable(value)) throw refuse('kernel.text-unfit', {}, fieldAt(path))
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refuse('kernel.number-unfit', {}, fieldAt(path))
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) storable(item, [...path, index])
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!keepable(key)) throw refuse('kernel.text-unfit', {}, fieldAt(path))
      storable(item, [...path, key])
    }
  }
}

const keepable = (text: string) => !text.includes('\0') && text.isWellFormed()

const fieldAt = (path: readonly (string | number)[]) => (path.length === 0 ? {} : { field: path.join('.') })
