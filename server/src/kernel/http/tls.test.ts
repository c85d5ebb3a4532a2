import { request } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCertificate } from '#server/testing/certificate.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

/* What the product speaks where it speaks TLS itself, and that nothing goes around a proxy that does (ASVS 5.0, 12.1 and 12.2). */

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let port: number
const certificate = aCertificate('localhost')
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, { tls: certificate })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const address = server.app.server.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(async () => {
  await server.close()
  await city.close()
})

/** The version and suite agreed on, or that there was none. */
function agreed(options: ConnectionOptions): Promise<string> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: certificate.cert, ...options })
    socket.on('secureConnect', () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().standardName}`)
      socket.destroy()
    })
    socket.on('error', () => resolve('none'))
  })
}

describe('TLS', () => {
  it('is of the newest version where the client can', async () => {
    expect(await agreed({})).toBe('TLSv1.3 TLS_AES_256_GCM_SHA384')
  })

  it.each([
    [{ maxVersion: 'TLSv1.2' }, 'TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
    [
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305' },
      'TLSv1.2 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    ],
  ] as const)('is of an older version and another suite in the server’s order: %j', async (options, expected) => {
    expect(await agreed(options)).toBe(expected)
  })

  it.each([
    { minVersion: 'TLSv1', maxVersion: 'TLSv1' },
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384' },
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' },
    { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' },
    { maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES256-GCM-SHA384' },
  ] as const)('is refused where the client knows only what is weak: %j', async options => {
    // The client itself is willing, whatever this machine's own policy: what refuses is the server.
    expect(await agreed({ ...options, ciphers: `${'ciphers' in options ? options.ciphers : 'ALL'}:@SECLEVEL=0` })).toBe(
      'none',
    )
  })

  it('carries the product: the cookie is bound to the host, and browsers are told to come by https', async () => {
    const answer = await new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', servername: 'localhost', ca: certificate.cert, path: '/api/session/first-run' },
        got => {
          got.resume()
          got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers }))
        },
      )
      asked.on('error', reject)
      asked.end()
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  it('is the only thing spoken: a request in the clear gets no answer', async () => {
    const said = await new Promise<string>(resolve => {
      let text = ''
      const socket = connectPlain(port, '127.0.0.1', () => socket.write('GET /api/session HTTP/1.1\r\nhost: x\r\n\r\n'))
      socket
        .on('data', piece => (text += piece.toString('latin1')))
        .on('error', () => resolve(text))
        .on('close', () => resolve(text))
    })
    expect(said).not.toMatch(/ 200 |not-signed-in/)
  })
})

describe('behind a proxy that speaks https', () => {
  it.each([
    ['past the proxy', {}, 403],
    ['by the proxy, in the clear', { 'x-forwarded-proto': 'http' }, 403],
    ['by the proxy, by https', { 'x-forwarded-proto': 'https' }, 401],
  ])('a request that came %s', async (_, headers, status) => {
    const behind = await aServer(city, { publicOrigin: 'https://jianghai.example', trustedProxies: ['127.0.0.1'] })
    const answer = await behind.as().get('/api/session', headers)
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body).toMatchObject({ refusal: { code: 'kernel.plain-http-not-permitted' } })
    await behind.close()
  })
})
