import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('a session', () => {
  it('is asked for before anything is told', async () => {
    expect(await server.as().get('/api/session')).toMatchObject({
      status: 401,
      body: { refusal: { code: 'session.not-signed-in' } },
    })
    expect((await server.as().get('/api/320600/evidence?kind=unit&id=1&field=name')).status).toBe(401)
  })

  it('tells who is signed in, with the unit and the other regions', async () => {
    const answer = await server.as('reporter').get('/api/session')
    expect(answer).toMatchObject({
      status: 200,
      body: { username: 'reporter', unit: { nameZh: '市科技局' }, roles: ['unit-reporter'] },
    })
  })

  it('is not had by guessing a cookie', async () => {
    expect((await server.as().get('/api/session', { cookie: 'jianghai.session_token=forged.forged' })).status).toBe(401)
  })
})

describe('a write', () => {
  it('that another site could send is refused', async () => {
    const answer = await server.as().post('/api/session', { username: 'x', password: 'y' }, { 'x-jianghai': '0' })
    expect(answer).toMatchObject({ status: 403, body: { refusal: { code: 'kernel.cross-site-not-permitted' } } })
    const foreign = await server
      .as()
      .post('/api/session', { username: 'x', password: 'y' }, { origin: 'https://elsewhere.example' })
    expect(foreign.status).toBe(403)
  })

  it('of broken JSON is refused, naming nothing of ours', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-jianghai': '1', 'content-type': 'application/json' },
      payload: '{"username":',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ refusal: { code: 'kernel.request-unfit' } })
  })

  it('with a wrong field says which', async () => {
    const answer = await server.as().post('/api/session', { username: '', password: 'y' })
    expect(answer).toMatchObject({ status: 422, body: { refusal: { code: 'kernel.input-unfit', field: 'username' } } })
  })
})

describe('every answer', () => {
  it('forbids frames, foreign scripts and guessing of types', async () => {
    const { headers } = await server.as().get('/api/session')
    expect(String(headers['content-security-policy'])).toContain("script-src 'self'")
    expect(String(headers['content-security-policy'])).not.toContain('unsafe')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  })
})

describe('the OpenAPI document', () => {
  it('names every route the server answers', async () => {
    const document = (await server.as().get('/api/openapi.json')).body as {
      openapi: string
      paths: Record<string, object>
    }
    expect(document.openapi).toBe('3.1.0')
    const documented = new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
      ),
    )
    const answered = server.app.registered
      .filter(({ url }) => url !== '/api/openapi.json' && url !== '/api/docs')
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
    expect(answered.length).toBeGreaterThan(5)
    expect(answered.filter(route => !documented.has(route))).toEqual([])
    expect((await server.as().get('/api/docs')).body).toContain('/api/{region}/matters')
    expect(server.faults).toEqual([])
  })
})

describe('signing in', () => {
  it('locks a name after five failures, for the right password too', async () => {
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await server.as().post('/api/session', { username: 'nobody', password: 'wrong-password' })).status).toBe(
        401,
      )
    expect(await server.as().post('/api/session', { username: 'nobody', password: 'wrong-password' })).toMatchObject({
      status: 429,
      body: { refusal: { code: 'session.locked-too-many', params: { minutes: 10 } } },
    })
  })
})
