import { createHmac } from 'node:crypto'
import { accounts, newSecret, SESSION_COOKIE } from '#kernel/accounts/auth.ts'
import type { Database } from '#kernel/database/open.ts'
import { run, sql } from '#kernel/database/sql.ts'
import type { ServerParts } from '#kernel/http/parts.ts'
import { httpServer } from '#kernel/http/server.ts'
import { verifierKey } from '#kernel/log/checkpoint.ts'
import type { Room } from '#kernel/room.ts'
import { rooms } from '#server/app/rooms.ts'
import type { City } from './city.ts'

type Answer = { status: number; body: unknown; headers: Record<string, unknown>; bytes: Buffer }

/**
 * The real HTTP server over a test city, spoken to without a socket. Sessions are real ones of the accounts library, made directly in
 * its table, because hashing a password for each person would take most of a test's time. `more` are rooms beside the product's own;
 * other parts add to what the server is built from.
 */
export async function aServer(
  city: Pick<City, 'kernel' | 'as' | 'signer'> & { database: Database },
  { more = [], ...parts }: Partial<ServerParts> & { more?: readonly Room[] } = {},
) {
  const secret = newSecret()
  const secure = parts.publicOrigin?.startsWith('https://') ?? false
  const auth = accounts(city.database.pool, { secret, baseUrl: parts.publicOrigin ?? 'http://city.test', secure })
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

  /** The cookie of a new session; `lasts` in the words of the database, `-1 hour` for one that has expired. */
  async function sessionOf(username: string, lasts = '1 hour'): Promise<string> {
    const { accountId } = await accountOf(city, username)
    await run(
      city.database.db,
      sql`insert into "user" ("id", "name", "email", "emailVerified", "username") values (${accountId}, ${username}, ${`${username}@accounts.invalid`}, false, ${username}) on conflict do nothing`,
    )
    const token = newSecret()
    await run(
      city.database.db,
      sql`insert into "session" ("id", "expiresAt", "token", "updatedAt", "userId") values (${newSecret()}, now() + ${lasts}::interval, ${token}, now(), ${accountId})`,
    )
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    return `${secure ? '__Host-' : ''}${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`
  }

  /** The cookie of somebody's session, for who speaks to the server over a socket. */
  function cookieOf(username: string): Promise<string> {
    const cookie = cookies.get(username) ?? sessionOf(username)
    cookies.set(username, cookie)
    return cookie
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

  return { app, as, cookieOf, sessionOf, faults, close: () => app.close() }
}

async function accountOf(city: Pick<City, 'as'>, username: string): Promise<{ accountId: string }> {
  await city.as(username)
  return { accountId: `account-${username}` }
}
