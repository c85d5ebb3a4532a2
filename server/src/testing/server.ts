import { setImmediate } from 'node:timers/promises'
import { accounts, newSecret } from '#kernel/accounts/auth.ts'
import type { Database } from '#kernel/database/open.ts'
import type { ServerParts } from '#kernel/http/parts.ts'
import { httpServer } from '#kernel/http/server.ts'
import { verifierKey } from '#kernel/log/checkpoint.ts'
import type { Room } from '#kernel/room.ts'
import { rooms } from '#server/app/rooms.ts'
import type { City } from './city.ts'
import { aSession } from './session.ts'

type Answer = { status: number; body: unknown; headers: Record<string, unknown>; bytes: Buffer }

/**
 * The real HTTP server over a test city, spoken to without a socket. Sessions are made as `aSession` does. `more` are rooms beside the
 * product's own; other parts add to what the server is built from.
 */
export async function aServer(
  city: Pick<City, 'kernel' | 'as' | 'signer'> & { database: Database },
  { more = [], ...parts }: Partial<ServerParts> & { more?: readonly Room[] } = {},
) {
  const secret = newSecret()
  const secure = parts.publicOrigin?.startsWith('https://') ?? false
  const auth = accounts(city.database.pool, {
    secret,
    baseUrl: parts.publicOrigin ?? 'http://city.test',
    secure,
    passwords: city.kernel.passwords,
  })
  const faults: unknown[] = []
  const app = await httpServer({
    kernel: city.kernel,
    auth,
    rooms: [...rooms, ...more],
    version: '0.0.0-test',
    onFault: error => faults.push(error),
    verifierKey: verifierKey(city.signer),
    demonstration: async () => [],
    ...parts,
  })
  await app.ready()
  const cookies = new Map<string, Promise<string>>()
  const beside: string[] = []

  /** The cookie of a new session; `lasts` in the words of the database, `-1 hour` for one that has expired. */
  async function sessionOf(username: string, lasts = '1 hour'): Promise<string> {
    await city.as(username)
    return aSession(city.database.db, secret, username, { lasts, secure })
  }

  /** The cookie of somebody's session, for who speaks to the server over a socket. */
  async function cookieOf(username: string): Promise<string> {
    const cookie = cookies.get(username) ?? sessionOf(username)
    cookies.set(username, cookie)
    return [await cookie, ...beside].join('; ')
  }

  /** Speaks as somebody; without a name, as nobody. */
  function as(username?: string) {
    async function call(
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      const cookie = username === undefined ? undefined : await cookieOf(username)
      const answer = await app.inject({
        method,
        url,
        headers: { ...(cookie ? { cookie } : {}), ...(method === 'GET' ? {} : { 'x-jianghai': '1' }), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      const json = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        body: json ? answer.json() : answer.body,
        headers: answer.headers,
        bytes: answer.rawPayload,
      }
    }
    return {
      get: (url: string, headers?: Record<string, string>) => call('GET', url, undefined, headers),
      post: (url: string, body: object = {}, headers?: Record<string, string>) => call('POST', url, body, headers),
      put: (url: string, body: object, headers?: Record<string, string>) => call('PUT', url, body, headers),
      delete: (url: string, headers?: Record<string, string>) => call('DELETE', url, undefined, headers),
    }
  }

  /** From now on everybody with a session holds this cookie too: a citizen's, so that one speaker reaches every route. */
  const holdBeside = (cookie: string) => void beside.push(cookie)

  /** Resolves when what goes on after the answers is done. */
  async function settled(): Promise<void> {
    await setImmediate()
    await Promise.all(app.undone)
  }

  return { app, as, settled, cookieOf, sessionOf, holdBeside, faults, close: () => app.close() }
}
