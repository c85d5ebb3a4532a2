import { createHmac } from 'node:crypto'
import { accounts, newSecret, SESSION_COOKIE } from '#kernel/accounts/auth.ts'
import { run, sql } from '#kernel/database/sql.ts'
import type { ServerParts } from '#kernel/http/parts.ts'
import { httpServer } from '#kernel/http/server.ts'
import { rooms } from '#server/app/rooms.ts'
import type { City } from './city.ts'

type Answer = { status: number; body: unknown; headers: Record<string, unknown> }

/**
 * The real HTTP server over a test city, spoken to without a socket. Sessions are real ones of the accounts library, made directly in
 * its table, because hashing a password for each person would take most of a test's time. `parts` adds to what the server is built from.
 */
export async function aServer(city: City, parts: Partial<ServerParts> = {}) {
  const secret = newSecret()
  const secure = parts.publicOrigin?.startsWith('https://') ?? false
  const auth = accounts(city.database.pool, { secret, baseUrl: parts.publicOrigin ?? 'http://city.test', secure })
  const faults: unknown[] = []
  const app = await httpServer({
    kernel: city.kernel,
    auth,
    rooms,
    version: '0.0.0-test',
    onFault: error => faults.push(error),
    demonstration: async () => [],
    ...parts,
  })
  await app.ready()
  const cookies = new Map<string, Promise<string>>()

  async function sessionOf(username: string): Promise<string> {
    const { accountId } = await accountOf(city, username)
    await run(
      city.database.db,
      sql`insert into "user" ("id", "name", "email", "emailVerified", "username") values (${accountId}, ${username}, ${`${username}@accounts.invalid`}, false, ${username}) on conflict do nothing`,
    )
    const token = newSecret()
    await run(
      city.database.db,
      sql`insert into "session" ("id", "expiresAt", "token", "updatedAt", "userId") values (${newSecret()}, now() + interval '1 hour', ${token}, now(), ${accountId})`,
    )
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    return `${secure ? '__Host-' : ''}${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`
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

async function accountOf(city: City, username: string): Promise<{ accountId: string }> {
  await city.as(username)
  return { accountId: `account-${username}` }
}
