import { accounts, newSecret } from '#kernel/accounts/auth.ts'
import { httpServer } from '#kernel/http/server.ts'
import { rooms } from '#server/app/rooms.ts'
import type { City } from './city.ts'
import { aSession } from './session.ts'

type Answer = { status: number; body: unknown; headers: Record<string, unknown> }

/**
 * The real HTTP server over a test city, spoken to without a socket. Sessions are made as `aSession` does.
 */
export async function aServer(city: City) {
  const secret = newSecret()
  const auth = accounts(city.database.pool, { secret, baseUrl: 'http://city.test', secure: false })
  const faults: unknown[] = []
  const app = await httpServer({
    kernel: city.kernel,
    auth,
    rooms,
    version: '0.0.0-test',
    onFault: error => faults.push(error),
    demonstration: async () => [],
  })
  await app.ready()
  const cookies = new Map<string, Promise<string>>()

  async function sessionOf(username: string): Promise<string> {
    await city.as(username)
    return aSession(city.database.db, secret, username)
  }

  /** Speaks as somebody; without a name, as nobody. */
  function as(username?: string) {
    async function call(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      if (username !== undefined && !cookies.has(username)) cookies.set(username, sessionOf(username))
      const cookie = username === undefined ? undefined : await cookies.get(username)
      const answer = await app.inject({
        method,
        url,
        headers: { ...(cookie ? { cookie } : {}), ...(method === 'GET' ? {} : { 'x-jianghai': '1' }), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      const json = String(answer.headers['content-type'] ?? '').includes('json')
      return { status: answer.statusCode, body: json ? answer.json() : answer.body, headers: answer.headers }
    }
    return {
      get: (url: string, headers?: Record<string, string>) => call('GET', url, undefined, headers),
      post: (url: string, body: object = {}, headers?: Record<string, string>) => call('POST', url, body, headers),
      put: (url: string, body: object, headers?: Record<string, string>) => call('PUT', url, body, headers),
      delete: (url: string, headers?: Record<string, string>) => call('DELETE', url, undefined, headers),
    }
  }

  return { app, as, faults, close: () => app.close() }
}
