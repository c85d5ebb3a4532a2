import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FaultError, RefusalError } from './errors.ts'
import { getFrom, onSignedOut, sendTo, withQuery } from './request.ts'

const refusal = (code: string) => ({ refusal: { code, params: { minutes: 10 }, field: 'dueOn', fields: [] } })
let server: Server
let origin = ''
let last: { method: string | undefined; headers: IncomingMessage['headers']; body: string; url: string | undefined }

/** A server that speaks the contract's answers; the machine's own network, nothing beyond it. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      last = {
        method: request.method,
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
        url: request.url,
      }
      const answers: Record<string, [number, string]> = {
        '/refused': [422, JSON.stringify(refusal('a.b'))],
        '/out': [401, JSON.stringify(refusal('session.not-signed-in'))],
        '/wrong': [401, JSON.stringify(refusal('session.wrong'))],
        '/fault': [500, JSON.stringify({ fault: { reference: '7f3k' } })],
        '/proxy': [502, '<html>bad gateway</html>'],
        '/html': [200, '<html></html>'],
        '/empty': [204, ''],
      }
      const [status, body] = answers[(request.url ?? '').split('?')[0] ?? ''] ?? [200, JSON.stringify({ n: 1 })]
      response.writeHead(status).end(body)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => new Promise(done => server.close(done)))

const n = z.object({ n: z.number() })
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('reading', () => {
  it('gives what the schema reads, and leaves out parameters without a value', async () => {
    expect(
      await getFrom(`${origin}/ok`, n, {
        params: { asOf: undefined, find: '江', none: null, empty: '', many: ['a', 'b'] },
      }),
    ).toEqual({ n: 1 })
    expect(last.url).toBe(
      `/ok?${new URLSearchParams([
        ['find', '江'],
        ['many', 'a'],
        ['many', 'b'],
      ])}`,
    )
    expect(withQuery('/x')).toBe('/x')
  })

  it('throws a refusal with its code, values and field', async () => {
    const error = await failureOf(getFrom(`${origin}/refused`, n))
    expect(error).toBeInstanceOf(RefusalError)
    expect(error).toMatchObject({ status: 422, code: 'a.b', params: { minutes: 10 }, field: 'dueOn' })
  })

  it.each([
    ['/fault', { place: 'server', reference: '7f3k' }],
    ['/proxy', { place: 'server', reference: null }],
    ['/html', { place: 'answer' }],
    ['/empty', { place: 'answer' }],
  ])('throws a fault for %s', async (path, shape) => {
    const error = await failureOf(getFrom(`${origin}${path}`, n))
    expect(error).toBeInstanceOf(FaultError)
    expect(error).toMatchObject(shape)
  })

  it('that does not get through is a fault of the way; one that was called off is not', async () => {
    expect(await failureOf(getFrom('http://127.0.0.1:1/x', n))).toMatchObject({ place: 'network' })
    expect(await failureOf(getFrom(`${origin}/ok`, n, { signal: AbortSignal.abort() }))).not.toBeInstanceOf(FaultError)
  })
})

describe('sending', () => {
  it('goes as JSON, marked as ours, with its key', async () => {
    await sendTo(`${origin}/ok`, { title: '事' }, n, { idempotencyKey: 'key-12345678' })
    expect(last).toMatchObject({ method: 'POST', body: '{"title":"事"}' })
    expect(last.headers).toMatchObject({
      'x-jianghai': '1',
      'content-type': 'application/json',
      'idempotency-key': 'key-12345678',
    })
  })

  it('without a body names no type', async () => {
    await sendTo(`${origin}/empty`, undefined, z.unknown(), { method: 'DELETE' })
    expect(last.headers['content-type']).toBeUndefined()
    expect(last.method).toBe('DELETE')
  })
})

it('only a session that is gone signs out; a wrong password does not', async () => {
  let times = 0
  onSignedOut(() => times++)
  await failureOf(getFrom(`${origin}/wrong`, n))
  expect(times).toBe(0)
  await failureOf(getFrom(`${origin}/out`, n))
  expect(times).toBe(1)
})
