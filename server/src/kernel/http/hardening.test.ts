import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

/* What every answer carries, whatever was asked (ASVS 5.0 chapters 3 and 7): the page, the files, the API, refusals and faults. */

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let secure: Awaited<ReturnType<typeof aServer>>
let webRoot: string
const page =
  '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/assets/a-1.js"></script></head></html>'
const verifierPolicy = "default-src 'none'; script-src 'sha256-AAAA'"
const verifier = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${verifierPolicy}"><script></script>`
const failing = async () => {
  throw new Error('a planted fault')
}

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'jianghai-web-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), page)
  await writeFile(join(webRoot, 'assets/a-1.js'), 'export {}')
  await writeFile(join(webRoot, 'draw-verifier.html'), verifier)
  city = await aCity()
  server = await aServer(city, { webRoot, demonstration: failing })
  secure = await aServer(city, { webRoot, publicOrigin: 'https://jianghai.example' })
})
afterAll(async () => {
  await server.close()
  await secure.close()
  await city.close()
  await rm(webRoot, { recursive: true })
})

const write = { 'x-jianghai': '1', 'content-type': 'application/json' }
const asked: ReadonlyArray<readonly [what: string, status: number, ask: InjectOptions]> = [
  ['the page', 200, { url: '/' }],
  ['a page of the application', 200, { url: '/matters/new' }],
  ['a file', 200, { url: '/assets/a-1.js' }],
  ['a file that is not there', 404, { url: '/assets/none.js' }],
  ['an address outside the folder', 404, { url: '/assets/..%2f..%2fpackage.json' }],
  ['the description of the API', 200, { url: '/api/openapi.json' }],
  ['the description as a page', 200, { url: '/api/docs' }],
  ['no route', 404, { url: '/api/nowhere' }],
  ['no route, written to', 404, { method: 'POST', url: '/nowhere', headers: write, payload: '{}' }],
  ['an address that is none', 400, { url: '/%zz' }],
  ['nobody signed in', 401, { url: '/api/session' }],
  ['what another site could send', 403, { method: 'POST', url: '/api/session' }],
  ['broken JSON', 400, { method: 'POST', url: '/api/session', headers: write, payload: '{' }],
  ['a wrong field', 422, { method: 'POST', url: '/api/session', headers: write, payload: '{}' }],
  [
    'another type',
    415,
    { method: 'POST', url: '/api/session', headers: { ...write, 'content-type': 'text/xml' }, payload: '<a/>' },
  ],
  ['too much', 413, { method: 'POST', url: '/api/session', headers: write, payload: ' '.repeat(1024 * 1024 + 1) }],
  [
    'a wrong password',
    401,
    { method: 'POST', url: '/api/session', headers: write, payload: '{"username":"a","password":"b"}' },
  ],
  ['a fault of ours', 500, { url: '/api/session/demonstration' }],
  ['a method there is not', 404, { method: 'PATCH', url: '/api/session', headers: write, payload: '{}' }],
]

describe('every answer', () => {
  it.each(asked)('to %s forbids frames, inline scripts, guessing of types and keeping', async (_, status, ask) => {
    const { statusCode, headers } = await server.app.inject(ask)
    expect(statusCode).toBe(status)
    expect(weakness(headers)).toEqual([])
    expect(headers.location).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect((await secure.app.inject(ask)).headers['strict-transport-security']).toBe(
      'max-age=31536000; includeSubDomains',
    )
  })

  it('to the verifier of draws has the policy the page carries, which is stricter but for its own script', async () => {
    const { statusCode, headers } = await server.app.inject({ url: '/draw-verifier.html' })
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).toBe(`${verifierPolicy}; frame-ancestors 'none'`)
    expect(weakness(headers)).toEqual(['the policy'])
  })

  it('is seen to be weak where it is', () => {
    expect(weakness({})).toHaveLength(5)
    expect(weakness({ 'content-security-policy': "default-src 'self' 'unsafe-inline'" })).toContain('the policy')
  })

  it('to what is no HTTP is closed as well', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const address = server.app.server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const said = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () => socket.write('NOT HTTP AT ALL\r\n\r\n'))
      socket
        .on('data', piece => (text += String(piece)))
        .on('end', () => resolve(text))
        .on('error', reject)
    })
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    const lines = said.split('\r\n\r\n')[0]?.split('\r\n').slice(1) ?? []
    const headers = Object.fromEntries(lines.map(line => line.split(': ', 2)))
    expect(weakness(headers)).toEqual([])
    expect(said).toContain('kernel.request-unfit')
  })
})

describe('a page', () => {
  it.each(['/', '/matters/new', '/api/docs'])(
    '%s has nothing inline but styles under a nonce of this answer',
    async url => {
      const [first, second] = [await server.app.inject({ url }), await server.app.inject({ url })]
      const nonce = /'nonce-([^']+)'/.exec(String(first.headers['content-security-policy']))?.[1] ?? ''
      expect(nonce.length).toBeGreaterThanOrEqual(22)
      expect(String(second.headers['content-security-policy'])).not.toContain(nonce)
      expect(first.body).not.toContain('__CSP_NONCE__')
      expect(first.body).toContain(nonce)
      for (const [tag = ''] of first.body.matchAll(/<(script|style)\b[^>]*>/g))
        expect(tag.includes(' src="/') || tag.includes(`nonce="${nonce}"`), tag).toBe(true)
      expect(first.body).not.toMatch(/\s(on[a-z]+|style)=/)
      expect(first.body).not.toMatch(/javascript:/i)
    },
  )

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/?next=https://evil.example',
    '/sign-in?return=//evil.example',
    '/assets//evil.example/',
  ])('asked for as %s leads nowhere else', async url => {
    const { statusCode, headers } = await server.app.inject({ url })
    expect([200, 400, 404]).toContain(statusCode)
    expect(headers.location).toBeUndefined()
  })
})

describe('a write', () => {
  const writes = () => server.app.registered.filter(({ method }) => method !== 'GET')
  const sent = (method: string, url: string, headers: Record<string, string>) =>
    (headers.host?.startsWith('jianghai') ? secure : server).app.inject({
      method: method === 'PUT' ? 'PUT' : method === 'DELETE' ? 'DELETE' : 'POST',
      url: url.replace(':region', '320600').replace(/:\w+/g, '01900000-0000-7000-8000-000000000000'),
      headers,
    })
  const crossing = 'kernel.cross-site-not-permitted'

  it('on whatever route is refused when another site could have sent it', async () => {
    const foreign: Array<Record<string, string>> = [
      {},
      { 'x-jianghai': '0' },
      { 'x-jianghai': '1', origin: 'https://evil.example' },
      { 'x-jianghai': '1', origin: 'null' },
      { 'x-jianghai': '1', origin: 'http://localhost:8080.evil.example' },
      { 'x-jianghai': '1', origin: 'http://localhost:8081', host: 'localhost:8080' },
      { 'x-jianghai': '1', origin: 'http://jianghai.example', host: 'jianghai.example' },
      { 'x-jianghai': '1', origin: 'http://evil.example', host: 'localhost:8080', 'x-forwarded-host': 'evil.example' },
    ]
    for (const { method, url } of writes())
      for (const headers of foreign)
        expect((await sent(method, url, headers)).json(), `${method} ${url} ${JSON.stringify(headers)}`).toMatchObject({
          refusal: { code: crossing },
        })
    expect(writes().length).toBeGreaterThan(60)
    console.log(`${writes().length} routes that write, each refused to ${foreign.length} kinds of other sites`)
  })

  it('of our own is not', async () => {
    const own = [
      { 'x-jianghai': '1' },
      { 'x-jianghai': '1', origin: 'http://localhost:8080', host: 'localhost:8080' },
      { 'x-jianghai': '1', origin: 'https://jianghai.example', host: 'jianghai.example' },
    ]
    for (const headers of own) expect((await sent('DELETE', '/api/session', headers)).body).not.toContain(crossing)
  })
})

/** What an answer's headers leave open. */
function weakness(headers: Record<string, unknown>): string[] {
  const policy = String(headers['content-security-policy'] ?? '')
  const holds: Record<string, boolean> = {
    'the policy':
      policy.startsWith("default-src 'none'") &&
      policy.includes("frame-ancestors 'none'") &&
      !/unsafe|\*|https?:|script-src(?! 'self';)/.test(policy),
    frames: headers['x-frame-options'] === 'DENY',
    types: headers['x-content-type-options'] === 'nosniff',
    referrer: headers['referrer-policy'] === 'same-origin' || headers['referrer-policy'] === 'no-referrer',
    keeping: /no-store|no-cache|immutable/.test(String(headers['cache-control'] ?? '')),
  }
  return Object.keys(holds).filter(name => !holds[name])
}
